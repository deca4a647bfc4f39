"""The folder in which ``flask backup`` and ``flask restore`` keep a copy of the database."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".before-you-look-"
IN_USE = "in-use"
"""The file that a command keeps locked in its folder."""


def delete_left(parent: Path) -> None:
    """Delete the folders of commands that were killed: nobody holds their locks."""
    for file in parent.glob(f"{PREFIX}*/{IN_USE}"):
        with suppress(OSError), file.open("r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(file.parent)


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """A new folder, for its owner only, which is deleted at the end. Raises OSError."""
    delete_left(parent)
    with tempfile.TemporaryDirectory(dir=parent, prefix=PREFIX) as name:
        folder = Path(name)
        with (folder / IN_USE).open("wb") as lock:
            with suppress(OSError):  # some network disks have no locks: nothing is deleted there
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
