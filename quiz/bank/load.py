"""From the files to the bank: ``scenarios.json``, and what an organisation adds to it."""

from pathlib import Path

from quiz.bank import references
from quiz.bank.build import bank_of, with_local
from quiz.bank.items import Bank
from quiz.bank.read import LOCAL_SCHEMA, ContentError, read

SCENARIOS = Path(__file__).parent.parent / "scenarios.json"


def load(path: Path = SCENARIOS, local: Path | None = None) -> Bank:
    """Read the bank, with the operator's own content where there is a local file.

    Raises ContentError with everything that is wrong in the file that is to blame.
    """
    national = read(path)
    found = [*national.findings, *references.in_national(national)]
    if found:
        raise ContentError(path.name, found)
    bank = bank_of(national.data)
    if local and local.exists():
        own = read(local, LOCAL_SCHEMA)
        found = [*own.findings, *references.in_local(own, national)]
        if found:
            raise ContentError(local.name, found)
        bank = with_local(bank, own.data)
    return bank
