"""Loads the bank from ``scenarios.json`` and an organisation's local file."""

from pathlib import Path

from quiz.bank import references
from quiz.bank.build import bank_of, with_local
from quiz.bank.content_file import LOCAL_SCHEMA, ContentError, read
from quiz.bank.items import Bank

SCENARIOS = Path(__file__).parent.parent / "scenarios.json"


def load(path: Path = SCENARIOS, local: Path | None = None) -> Bank:
    """Load the bank, with local content if there is a local file.

    Raises ContentError with everything that is wrong in the faulty file.
    """
    national = read(path)
    own = read(local, LOCAL_SCHEMA) if local and local.exists() else None
    found = [*national.findings, *references.in_national(national)]
    of_own = [*own.findings, *references.in_local(own, national)] if own else []
    if found:
        found += [f"and in the local file: {one}" for one in of_own]
        raise ContentError(path.name, found)
    if local and of_own:
        raise ContentError(local.name, of_own)
    bank = bank_of(national.data)
    return with_local(bank, own.data) if own else bank
