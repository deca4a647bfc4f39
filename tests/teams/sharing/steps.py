"""What leads do to share a review, step by step."""

from quiz.clock import today
from quiz.people import accounts
from quiz.storage.database import Database
from quiz.teams.models import Review
from quiz.teams.sharing import records
from quiz.teams.sharing.models import OfferKind
from tests.visitor import Visitor


def offer(database: Database, review: str, to: str, kind: OfferKind) -> None:
    """The lead of a review asks another lead."""
    with database.begin(writes=True) as session:
        asked, found = accounts.find(session, to), session.get_one(Review, review)
        lead = accounts.find_any(session, found.lead_id)
        assert asked
        assert lead
        records.offer(session, lead, found, asked, kind, today())
        session.commit()


def share(database: Database, review: str, to: str, kind: OfferKind) -> str:
    """Offer and accept; returns why it could not be accepted."""
    offer(database, review, to, kind)
    with database.begin(writes=True) as session:
        person = accounts.find(session, to)
        assert person
        why = records.accept(session, person, review, today())
        session.commit()
    return why


def remove(database: Database, review: str, deputy: str) -> None:
    """The lead ends the work of a deputy."""
    with database.begin(writes=True) as session:
        found, person = session.get_one(Review, review), accounts.find(session, deputy)
        lead = accounts.find_any(session, found.lead_id)
        assert person
        assert lead
        records.remove_deputy(session, lead, found, person, today())
        session.commit()


def press(visitor: Visitor, path: str, **button: str) -> Visitor:
    """Press a button of the page at this address."""
    return visitor.post(path, {"csrf_token": token(visitor.get(path)), **button})


def token(visitor: Visitor) -> str:
    """The CSRF token of a page that may have two forms."""
    field = visitor.page.find("input", {"name": "csrf_token"})
    assert field
    return str(field["value"])
