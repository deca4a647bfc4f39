"""The audit trail, for administrators to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template

from quiz import content
from quiz.bank.items import Bank
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.people import accounts
from quiz.people import audit as events
from quiz.people.models import AuditEvent, Person
from quiz.storage import database
from quiz.vocabulary import AuditAction, Role

COMMAND_LINE = lazy_gettext("The command line")
ABOUT_A_REVIEW = {
    AuditAction.DEPUTY_OFFERED,
    AuditAction.DEPUTY_ACCEPTED,
    AuditAction.DEPUTY_REMOVED,
    AuditAction.REVIEW_OFFERED,
    AuditAction.REVIEW_ACCEPTED,
}
ABOUT_CONTENT = {
    AuditAction.CONTACTS_CHANGED,
    AuditAction.SOURCE_CHANGED,
    AuditAction.SOURCE_REVIEWED,
    AuditAction.CONTENT_IMPORTED,
    AuditAction.PUBLISHED,
    AuditAction.WITHDRAWN,
}
ABOUT_LEARNING_SYSTEMS = {
    AuditAction.PLATFORM_ADDED,
    AuditAction.PLATFORM_CHANGED,
    AuditAction.PLATFORM_REMOVED,
    AuditAction.LTI_KEY_MADE,
    AuditAction.LTI_KEY_REMOVED,
}


@dataclass(frozen=True)
class AuditLine:
    """An audit event in words."""

    day: date
    actor: str
    action: str
    subject: str


def audit(_admin: Person) -> str:
    session = database.session()
    people = {person.id: person for person in accounts.list_all(session)}
    lines = [_line(event, people, content.bank()) for event in events.newest(session)]
    days = [(day, list(found)) for day, found in groupby(lines, lambda line: line.day)]
    return render_template("admin/audit.html", days=days, page_size=events.PAGE_SIZE)


def _line(event: AuditEvent, people: Mapping[str, Person], bank: Bank) -> AuditLine:
    actor = _name(event.actor_id, people) if event.actor_id else str(COMMAND_LINE)
    action = AuditAction(event.action).words
    return AuditLine(event.recorded_on, actor, action, _subject(event, people, bank))


def _subject(event: AuditEvent, people: Mapping[str, Person], bank: Bank) -> str:
    if event.action in ABOUT_CONTENT:
        titles = {source.id: source.title for source in bank.sources}
        return titles.get(event.subject, event.subject)
    if event.action in ABOUT_LEARNING_SYSTEMS:
        return event.subject
    person_id, _, more = event.subject.partition(" ")
    name = _name(person_id, people)
    if event.action in ABOUT_A_REVIEW:
        return gettext(
            "%(name)s, review %(id)s", name=name, id=more[:6]
        )  # its name may say which team it is
    if event.action == AuditAction.LIVE_HANDED_OVER:
        return gettext("%(name)s, to %(other)s", name=name, other=_name(more, people))
    return f"{name}, {Role(more).words}" if more else name


def _name(person_id: str, people: Mapping[str, Person]) -> str:
    """A person's name; for a deleted account the start of its id, to tell accounts apart."""
    if person_id in people:
        return people[person_id].name
    return gettext("Deleted account %(id)s", id=person_id[:6])
