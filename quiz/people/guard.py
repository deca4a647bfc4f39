"""Who is signed in in this browser, and whether they have the role that a page needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NotRequired, TypedDict

from flask import current_app, g
from flask import session as cookie
from sqlalchemy.orm import Session

from quiz import clock
from quiz.languages.sentences import LazySentence
from quiz.people import day_of_use, factors, login_sessions, second_step
from quiz.people.means import Means
from quiz.people.models import LoginSession, Person
from quiz.storage import database
from quiz.vocabulary import Role
from quiz.web.security import renew_forms

SIGNED_IN = "person"
IDLE_SECONDS = 2 * 60 * 60
LONGEST_SECONDS = 12 * 60 * 60
REFRESH_SECONDS = 60
"""How old the time of the last request in the cookie may get before it is set again."""
PROVED_SECONDS = 10 * 60
"""How long a proof of who somebody is counts for acts that cannot be undone."""


class NotSignedIn(Exception):
    """Nobody is signed in here."""


class NotAllowed(Exception):
    """The person who is signed in does not have the role."""


class FactorMissing(Exception):
    """The operator requires a second factor of this account, and it has none yet."""


def sign_in(person: Person, means: Means | None = None) -> None:
    """Sign this browser in, and end the session it had before.

    The session token and the forms' token are new at each sign-in, so nobody can plant one. An
    organisation's sign-in looks after a second factor of its own.
    """
    sign_out()
    now = clock.seconds()
    token = login_sessions.start(database.session(), person, clock.today(), means)
    login: LoginCookie = {"token": token, "began": now, "seen": now, "proved": now}
    by_provider = means == Means.ORGANISATION
    cookie[SIGNED_IN] = {**login, "by_provider": True} if by_provider else login


def sign_in_anew(person: Person) -> None:
    """Sign this browser in again, and end every other session and every copy of its cookie."""
    session, login = database.session(), _login()
    here = [row for row in login_sessions.of(session, person, clock.today()) if is_here(row)]
    means = Means(here[0].means) if login and here and here[0].means else None
    login_sessions.end_all(session, person)
    sign_in(person, means)


def is_here(row: LoginSession) -> bool:
    """Whether a login session is the one of this browser."""
    login = _login()
    return login is not None and login_sessions.is_of(row, login["token"])


def sign_out_elsewhere(person: Person) -> None:
    """End every session of the person but this browser's."""
    if login := _login():
        login_sessions.end_others(database.session(), person, login["token"])


def sign_out() -> None:
    """Sign this browser out, and every copy of its cookie. A check in this browser stays open."""
    if login := _login():
        login_sessions.end(database.session(), login["token"])
    cookie.pop(SIGNED_IN, None)
    second_step.end()
    renew_forms()


def prove() -> None:
    """The person has just shown again who they are."""
    if login := _login():
        cookie[SIGNED_IN] = {**login, "proved": clock.seconds()}


def is_proved() -> bool:
    """Whether the person has shown within the last ten minutes who they are."""
    login = _login()
    return login is not None and clock.is_recent(login.get("proved", 0), PROVED_SECONDS)


def came_by_provider() -> bool:
    """Whether this browser was signed in by an organisation's sign-in."""
    login = _login()
    return login is not None and login.get("by_provider", False)


def lacks_factor(person: Person) -> bool:
    """Whether the person has to set up a second factor before anything else."""
    return (
        factors.is_required_of(person)
        and not came_by_provider()
        and not factors.has_any(database.session(), person)
    )


def signed_in() -> Person | None:
    """The person who is signed in in this browser, or None.

    The times are in the signed cookie, so that hardly a GET has to write to the database and no
    table has a time of day. Only the day of the last use is noted, once a day.
    """
    login, now = _login(), clock.seconds()
    if not login:
        return None
    person = _find_person(database.session(), login)
    if person is None:
        cookie.pop(SIGNED_IN, None)
    elif now - login["seen"] >= REFRESH_SECONDS and "background" not in g:
        cookie[SIGNED_IN] = {**login, "seen": now}
        if clock.day_of(login["seen"]) != clock.today():
            day_of_use.note(login_sessions.note_use(login["token"], clock.today()))
    return person


def has_signed_in() -> bool:
    """Whether this browser's cookie says that somebody signed in; they may be signed out since."""
    return SIGNED_IN in cookie


def still_signed_in() -> Callable[[Session], Person | None]:
    """A function that returns who is signed in at the time it is called, from the present cookie.

    For code that outlives its request, such as a stream: it needs an app context and a database
    session of its own, and does not extend the session.
    """
    login = _login()
    return lambda session: _find_person(session, login) if login else None


def seconds_left() -> int | None:
    """Seconds until this browser is signed out if nobody presses anything; None if nobody is in."""
    login = _login()
    if not login:
        return None
    ends = min(login["seen"] + IDLE_SECONDS, login["began"] + LONGEST_SECONDS)
    return max(0, ends - clock.seconds())


def stay() -> None:
    """The person is here and wants to stay: both limits begin again.

    The row of the login session does not become younger, so nobody stays for more than two days.
    """
    if login := _login():
        now = clock.seconds()
        cookie[SIGNED_IN] = {**login, "seen": now, "began": now}


def background(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that a page requests by itself, without the person: it does not extend the session."""

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        g.background = True
        return view(**arguments)

    answer.background = True  # type: ignore[attr-defined]
    return answer


class LoginCookie(TypedDict):
    """The part of the cookie about the session; times in seconds since 1970."""

    token: str
    began: int
    seen: int
    proved: NotRequired[int]
    by_provider: NotRequired[bool]


def _login() -> LoginCookie | None:
    login: LoginCookie | None = cookie.get(SIGNED_IN)
    return login


def _find_person(session: Session, login: LoginCookie) -> Person | None:
    in_time = clock.is_recent(login["seen"], IDLE_SECONDS)
    in_time = in_time and clock.is_recent(login["began"], LONGEST_SECONDS)
    return login_sessions.find_person(session, login["token"], clock.today()) if in_time else None


def require(*roles: Role, before_factor: bool = False) -> Person:
    """The person who is signed in and has one of these roles; any role when none is named.

    Raises NotSignedIn, NotAllowed or, unless ``before_factor``, FactorMissing.
    """
    person = signed_in()
    if person is None:
        raise NotSignedIn
    if not before_factor and lacks_factor(person):
        raise FactorMissing
    if roles and not any(person.has_role(role) for role in roles):
        raise NotAllowed
    return person


@dataclass(frozen=True)
class Link:
    """A link in the masthead, and the roles that see it; everybody signed in when none is named.

    before_factor: whether it is also for somebody who still has to set up a second factor.
    """

    words: LazySentence
    endpoint: str
    roles: tuple[Role, ...]
    before_factor: bool = False


def links(person: Person) -> list[Link]:
    """The masthead links of a person, in the order of the map."""
    known: list[Link] = current_app.extensions["links"]
    if lacks_factor(person):
        return [link for link in known if link.before_factor]
    return [
        link
        for link in known
        if not link.roles or any(person.has_role(role) for role in link.roles)
    ]
