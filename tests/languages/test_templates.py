"""No template has a word that translators are not given."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

TEMPLATE_FOLDER = Path(__file__).parents[2] / "quiz" / "templates"
BY_COMMAND = TEMPLATE_FOLDER / "authors" / "preview.html"
"""What a command writes is in English, as commands are."""
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-say-again", "data-copied")
TAG = re.compile(r"<[^<>]*>")
SPOKEN_VALUE = re.compile(rf'\b(?:{"|".join(SPOKEN)})="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES_OF_CODE = re.compile(r'&\w+;|!DOCTYPE|\bdata-[\w-]+(?:="\w*)?')


def templates() -> Iterator[Path]:
    found = sorted(TEMPLATE_FOLDER.rglob("*.html"))
    yield from (path for path in found if path != BY_COMMAND)


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
def test_a_template_has_no_bare_word(template: Path) -> None:
    assert bare_words(template.read_text("utf-8")) == []


def test_bare_words_are_found() -> None:
    page = '<p title="A name">{{ _("Given") }} Words <b>{% trans %}Given{% endtrans %}</b></p>'
    assert bare_words(page) == ["A name", "Words"]
