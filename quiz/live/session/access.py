"""What every page of a host begins with: the session, and how people join it."""

from collections.abc import Callable

from flask import abort, current_app

from quiz import database
from quiz.live.session import store
from quiz.live.session.models import LiveSession
from quiz.people.guard import still_signed_in
from quiz.people.models import Person
from quiz.vocabulary import Role


def found(host: Person, session_id: str) -> LiveSession:
    """The session, for its host or a co-host; for anybody else there is no page here."""
    return store.find(database.session(), host, session_id) or abort(404)


def still_hosts(live: LiveSession) -> Callable[[], bool]:
    """What says later whether this browser's person is signed in and hosts the session by then.

    A stream outlives the request that opened it: each time it looks for itself, and keeps nothing
    of the database open.
    """
    app, session_id = current_app._get_current_object(), live.id  # type: ignore[attr-defined]
    opened: database.Database = app.extensions["database"]
    signed_in = still_signed_in()

    def may() -> bool:
        with app.app_context(), opened.begin(writes=False) as session:
            person = signed_in(session)
            if person is None or not person.has_role(Role.TRAINER):
                return False
            return store.find(session, person, session_id) is not None

    return may
