"""Who is signed in in this browser, and whether they may."""

from flask import session as cookie

from quiz import database
from quiz.people import roster
from quiz.people.models import Person
from quiz.vocabulary import Role

SIGNED_IN = "person"


class NotSignedIn(Exception):
    """Nobody is signed in here."""


class NotAllowed(Exception):
    """Whoever is signed in does not have the role."""


def sign_in(person: Person) -> None:
    """Let this browser act for a person."""
    cookie[SIGNED_IN] = person.id


def sign_out() -> None:
    """Let this browser act for nobody."""
    cookie.pop(SIGNED_IN, None)


def signed_in() -> Person | None:
    """Who is signed in in this browser, if anybody is."""
    person_id = cookie.get(SIGNED_IN, "")
    return roster.find(database.session(), person_id) if person_id else None


def needs(role: Role) -> Person:
    """Whoever is signed in, with this role. Raises NotSignedIn or NotAllowed."""
    person = signed_in()
    if person is None:
        raise NotSignedIn
    if not person.may(role):
        raise NotAllowed
    return person
