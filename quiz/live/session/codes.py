"""A session's code: as people type it, as it is shown, and as a QR code."""

from io import BytesIO

import segno
from markupsafe import Markup

from quiz.live.session.models import CODE_LENGTH


def normalised(typed: str) -> str:
    """A typed code as codes are stored: without spaces and hyphens, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def in_halves(code: str) -> str:
    """A code in two halves, which are easier to read out and to copy."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"


def qr_svg(address: str) -> Markup:
    """The QR code of an address: an SVG element without styles, black on white, with its margin."""
    file = BytesIO()
    segno.make(address, error="m", micro=False).save(
        file,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        light="#fff",
        nl=False,
    )
    # Safe: we made the element from our own address, and nobody typed any of it.
    return Markup(file.getvalue().decode())  # noqa: S704
