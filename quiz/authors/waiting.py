"""What waits for a content owner: scenarios for their reading, and their own that were read."""

from flask import current_app

from quiz import content
from quiz.authors import own_scenarios, readings
from quiz.authors.own_scenarios import OwnScenario, WritingState
from quiz.bank import own_content
from quiz.bank.items import Item
from quiz.people.models import Person
from quiz.storage import database


def to_read(person: Person) -> list[Item]:
    """The drafts that wait for a second reader who can be this person.

    Pages ask it for each link to them, so it reads the database only if there is a draft.
    """
    bank = content.store(current_app).bank  # as it was written: a translation has no checksum
    drafts = [item for item in bank.items.values() if item.draft and item.local]
    drafts += bank.upcoming.values()
    if not drafts:
        return []
    waiting = readings.waiting_for(database.session(), person)
    return [item for item in drafts if _is_in(waiting, item)]


def _is_in(waiting: set[tuple[str, str]], item: Item) -> bool:
    known = any(scenario == item.id for scenario, _ in waiting)
    return known and (item.id, own_content.words_checksum(item)) in waiting


def number_to_read(person: Person) -> int:
    """How many scenarios wait for a second reader who can be this person."""
    return len(to_read(person))


def were_read(person: Person) -> list[OwnScenario]:
    """The scenarios that this person wrote at, that were read, and that can be published."""
    session = database.session()
    mine = readings.written_by(session, person)
    if not mine:
        return []
    found = own_scenarios.everything(own_scenarios.bank(), readings.everything(session))
    return [one for one in found if one.state == WritingState.READ and one.item.id in mine]


IN_TEMPLATES = {"scenarios_to_read": to_read, "scenarios_read": were_read}
"""For the first page of content owners, which is in another package."""
