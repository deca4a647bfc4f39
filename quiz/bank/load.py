"""Loads the bank from ``scenarios.json`` and an organisation's local file."""

from functools import lru_cache
from pathlib import Path

from quiz.bank import references
from quiz.bank.build import bank_of, with_local
from quiz.bank.content_file import LOCAL_SCHEMA, Content, ContentError, read
from quiz.bank.items import Bank

SCENARIOS = Path(__file__).parent.parent / "scenarios.json"


def load(path: Path = SCENARIOS, local: Path | None = None) -> Bank:
    """Load the bank, with local content if there is a local file.

    Raises ContentError with everything that is wrong in the faulty file.
    """
    national, found = _national(path, _stamp(path))
    own = read(local, LOCAL_SCHEMA) if local and local.exists() else None
    of_own = [*own.findings, *references.in_local(own, national)] if own else []
    if found:
        in_own = [f"and in the local file: {one}" for one in of_own]
        raise ContentError(path.name, [*found, *in_own])
    if local and of_own:
        raise ContentError(local.name, of_own)
    bank = bank_of(national.data)
    return with_local(bank, own.data) if own else bank


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Changes with the file; None if there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=2)
def _national(path: Path, _stamp: object) -> tuple[Content, tuple[str, ...]]:
    """The national file with its findings. It is checked once, and not at each change of a local
    file, because that takes most of the time. Nothing may change its data."""
    national = read(path)
    return national, (*national.findings, *references.in_national(national))
