"""How the first letters of a Welsh word change in a sentence (treigladau). Pure."""

import re
from collections.abc import Iterator

FIRST_LETTER = re.compile(r"ngh|ng|nh|mh|ch|dd|ff|ll|ph|rh|th|.")
"""A letter of the Welsh alphabet, or what the nasal mutation makes of one."""
MUTATIONS = {
    "c": ("g", "ch", "ngh"),
    "p": ("b", "ph", "mh"),
    "t": ("d", "th", "nh"),
    "g": ("", "ng"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "ll": ("l",),
    "m": ("f",),
    "rh": ("r",),
}
"""By the letter that changes: the soft, the aspirate and the nasal mutation, where there are."""
AFTER_G = "aeiouwylrn"
"""A word that begins with one of these may have lost a g."""


def with_mutations(word: str) -> set[str]:
    """A word in small letters, without accents, as it may stand in a dictionary and in a sentence.

    The word itself may be changed already: no dictionary says so, thus all that it can come from.
    """
    return {form for unchanged in _unchanged(word) for form in _changed(unchanged)}


def _unchanged(word: str) -> Iterator[str]:
    first, rest = _parts(word)
    yield word
    yield from (f"{old}{rest}" for old, new in MUTATIONS.items() if first in new)
    if first in AFTER_G:
        yield f"g{word}"


def _changed(word: str) -> Iterator[str]:
    first, rest = _parts(word)
    yield word
    yield from (f"{new}{rest}" for new in MUTATIONS.get(first, ()) if new or rest)


def _parts(word: str) -> tuple[str, str]:
    """The first letter and the rest."""
    first = FIRST_LETTER.match(word)
    return (first[0], word[first.end() :]) if first else ("", word)
