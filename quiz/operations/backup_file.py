"""The file of a backup: a ZIP archive with one database, the content files and a manifest.

Nothing in it is compressed and no name leads outside it, so it never unpacks to more than its own
size, and only to the files that this module names (decision 38). The archive's comment, at the very
end of the file, is the SHA-256 of all that is before it.
"""

import hashlib
import json
import os
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import jsonschema

KIND, FORMAT = "before-you-look backup", 1
MANIFEST, DATABASE, NATIONAL, LOCAL = "manifest.json", "database", "scenarios.json", "local.json"
REQUIRED = {MANIFEST, DATABASE, NATIONAL}
LARGEST = {MANIFEST: 64 * 1024, NATIONAL: 16 * 1024 * 1024, LOCAL: 16 * 1024 * 1024}
CHUNK = 1024 * 1024
SUM_LENGTH = 64
"""Of a SHA-256, in characters."""
END = re.compile(rb"PK\x05\x06.{16}\0\0", re.DOTALL)
"""The end of an archive without a comment (APPNOTE.TXT 4.3.16)."""
TEXT = {"type": "string", "maxLength": 100}
SCHEMA = {
    "type": "object",
    "required": ["kind", "format", "database", "revision", "version", "made_on", "key", "sha256"],
    "properties": {
        "kind": {"const": KIND},
        "format": {"const": FORMAT},
        "database": {"enum": ["sqlite", "postgresql"]},
        "revision": {**TEXT, "pattern": r"^\d{4}(since\d{4})?$"},
        **dict.fromkeys(("version", "made_on", "key"), TEXT),
        "sha256": {"type": "object", "additionalProperties": TEXT},
    },
}
UNREADABLE = (
    *(zipfile.BadZipFile, ValueError, KeyError, EOFError, RecursionError, struct.error),
    *(NotImplementedError, RuntimeError, OverflowError, OSError, jsonschema.ValidationError),
)


class BackupError(Exception):
    """Why a file cannot be written or restored, in one sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself. ``key`` is a keyed hash by which a restore recognises the
    secret key of the service; the key itself is in no backup."""

    database: str
    revision: str
    version: str
    made_on: str
    key: str


def write(path: Path, manifest: Manifest, members: Mapping[str, Path], folder: Path) -> None:
    """Write the file whole or not at all, readable by its owner only.

    folder: a temporary one on the same disk. Raises BackupError when the file exists: a backup is
    never overwritten. Raises OSError.
    """
    unfinished = folder / "unfinished"
    handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, member in members.items():
                archive.write(member, name)
            archive.writestr(MANIFEST, _manifest_json(manifest, members))
            archive.comment = bytes(SUM_LENGTH)  # its length is in what the sum is of
        total = _sum_of(file)
        file.seek(-SUM_LENGTH, os.SEEK_END)
        file.write(total)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise BackupError(f"{path} exists; choose another name.") from None


def _manifest_json(manifest: Manifest, members: Mapping[str, Path]) -> str:
    sums = {}
    for name, member in members.items():
        with member.open("rb") as file:
            sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return json.dumps({"kind": KIND, "format": FORMAT, **asdict(manifest), "sha256": sums})


def _sum_of(file: BinaryIO) -> bytes:
    """The checksum of all but the file's end, where it stands."""
    digest, left = hashlib.sha256(), file.seek(0, os.SEEK_END) - SUM_LENGTH
    file.seek(0)
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()


def _is_whole(file: BinaryIO, archive: zipfile.ZipFile) -> bool:
    """Whether nothing was added, cut or changed. Earlier backups have no checksum of the whole:
    there the first member must be at the beginning, and the archive's end at the end."""
    file.seek(-SUM_LENGTH, os.SEEK_END)
    end = file.read()
    if archive.comment:
        return end == archive.comment == _sum_of(file)
    begins = min(member.header_offset for member in archive.infolist()) == 0
    return begins and END.fullmatch(end[-22:]) is not None


@dataclass(frozen=True)
class BackupFile:
    """An open backup, whose names and sizes are checked."""

    path: Path
    manifest: Manifest
    _archive: zipfile.ZipFile
    _sums: Mapping[str, str]

    def has(self, name: str) -> bool:
        return name in self._sums

    def extract(self, name: str, to: Path) -> Path:
        """Copy a member to a file of its own. Raises BackupError when its checksum is wrong."""
        digest = hashlib.sha256()
        with to.open("xb") as file:
            for chunk in self._chunks(name):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != self._sums[name]:
            raise _damaged(self.path)
        return to

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._archive.open(name) as member:
                while chunk := member.read(CHUNK):
                    yield chunk
        except UNREADABLE:
            raise _damaged(self.path) from None


def _damaged(path: Path) -> BackupError:
    return BackupError(
        f"{path} is damaged, because something was added to it, cut off or changed: copy it again. "
        "Nothing was restored from it."
    )


@contextmanager
def opened(path: Path) -> Iterator[BackupFile]:
    """Open a backup to restore it. Raises BackupError for a file of another kind, or damaged."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        try:
            archive = zipfile.ZipFile(file)
        except UNREADABLE:
            raise BackupError(
                f"{path} is not a backup of Before You Look, or it was cut short: copy it again."
            ) from None
        with archive:
            yield _checked(path, file, archive)


def _checked(path: Path, file: BinaryIO, archive: zipfile.ZipFile) -> BackupFile:
    """Check names, sizes and manifest before anything is read into memory or onto the disk."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(names) > len(LARGEST) + 1 or not REQUIRED <= set(names) <= {*LARGEST, DATABASE}:
        raise BackupError(f"{path} is not a backup of Before You Look.")
    plain = all(
        one.compress_type == zipfile.ZIP_STORED
        and one.file_size == one.compress_size
        and one.file_size <= LARGEST.get(one.filename, path.stat().st_size)
        for one in members
    )
    if not plain or len(set(names)) < len(names) or not _is_whole(file, archive):
        raise _damaged(path)
    try:
        found = json.loads(archive.read(MANIFEST))
        jsonschema.validate(found, SCHEMA)
    except UNREADABLE:
        raise _damaged(path) from None
    if set(found["sha256"]) != set(names) - {MANIFEST}:
        raise _damaged(path)
    fields = {name: found[name] for name in Manifest.__dataclass_fields__}
    return BackupFile(path, Manifest(**fields), archive, found["sha256"])
