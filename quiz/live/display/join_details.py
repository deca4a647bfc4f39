"""How to join a session: its code, the address with the code, and that address's QR code."""

from flask import url_for

from quiz.live.session import codes
from quiz.live.session.models import LiveSession


def join_details(live: LiveSession) -> dict[str, object]:
    """Code (in two halves), address and QR code; all empty after the end."""
    if live.code is None:
        return {"code": "", "address": "", "qr": ""}
    address = url_for("live.join_with", code=live.code, _external=True)
    return {"code": codes.in_halves(live.code), "address": address, "qr": codes.qr_svg(address)}
