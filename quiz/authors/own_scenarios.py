"""An organisation's own scenarios, each with its state and what its second reader answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import abort, current_app

from quiz import content
from quiz.authors import readings
from quiz.authors.models import SecondReading
from quiz.authors.readings import Readings
from quiz.bank import checks, edits, own_content
from quiz.bank.content_file import Data
from quiz.bank.items import Bank, Item, Topic
from quiz.bank.sources import LOCAL
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.people import accounts
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import Certainty

Made = TypeVar("Made")


class WritingState(StrEnum):
    """How far an organisation's own scenario, or its next revision, is."""

    DRAFT = "draft"
    WAITING = "waiting"
    READ = "read"
    IN_USE = "in_use"
    OUT_OF_USE = "out_of_use"

    @property
    def words(self) -> str:
        return str(STATE_WORDS[self])


STATE_WORDS = {
    WritingState.WAITING: lazy_gettext("Waiting for a second reader"),
    WritingState.READ: lazy_gettext("Read, to be published"),
    WritingState.DRAFT: lazy_gettext("Drafts"),
    WritingState.IN_USE: lazy_gettext("Published"),
    WritingState.OUT_OF_USE: lazy_gettext("Withdrawn and retired"),
}


@dataclass(frozen=True)
class OwnScenario:
    """A scenario: the words being written, those in use, and the newest that were ever either."""

    written: Item | None
    in_use: Item | None
    newest: Item
    reading: SecondReading | None

    @property
    def item(self) -> Item:
        """What pages show of it first."""
        return self.written or self.in_use or self.newest

    @property
    def topic(self) -> Topic:
        """Its topic, in the language of the page: the words of the scenario stay as written."""
        return content.topic(self.item.topic.id)

    @property
    def state(self) -> WritingState:
        if self.written is None:
            return WritingState.IN_USE if self.in_use else WritingState.OUT_OF_USE
        if self.reading is None:
            return WritingState.DRAFT
        return WritingState.READ if self.reading.option else WritingState.WAITING

    @property
    def agrees(self) -> bool:
        """Whether the second reader chose the author's best answer."""
        reading = self.reading
        return bool(self.written and reading and reading.option == self.written.best)

    def was_read_by(self, person: Person) -> bool:
        """Whether a person is its second reader."""
        return self.reading is not None and self.reading.reader_id == person.id

    @property
    def sureness(self) -> str:
        """How sure the second reader was, in words."""
        level = self.reading and self.reading.certainty
        return Certainty(level).words if level else ""

    @property
    def checksum(self) -> str:
        """The checksum of the words that are being written."""
        return own_content.words_checksum(self.item)


def bank() -> Bank:
    """The content as it is in the files now: another process may have written them just before."""
    store = content.store(current_app)
    if store.is_stale:
        store.renew()
    return store.bank


def everything(served: Bank, known: Readings) -> Iterator[OwnScenario]:
    """Every scenario of the organisation, by title."""
    ids = {item_id for item_id, _ in served.kept if item_id.startswith(LOCAL)}
    found = (_scenario(served, item_id, known) for item_id in ids)
    yield from sorted(found, key=lambda one: (one.item.title.casefold(), one.item.id))


def find(item_id: str) -> OwnScenario:
    """The scenario with this id; 404 if the organisation has none."""
    served = bank()
    if not item_id.startswith(LOCAL) or item_id not in {known for known, _ in served.kept}:
        abort(404)
    written = own_content.being_written(served, item_id)
    known: Readings = {}
    if written:
        checksum = own_content.words_checksum(written)
        reading = readings.find(database.session(), item_id, checksum)
        known = {(item_id, checksum): reading} if reading else {}
    return _scenario(served, item_id, known)


def _scenario(served: Bank, item_id: str, known: Readings) -> OwnScenario:
    written, current = own_content.being_written(served, item_id), served.items.get(item_id)
    revisions = [item for (one, _), item in served.kept.items() if one == item_id]
    return OwnScenario(
        written=written,
        in_use=current if current and not current.draft else None,
        newest=max(revisions, key=lambda item: item.revision),
        reading=known.get((item_id, own_content.words_checksum(written))) if written else None,
    )


def is_blind(scenario: OwnScenario, person: Person) -> bool:
    """Whether a person could be the second reader that this scenario waits for."""
    return scenario.state == WritingState.WAITING and not readings.wrote(
        database.session(), scenario.item.id, person
    )


def knows_the_answer(scenario: OwnScenario, person_id: str | None) -> bool:
    """Whether a person was shown the best answer after they had read earlier words."""
    return bool(person_id) and readings.read_before(
        database.session(), scenario.item.id, scenario.checksum, person_id or ""
    )


def reader_knew(scenario: OwnScenario) -> bool:
    """Whether its second reader had read earlier words."""
    return knows_the_answer(scenario, scenario.reading.reader_id if scenario.reading else None)


def reader(scenario: OwnScenario) -> str:
    """The name of the second reader; empty if nobody has read it, or their account is deleted."""
    found = scenario.reading and scenario.reading.reader_id
    person = accounts.find_any(database.session(), found) if found else None
    return person.name if person else ""


@dataclass(frozen=True)
class PastRevision:
    """A revision that was published; ``reading``: of one that was against its second reader."""

    item: Item
    reading: SecondReading | None


def history(item_id: str, *, hide_readings: bool) -> list[PastRevision]:
    """The revisions that are out of use, and the one in use if it was published against its second
    reader. ``hide_readings``: for somebody who is to read the next one without the key."""
    session, found = database.session(), list[PastRevision]()
    for (one, _), item in sorted(bank().kept.items(), key=lambda kept: kept[0]):
        if one != item_id or item.draft:
            continue
        known = readings.find(session, item_id, own_content.words_checksum(item))
        reading = known if known and known.why_not and not hide_readings else None
        if item.ended or reading:
            found.append(PastRevision(item, reading))
    return found


ANSWERS = lazy_gettext("The answers")
PART_WORDS = {
    "vignette": lazy_gettext("The story"),
    "question": lazy_gettext("The question"),
    "words": lazy_gettext("The words"),
    "pointers": lazy_gettext("The places in the guidance"),
    "rule": lazy_gettext("The rule"),
    "leaning": lazy_gettext("How much the answers allow"),
}
"""The fields of findings, as the form calls them; all others are about the answers."""


def to_do(item: Item) -> list[str]:
    """What a draft needs before somebody reads it: parts to write, then the content checks."""
    parts = own_content.missing(item)
    if not item.pointers:
        parts.append(gettext("Choose the places in the guidance that it rests on."))
    found = list(checks.check_item(item)) if own_content.is_measurable(item) else []
    return parts + [
        f"{PART_WORDS.get(one.field, ANSWERS)}: {one.what_to_do}"
        for one in found
        if not (one.field == "pointers" and not item.pointers)
        and checks.TO_WRITE not in one.what_to_do
    ]


def change(how: Callable[[Data], Made]) -> Made:
    """Change the organisation's content file, and serve it. Raises EditError or ContentError."""
    store = content.store(current_app)
    made = edits.apply(store, how, local=True)
    store.renew()
    return made
