"""The mode of files that hold secrets or answers: nobody but their owner may read them."""

import logging
import stat
from pathlib import Path

OWNER_ONLY = 0o600

log = logging.getLogger(__name__)


def only_for_its_owner(path: Path) -> None:
    """Create a file, if it is missing, and let only its owner read and write it.

    SQLite gives its log the mode of the database. A file of an earlier release is changed, too.
    Does nothing where the folder is missing; logs a warning where somebody else owns the file.
    """
    try:
        path.touch(OWNER_ONLY)
        if stat.S_IMODE(path.stat().st_mode) != OWNER_ONLY:
            path.chmod(OWNER_ONLY)
    except FileNotFoundError:
        return
    except OSError as error:
        log.warning("%s stays readable by others: %s", path.name, error.strerror)
