"""Files that were uploaded and wait to be imported: in the instance folder, for an hour."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from quiz import clock
from quiz.storage.file_mode import OWNER_ONLY

FOLDER = "uploads"
KEPT_SECONDS = 60 * 60
MOST_FILES = 20
"""Older ones are deleted, so that uploads cannot fill the disk."""
UPLOAD_ID = re.compile(r"[0-9a-f]{32}")


def keep(instance: Path, content: bytes) -> str:
    """Keep a file. Returns its id, which nobody can guess. Raises OSError."""
    folder = instance / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    _delete_old(folder)
    upload_id = token_hex(16)
    handle = os.open(folder / upload_id, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return upload_id


def kept(instance: Path, upload_id: str) -> bytes | None:
    """The file with this id; None if there is none, or no longer."""
    if not UPLOAD_ID.fullmatch(upload_id):
        return None
    path = instance / FOLDER / upload_id
    try:
        return path.read_bytes() if _age(path) <= KEPT_SECONDS else None
    except OSError:
        return None


def _age(path: Path) -> float:
    return clock.seconds() - path.stat().st_mtime


def _delete_old(folder: Path) -> None:
    for path in _too_old(folder):
        with suppress(OSError):
            path.unlink()


def _too_old(folder: Path) -> Iterator[Path]:
    """Files whose time is over, and the oldest where there are too many."""
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for number, path in enumerate(files, start=1):
        if number >= MOST_FILES or _age(path) > KEPT_SECONDS:
            yield path
