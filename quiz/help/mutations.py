"""How the first letters of a Welsh word change in a sentence (treigladau). Pure."""

from collections.abc import Iterator

MUTATIONS = {
    "ll": ("l",),
    "rh": ("r",),
    "c": ("g", "ch", "ngh"),
    "p": ("b", "ph", "mh"),
    "t": ("d", "th", "nh"),
    "g": ("", "ng"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "m": ("f",),
}
"""By the letters that change: the soft, the aspirate and the nasal mutation, where there are."""
UNCHANGED = ("ch", "dd", "ph", "th")
"""Letters of the alphabet that begin as others that change do."""


def with_mutations(word: str) -> Iterator[str]:
    """A word as it is in a dictionary, in small letters, and as it may stand in a sentence."""
    yield word
    if word.startswith(UNCHANGED):
        return
    begins = next((first for first in MUTATIONS if word.startswith(first)), None)
    if begins:
        rest = word.removeprefix(begins)
        yield from (f"{new}{rest}" for new in MUTATIONS[begins] if new or rest)
