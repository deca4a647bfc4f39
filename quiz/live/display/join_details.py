"""How people join a session: its code, the address with the code, and a QR code of that address."""

from flask import url_for

from quiz.live.session import codes
from quiz.live.session.models import LiveSession


def join_details(live: LiveSession) -> dict[str, object]:
    """The code in two halves, the address with it, and its QR code; all empty after the end."""
    if live.code is None:
        return {"code": "", "address": "", "qr": ""}
    address = url_for("live.join_with", code=live.code, _external=True)
    return {"code": codes.apart(live.code), "address": address, "qr": codes.picture(address)}
