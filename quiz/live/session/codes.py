"""A session's code as people read it, type it and point a camera at it."""

from io import BytesIO

import segno
from markupsafe import Markup

from quiz.live.session.models import CODE_LENGTH


def typed(code: str) -> str:
    """What somebody typed, as codes are stored. Case, spaces and hyphens do not matter."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def apart(code: str) -> str:
    """A code in two halves, which are easier to read out and to copy."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"


def picture(address: str) -> Markup:
    """A QR code of an address: an SVG element without styles, black on white with its margin."""
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
    # Made by us from an address of ours: nothing in it was typed by anybody.
    return Markup(file.getvalue().decode())  # noqa: S704
