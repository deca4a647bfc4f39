"""Who wrote at a scenario, and what its second reader answered: every read and write of both."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quiz.authors.models import ScenarioWriter, SecondReading
from quiz.people.models import Person
from quiz.storage.tables import upsert
from quiz.vocabulary import Certainty

Readings = Mapping[tuple[str, str], SecondReading]
"""By scenario and checksum of its words."""


def note_writer(session: Session, scenario: str, person: Person) -> None:
    """Record that a person wrote at a scenario."""
    upsert(session, ScenarioWriter, {"scenario": scenario, "person_id": person.id})


def wrote(session: Session, scenario: str, person: Person) -> bool:
    """Whether a person wrote at a scenario."""
    return session.get(ScenarioWriter, (scenario, person.id)) is not None


def written_by(session: Session, person: Person) -> set[str]:
    """The scenarios that a person wrote at."""
    found = select(ScenarioWriter.scenario).where(ScenarioWriter.person_id == person.id)
    return set(session.scalars(found))


def ask(session: Session, scenario: str, checksum: str, today: date) -> None:
    """Ask for a second reader of these words; a reading that is there stays."""
    key = {"scenario": scenario, "checksum": checksum}
    if session.get(SecondReading, (scenario, checksum)) is None:
        upsert(session, SecondReading, key, {"asked_on": today, "comment": "", "why_not": ""})


def find(session: Session, scenario: str, checksum: str) -> SecondReading | None:
    """The reading of these words, answered or not; None if nobody was asked."""
    return session.get(SecondReading, (scenario, checksum))


def everything(session: Session) -> Readings:
    """Every reading."""
    return {(one.scenario, one.checksum): one for one in session.scalars(select(SecondReading))}


def answer(
    session: Session,
    reading: SecondReading,
    reader: Person,
    option: str,
    certainty: Certainty,
    comment: str,
    today: date,
) -> bool:
    """Store what a reader answered. False, and nothing changes, when somebody did before."""
    this = (
        SecondReading.scenario == reading.scenario,
        SecondReading.checksum == reading.checksum,
        SecondReading.option.is_(None),
    )
    given = {"option": option, "certainty": int(certainty), "comment": comment}
    statement = (
        update(SecondReading).where(*this).values(reader_id=reader.id, read_on=today, **given)
    )
    found = session.execute(statement.returning(SecondReading.scenario)).first()
    return found is not None


def explain(reading: SecondReading, why_not: str) -> None:
    """Keep why the author publishes words although their reader chose another option."""
    reading.why_not = why_not


def forget(session: Session, scenario: str) -> None:
    """Delete everything about a draft that is deleted: another one may get its id."""
    for table in (ScenarioWriter, SecondReading):
        session.execute(delete(table).where(table.scenario == scenario))
