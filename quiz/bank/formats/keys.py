"""The best option, as a cell names it: by letter, by number or in words."""

import re
from collections.abc import Sequence

from quiz.bank.formats.places import LONGEST_QUOTE
from quiz.bank.formats.plain_text import one_line
from quiz.bank.formats.portable import ItemRefused, PortableOption
from quiz.languages.sentences import lazy_gettext
from quiz.vocabulary import OPTION_IDS


def named_options(
    cell: str, letters: Sequence[str], options: Sequence[PortableOption], column: str
) -> list[int]:
    """The indices of the options that a cell names. ``letters``: those of the options.

    Raises ItemRefused for a cell that names none, or one by its letter and another in words.
    """
    same = [index for index, one in enumerate(options) if _alike(one.text) == _alike(cell)]
    words = filter(None, re.split(r"[,;/&\s]+|and", cell.lower()))
    numbers = {str(number): letter for number, letter in enumerate(OPTION_IDS, start=1)}
    found = [numbers.get(word, word) for word in dict.fromkeys(words)]
    known = all(word in letters for word in found)
    named = [letters.index(word) for word in found] if known else []
    if same and named and same != named:
        raise ItemRefused(
            lazy_gettext(
                "“%(cell)s” is the letter or number of one option and the words of another",
                cell=cell[:LONGEST_QUOTE],
            ),
            lazy_gettext("Write its letter where options are numbers, else its number"),
            column,
        )
    if cell and not same and not named:
        raise ItemRefused(
            lazy_gettext("“%(cell)s” is none of its options", cell=cell[:LONGEST_QUOTE]),
            lazy_gettext("Write one of %(known)s", known=", ".join(letters)),
            column,
        )
    return same or named


def _alike(text: str) -> str:
    return one_line(text).strip(" .").lower()
