"""How to join a session: where, its code, the address with the code, and that address's QR code."""

from flask import url_for

from quiz.documents.qr_code import qr_svg
from quiz.live.session import codes
from quiz.live.session.models import LiveSession
from quiz.settings.config import own_address


def join_details(live: LiveSession) -> dict[str, object]:
    """All in the address that people reach the service by, which may not be the host's own.

    join_at: what people type. code: in two halves. address and qr: with the code. Code, address and
    QR code are empty after the end.
    """
    own = own_address()
    join_at = own.partition("://")[2] + url_for("live.join")
    if live.code is None:
        return {"join_at": join_at, "code": "", "address": "", "qr": ""}
    address = own + url_for("live.join_with", code=live.code)
    code, qr = codes.in_halves(live.code), qr_svg(address)
    return {"join_at": join_at, "code": code, "address": address, "qr": qr}
