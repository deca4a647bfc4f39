"""The bank that is served, and the files it is read from. What is broken never takes its place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quiz.bank.items import Bank, Item
from quiz.bank.load import load
from quiz.bank.read import ContentError

Stamp = tuple[int, int] | None


class Shelf:
    """The last good bank. Raises ContentError when there is none to begin with."""

    def __init__(self, national: Path, local: Path) -> None:
        self.national, self.local = national, local
        self._stamps = self._look()
        self.bank = load(national, local)

    def _look(self) -> tuple[Stamp, Stamp]:
        return _stamp(self.national), _stamp(self.local)

    @property
    def is_stale(self) -> bool:
        """Whether a file was written since it was last read."""
        return self._look() != self._stamps

    def renew(self) -> ContentError | None:
        """Read the files again and serve what they say, from the next request on.

        Says why not, and goes on with the bank it has, when they are broken or would change what
        people were asked under a revision that stays the same.
        """
        self._stamps = self._look()
        try:
            bank = load(self.national, self.local)
        except ContentError as refused:
            return refused
        for file, local in ((self.national, False), (self.local, True)):
            if found := list(lost(self.bank, bank, local=local)):
                return ContentError(file.name, found)
        self.bank = bank
        return None


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def lost(before: Bank, after: Bank, *, local: bool) -> Iterator[str]:
    """What was asked and could no longer be shown as it was: earlier feedback rests on it."""
    in_forms = {(item.id, item.revision) for form in before.forms for item in form.items}
    for key, item in before.kept.items():
        if item.local != local or (key not in in_forms and not item.since):
            continue
        what = f"“{item.id}”, revision {item.revision},"
        if key not in after.kept:
            yield f"{what} was asked and is no longer kept; it belongs in earlier."
        elif _words(after.kept[key]) != _words(item):
            yield f"{what} was asked with other words; give it a new revision, keep the old one."


def _words(item: Item) -> tuple[Item, tuple[str, ...]]:
    """All that a person is shown of an item; how well a source was checked may change."""
    return replace(item, pointers=(), since=None), tuple(pointer.id for pointer in item.pointers)
