"""The bank that is served, and the files it is read from. What is broken never takes its place."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from quiz.bank.items import Bank
from quiz.bank.load import load
from quiz.bank.read import ContentError

log = logging.getLogger(__name__)

Stamp = tuple[int, int] | None


class ContentStore:
    """The last good bank. Raises ContentError when there is none to begin with.

    ``copies`` is a folder for the files as they were when they were last good: a worker that has to
    start while they are broken serves these. Without it a broken file stops the start.
    """

    def __init__(self, national: Path, local: Path, copies: Path | None = None) -> None:
        self.national, self.local, self._copies = national, local, copies
        self.read()

    def read(self) -> None:
        """Read the files as they are now, or else as they were when they were last good.

        Raises ContentError when there is neither.
        """
        self._stamps, copies = self._look(), self._copies
        try:
            self.bank = load(self.national, self.local)
        except ContentError as refused:
            if copies is None or not (copies / self.national.name).exists():
                raise
            log.error("%s\nThe content as it was is served.", refused)
            self.bank = load(copies / self.national.name, copies / self.local.name)
        else:
            self._copy()

    def _copy(self) -> None:
        """Keep the files as they are now; a worker that dies in between leaves no half of one."""
        if self._copies is None:
            return
        for file in (self.national, self.local):
            copy = self._copies / file.name
            if file.exists():
                new = copy.with_suffix(f".{os.getpid()}")
                shutil.copyfile(file, new)
                new.replace(copy)
            else:
                copy.unlink(missing_ok=True)

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
        self._copy()
        return None


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def lost(before: Bank, after: Bank, *, local: bool) -> Iterator[str]:
    """Revisions with a checksum that are missing or changed: earlier feedback shows them."""
    for key, item in before.kept.items():
        if item.checksum is None or item.local != local:
            continue
        what = f"“{item.id}”, revision {item.revision},"
        if key not in after.kept:
            yield f"{what} is missing; a revision that was asked belongs in earlier."
        elif after.kept[key].checksum != item.checksum:
            yield f"{what} has another checksum; keep it, and give new text a new revision."
