"""The bank that is served, and the files it is read from. Invalid files never replace it."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from quiz.bank.content_file import ContentError
from quiz.bank.items import Bank
from quiz.bank.load import load

log = logging.getLogger(__name__)

Stamp = tuple[int, int] | None


class ContentStore:
    """The last valid bank. Raises ContentError when there is none at the start.

    ``copies`` is a folder for the last valid files: a worker that starts while the current files
    are invalid serves these. Without the folder an invalid file stops the start.
    """

    def __init__(self, national: Path, local: Path, copies: Path | None = None) -> None:
        self.national, self.local, self._copies = national, local, copies
        self.read()

    def read(self) -> None:
        """Read the current files, or the last valid copies.

        Raises ContentError when neither can be served.
        """
        self._stamps, copies = self._look(), self._copies
        try:
            self.bank = load(self.national, self.local)
        except ContentError as refused:
            if copies is None or not (copies / self.national.name).exists():
                raise
            log.error("%s\nThe last valid content is served.", refused)
            self.bank = load(copies / self.national.name, copies / self.local.name)
        else:
            self._copy()

    def _copy(self) -> None:
        """Copy the current files, each atomically."""
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
        """Read the files again and serve them from the next request on.

        Returns the error, and keeps the current bank, when they are invalid or change a text that
        people were asked without a new revision.
        """
        self._stamps = self._look()
        try:
            bank = load(self.national, self.local)
        except ContentError as refused:
            return refused
        for file, local in ((self.national, False), (self.local, True)):
            if found := list(lost_revisions(self.bank, bank, local=local)):
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


def lost_revisions(before: Bank, after: Bank, *, local: bool) -> Iterator[str]:
    """Revisions with a checksum that are missing or changed: earlier feedback shows them."""
    for key, item in before.kept.items():
        if item.checksum is None or item.local != local:
            continue
        what = f"“{item.id}”, revision {item.revision},"
        if key not in after.kept:
            yield f"{what} is missing; a revision that was asked belongs in earlier."
        elif after.kept[key].checksum != item.checksum:
            yield f"{what} has another checksum; keep it, and give new text a new revision."
