"""The database file: nobody but its owner may read it, and a lost one is noticed."""

import logging
import os
import stat
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

OWNER_ONLY = 0o600

log = logging.getLogger(__name__)


def only_for_its_owner(path: Path) -> None:
    """Create a file, if it is missing, and let only its owner read and write it.

    SQLite gives its log the mode of the database. A file of an earlier release is changed, too.
    Does nothing where the folder is missing; logs a warning where somebody else owns the file.
    """
    try:
        if not path.exists():
            path.touch(OWNER_ONLY)
        if stat.S_IMODE(path.stat().st_mode) != OWNER_ONLY:
            path.chmod(OWNER_ONLY)
    except FileNotFoundError:
        return
    except OSError as error:
        log.warning("%s stays readable by others: %s", path.name, error.strerror)


def watch_file(engine: Engine, path: Path) -> None:
    """Set the file's mode before each connection, and use none whose file was deleted or replaced.

    Otherwise answers would be acknowledged that went into a file that nobody can open any more. A
    new connection opens what is there now; in an empty file every request fails.
    """
    event.listen(engine, "do_connect", lambda *_: only_for_its_owner(path))

    @event.listens_for(engine, "connect")
    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("file") != _identity(path):
            log.error("the database file was deleted or replaced while the service runs")
            raise DisconnectionError


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - in half the time of Path.stat, at each request
    except OSError:
        return None
    return found.st_dev, found.st_ino
