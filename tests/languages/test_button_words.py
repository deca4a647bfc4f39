"""Where a sentence or the help quotes a button, it has the words that are on the button."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from quiz.languages.catalogues import INTERFACE, catalogue_file

HELP = Path(__file__).parents[2] / "docs" / "help"
TAG = re.compile(r"<[^>]*>")
QUOTED = re.compile(r"“([^”]+)”|\*\*([^*]+)\*\*|<(?:strong|b)>([^<]+)<")


def quoted(text: str) -> list[str]:
    return [plain("".join(found)) for found in QUOTED.findall(text)]


def plain(words: str) -> str:
    return TAG.sub("", words).replace("’", "'").replace("%(number)s", "1").strip(" .,")


def shown(sentence: str) -> Iterator[str]:
    """A sentence as a page shows it, the words of each of its links, and it without small print."""
    yield plain(sentence)
    yield plain(re.sub(r"<span.*?</span>", "", sentence))
    yield from map(plain, re.findall(r"<\w[^>]*>([^<]*)<", sentence))


@cache
def sentences() -> list[tuple[str, str]]:
    """Each sentence of the pages, in English and in Welsh."""
    found: list[tuple[str, str]] = []
    with catalogue_file("cy", INTERFACE).open("rb") as stream:
        for message in read_po(stream):
            english, welsh = message.id, message.string
            one = isinstance(english, str)
            found += [(str(english), str(welsh))] if one else zip(english, welsh, strict=True)
    return [pair for pair in found if pair[0]]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_help_has_the_words_of_the_buttons(language: str) -> None:
    place = ("en", "cy").index(language)
    known = {words for pair in sentences() for words in shown(pair[place])}
    files = sorted((HELP if language == "en" else HELP / language).glob("*.md"))
    unknown = {
        f"{file.name}: {words}"
        for file in files
        for words in quoted(file.read_text("utf-8"))
        if words not in known
    }
    assert files
    assert unknown == set()


def test_a_welsh_sentence_quotes_a_button_in_welsh() -> None:
    welsh: dict[str, set[str]] = {}
    for pair in sentences():
        for english, other in zip(*map(shown, pair), strict=False):
            welsh.setdefault(english, set()).add(other)
    wrong = [
        (words, said)
        for english, said in sentences()
        for words in quoted(english)
        if words in welsh and not any(one in plain(said) for one in welsh[words])
    ]
    assert wrong == []
