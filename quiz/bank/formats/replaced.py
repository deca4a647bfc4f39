"""What an import puts in the place of words that are here: a draft has no history."""

from collections.abc import Iterator
from typing import NamedTuple

from quiz.bank import own_content
from quiz.bank.content_file import Data
from quiz.bank.formats.portable import FIELD_WORDS, PortableField
from quiz.languages.sentences import gettext, ngettext

NOT_REPLACED = (PortableField.ID, PortableField.REASONS, PortableField.LEANINGS)
"""An id stays; options have parts of their own."""


class Replaced(NamedTuple):
    """A part of a scenario in words, its text here, and the one of the file."""

    part: str
    before: str
    after: str


def replaced(before: Data, after: Data) -> tuple[Replaced, ...]:
    """The parts of a row that lose their words. What was not written yet is no loss."""
    return tuple(
        Replaced(part, old, new)
        for part, old, new in (*_parts(before, after), *_options(before, after))
        if old and old != new and not own_content.is_unwritten(old)
    )


def _parts(before: Data, after: Data) -> Iterator[Replaced]:
    for field, words in FIELD_WORDS.items():
        if field not in NOT_REPLACED:
            yield Replaced(str(words), _text(before, field.value), _text(after, field.value))
    yield Replaced(gettext("its question"), before["question"], after["question"])
    yield Replaced(gettext("its best answer"), before["best"].upper(), after["best"].upper())


def _options(before: Data, after: Data) -> Iterator[Replaced]:
    for old, new in zip(before["options"], after["options"], strict=True):
        letter = old["id"].upper()
        option = ngettext("option %(which)s", "options %(which)s", 1, which=letter)
        reason = ngettext(
            "the reason of option %(which)s", "the reasons of options %(which)s", 1, which=letter
        )
        for part, name in ((option, "text"), (reason, "reason")):
            yield Replaced(part, _text(old, name), _text(new, name))


def _text(row: Data, name: str) -> str:
    found = row.get(name) or ""
    return found if isinstance(found, str) else ", ".join(found)
