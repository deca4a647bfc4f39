"""Read a session that has ended, for its summary, its files and the API."""

from sqlalchemy.orm import Session

from quiz.bank.items import Bank
from quiz.live.documents.ended_session import EndedSession
from quiz.live.session import archive, hands
from quiz.live.session.models import LiveSession


def read(session: Session, live: LiveSession, bank: Bank) -> EndedSession:
    """What is known of a session that has ended, and what may be shown of it."""
    return EndedSession(
        bank,
        live.plan,
        archive.session_aggregate(session, live),
        live.title,
        archive.ended_on(live),
        hands.of_session(session, live),
    )
