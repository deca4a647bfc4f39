"""What every page of a host begins with: the session, and how people join it."""

from flask import abort, url_for

from quiz import database
from quiz.live import codes, sessions
from quiz.live.models import LiveSession
from quiz.people.models import Person


def found(host: Person, session_id: str) -> LiveSession:
    """The session, for its host or a co-host; for anybody else there is no page here."""
    return sessions.find(database.session(), host, session_id) or abort(404)


def joining(live: LiveSession) -> dict[str, object]:
    """The code in two halves, the address with it, and its QR code; all empty after the end."""
    if live.code is None:
        return {"code": "", "address": "", "qr": ""}
    address = url_for("live.join_with", code=live.code, _external=True)
    return {"code": codes.apart(live.code), "address": address, "qr": codes.picture(address)}
