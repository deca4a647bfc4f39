"""Who may see a session as its host."""

from collections.abc import Callable

from flask import abort, current_app

from quiz import database
from quiz.live.session import store
from quiz.live.session.models import LiveSession
from quiz.people.guard import still_signed_in
from quiz.people.models import Person
from quiz.vocabulary import Role


def hosted_session(host: Person, session_id: str) -> LiveSession:
    """The session, for its host or a co-host; 404 for anybody else."""
    return store.find(database.session(), host, session_id) or abort(404)


def still_hosts(live: LiveSession) -> Callable[[], bool]:
    """A permission check for a stream, which outlives its request: whether this browser's person is
    still signed in and may still host the session.

    Each call opens a database session of its own and closes it.
    """
    app, session_id = current_app._get_current_object(), live.id  # type: ignore[attr-defined]
    opened: database.Database = app.extensions["database"]
    signed_in = still_signed_in()

    def is_allowed() -> bool:
        with app.app_context(), opened.begin(writes=False) as session:
            person = signed_in(session)
            if person is None or not person.may(Role.TRAINER):
                return False
            return store.find(session, person, session_id) is not None

    return is_allowed
