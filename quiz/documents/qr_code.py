"""QR codes on pages."""

from io import BytesIO

import segno
from markupsafe import Markup


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
