"""The audit trail, for administrators to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template

from quiz import content, database
from quiz.bank.items import Bank
from quiz.people import audit as kept
from quiz.people import roster
from quiz.people.models import Deed, Person
from quiz.vocabulary import Act, Role

COMMAND_LINE = "The command line"
OF_CONTENT = {Act.CONTACTS_CHANGED, Act.SOURCE_CHANGED, Act.SOURCE_REVIEWED}


@dataclass(frozen=True)
class Line:
    """One deed in words."""

    day: date
    by: str
    what: str
    about: str


def deeds(_admin: Person) -> str:
    session = database.session()
    people = {person.id: person for person in roster.everyone(session)}
    lines = [_line(deed, people, content.bank()) for deed in kept.newest(session)]
    days = [(day, list(found)) for day, found in groupby(lines, lambda line: line.day)]
    return render_template("admin/deeds.html", days=days, most=kept.SHOWN)


def _line(deed: Deed, people: Mapping[str, Person], bank: Bank) -> Line:
    by = _name(deed.by_id, people) if deed.by_id else COMMAND_LINE
    return Line(deed.done_on, by, Act(deed.what).words, _about(deed, people, bank))


def _about(deed: Deed, people: Mapping[str, Person], bank: Bank) -> str:
    if deed.what in OF_CONTENT:
        titles = {source.id: source.title for source in bank.sources}
        return titles.get(deed.about, deed.about)
    who, _, role = deed.about.partition(" ")
    return f"{_name(who, people)}, {Role(role).words}" if role else _name(who, people)


def _name(id_: str, people: Mapping[str, Person]) -> str:
    """What somebody is called; of whoever is gone enough of the id to tell them apart."""
    return people[id_].name if id_ in people else f"Deleted account {id_[:6]}"
