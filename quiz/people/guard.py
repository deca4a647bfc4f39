"""Who is signed in in this browser, and whether they may."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypedDict

from flask import current_app, g
from flask import session as cookie
from sqlalchemy.orm import Session

from quiz import clock, database
from quiz.people import sessions
from quiz.people.models import Person
from quiz.security import renew_forms
from quiz.vocabulary import Role

SIGNED_IN = "person"
IDLE_SECONDS = 2 * 60 * 60
LONGEST_SECONDS = 12 * 60 * 60
NOTED_EVERY_SECONDS = 60


class NotSignedIn(Exception):
    """Nobody is signed in here."""


class NotAllowed(Exception):
    """Whoever is signed in does not have the role."""


def sign_in(person: Person) -> None:
    """Let this browser act for a person. Whatever session it had before ends.

    The token is new at each sign-in, so nobody can have planted it; nor the forms' own token.
    """
    sign_out()
    now = clock.seconds()
    token = sessions.start(database.session(), person, clock.today())
    cookie[SIGNED_IN] = {"token": token, "began": now, "seen": now}


def sign_out() -> None:
    """Let this browser, and every copy of its cookie, act for nobody. A check it holds stays."""
    if mark := _mark():
        sessions.end(database.session(), mark["token"])
    cookie.pop(SIGNED_IN, None)
    renew_forms()


def signed_in() -> Person | None:
    """Who is signed in in this browser, if anybody is.

    The hours that a session lasts are told by the signed cookie, so that no page has to write
    and no table has a time of day.
    """
    mark, now = _mark(), clock.seconds()
    if not mark:
        return None
    person = _whose(database.session(), mark)
    if person is None:
        cookie.pop(SIGNED_IN, None)
    elif now - mark["seen"] >= NOTED_EVERY_SECONDS and "by_itself" not in g:
        cookie[SIGNED_IN] = {**mark, "seen": now}
    return person


def still_signed_in() -> Callable[[Session], Person | None]:
    """What says later who is signed in in this browser by then, from the cookie it has now.

    For what outlives its request, within the app and with a database session of its own. It
    prolongs no sign-in.
    """
    mark = _mark()
    return lambda session: _whose(session, mark) if mark else None


def _whose(session: Session, mark: "Mark") -> Person | None:
    now = clock.seconds()
    in_time = now - mark["seen"] < IDLE_SECONDS and now - mark["began"] < LONGEST_SECONDS
    return sessions.whose(session, mark["token"], clock.today()) if in_time else None


def by_itself(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that a page asks for without anybody's doing: it does not prolong a sign-in."""

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        g.by_itself = True
        return view(**arguments)

    return answer


class Mark(TypedDict):
    """What the cookie says of a signed-in browser; times in seconds since 1970."""

    token: str
    began: int
    seen: int


def _mark() -> Mark | None:
    mark: Mark | None = cookie.get(SIGNED_IN)
    return mark


def needs(*roles: Role) -> Person:
    """Whoever is signed in, with one of these roles; with any or none when none is named.

    Raises NotSignedIn or NotAllowed.
    """
    person = signed_in()
    if person is None:
        raise NotSignedIn
    if roles and not any(person.may(role) for role in roles):
        raise NotAllowed
    return person


@dataclass(frozen=True)
class Link:
    """A place in the masthead, and the roles for which it is there; all, when none is named."""

    words: str
    endpoint: str
    roles: tuple[Role, ...]


def links(person: Person) -> list[Link]:
    """Where a person may go, in the order of the map."""
    known: list[Link] = current_app.extensions["links"]
    return [
        link for link in known if not link.roles or any(person.may(role) for role in link.roles)
    ]
