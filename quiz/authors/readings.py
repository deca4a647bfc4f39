"""Who wrote at a scenario, and what its second reader answered: every read and write of both."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quiz.authors.models import ScenarioWriter, SecondReading
from quiz.people.models import Person, PersonRole
from quiz.storage.tables import upsert
from quiz.vocabulary import Certainty, Role

Readings = Mapping[tuple[str, str], SecondReading]
"""By scenario and checksum of its words."""


def note_writer(session: Session, scenario: str, person: Person) -> None:
    """Record that a person wrote at a scenario, or opened its best answer while it waited."""
    upsert(session, ScenarioWriter, {"scenario": scenario, "person_id": person.id})


def note_writers_of(session: Session, earlier: str, scenario: str) -> None:
    """Record that who wrote at an earlier scenario, or read it and then saw its best answer, cannot
    read the one that has its words."""
    wrote = select(ScenarioWriter.person_id).where(ScenarioWriter.scenario == earlier)
    read = select(SecondReading.reader_id).where(SecondReading.scenario == earlier)
    found = session.scalars(wrote.union(read.where(SecondReading.reader_id.is_not(None))))
    for person_id in found.all():
        upsert(session, ScenarioWriter, {"scenario": scenario, "person_id": person_id})


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


def waiting_for(session: Session, person: Person) -> set[tuple[str, str]]:
    """What waits for a second reader who can be this person: scenarios and their checksums."""
    theirs = select(ScenarioWriter.scenario).where(ScenarioWriter.person_id == person.id)
    found = select(SecondReading.scenario, SecondReading.checksum).where(
        SecondReading.option.is_(None), SecondReading.scenario.not_in(theirs)
    )
    return {(row.scenario, row.checksum) for row in session.execute(found)}


def somebody_can_read(session: Session, scenario: str, but: Person) -> bool:
    """Whether there is somebody who looks after content and did not write at a scenario."""
    writers = select(ScenarioWriter.person_id).where(ScenarioWriter.scenario == scenario)
    found = (
        select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role.in_([Role.OWNER, Role.ADMINISTRATOR]), Person.active)
        .where(Person.id != but.id, Person.id.not_in(writers))
    )
    return session.scalars(found.limit(1)).first() is not None


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


def read_before(session: Session, scenario: str, but: str, person_id: str) -> bool:
    """Whether a person was the second reader of other words of a scenario than those with the
    checksum ``but``: they were shown the best answer then."""
    found = select(SecondReading.checksum).where(
        SecondReading.scenario == scenario,
        SecondReading.checksum != but,
        SecondReading.reader_id == person_id,
    )
    return session.scalars(found.limit(1)).first() is not None


def explain(reading: SecondReading, why_not: str) -> None:
    """Keep why the author publishes words although their reader chose another option."""
    reading.why_not = why_not


def forget(session: Session, scenario: str) -> None:
    """Delete everything about a draft that is deleted: another one may get its id."""
    for table in (ScenarioWriter, SecondReading):
        session.execute(delete(table).where(table.scenario == scenario))
