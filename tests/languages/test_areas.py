"""Nothing of a translated area is left in English, and every area is in one of two lists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from quiz.language_choice import TRANSLATED
from quiz.routes import MAP
from tests.languages.areas import ENGLISH_ONLY, TEMPLATES

TEMPLATE_FOLDER = Path(__file__).parents[2] / "quiz" / "templates"
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-say-again", "data-copied")
TAG = re.compile(r"<[^<>]*>")
SPOKEN_VALUE = re.compile(rf'\b(?:{"|".join(SPOKEN)})="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES_OF_CODE = re.compile(r'&\w+;|!DOCTYPE|\bdata-[\w-]+(?:="\w*)?')


def rooms(endpoint: str) -> set[str]:
    return {endpoint, endpoint.partition(".")[0]}


@pytest.mark.parametrize("endpoint", sorted({address.endpoint for address in MAP}))
def test_an_address_is_translated_or_in_english_only(endpoint: str) -> None:
    lists = [rooms(endpoint) & TRANSLATED, rooms(endpoint) & ENGLISH_ONLY]
    assert sum(map(bool, lists)) == 1, lists


def templates() -> Iterator[Path]:
    for pattern in TEMPLATES:
        yield from sorted(TEMPLATE_FOLDER.glob(pattern))


def bare_words(template: str) -> list[str]:
    """The words of a template that no translator is given."""
    html, inside = "", False
    for _, kind, value in Environment().lex(template):
        if kind == "name" and value in ("trans", "endtrans"):
            inside = value == "trans"
        html += value if kind == "data" and not inside else ""
    texts = [*SPOKEN_VALUE.findall(html), *TAG.split(html)]
    return [text.strip() for text in texts if WORD.search(NAMES_OF_CODE.sub("", text))]


@pytest.mark.parametrize("template", list(templates()), ids=lambda path: path.name)
def test_a_translated_template_has_no_bare_word(template: Path) -> None:
    assert bare_words(template.read_text("utf-8")) == []


def test_bare_words_are_found() -> None:
    page = '<p title="A name">{{ _("Given") }} Words <b>{% trans %}Given{% endtrans %}</b></p>'
    assert bare_words(page) == ["A name", "Words"]
