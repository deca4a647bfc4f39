"""Who may open a session as its host."""

from collections.abc import Callable

from flask import current_app
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from quiz.live.session import store
from quiz.live.session.models import LiveSession
from quiz.people.guard import still_signed_in
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import Role


class Gone(NotFound):
    """A session that was deleted, as a rehearsal is when it ends, or that somebody else hosts.

    Nobody learns which. template: whether a template was meant.
    """

    def __init__(self, *, template: bool = False) -> None:
        super().__init__()
        self.template = template


def hosted_session(host: Person, session_id: str) -> LiveSession:
    """The session, for its host or a co-host. Raises Gone for anybody else."""
    found = store.find(database.session(), host, session_id)
    if found is None:
        raise Gone
    return found


def may_host(session: Session, person: Person | None, session_id: str) -> bool:
    """Whether this person is a trainer, and the host or a co-host of the session."""
    if person is None or not person.has_role(Role.TRAINER):
        return False
    return store.find(session, person, session_id) is not None


def host_check(live: LiveSession) -> Callable[[], bool]:
    """A permission check for a host's stream: this browser's person is still signed in and may
    still host the session. False ends the stream."""
    return stream_check(live, still_signed_in())


def stream_check(
    live: LiveSession, find_host: Callable[[Session], Person | None]
) -> Callable[[], bool]:
    """A permission check for a stream that somebody opened as this host; False ends the stream.

    A stream outlives the request that opened it, so each check opens a database session and closes
    it.
    """
    app, session_id = current_app._get_current_object(), live.id  # type: ignore[attr-defined]
    opened: database.Database = app.extensions["database"]

    def is_allowed() -> bool:
        with app.app_context(), opened.begin(writes=False) as session:
            return may_host(session, find_host(session), session_id)

    return is_allowed
