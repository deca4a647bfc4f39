"""Invitation codes on paper and in a table: what a lead hands out."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

import segno
from flask import url_for
from markupsafe import Markup

from quiz.teams import codes

HEADINGS = ("group", "code", "link")
ANY_MASK = 0
"""Every mask can be read. To look for the finest of the eight would take most of the time."""


@dataclass(frozen=True)
class Ticket:
    """One code as it is handed out, with the group it stands for (``""`` is the whole team)."""

    place: str
    code: str
    link: str

    @property
    def spelled(self) -> str:
        return codes.spelled(self.code)

    @property
    def picture(self) -> Markup:
        """The link as a QR code: an SVG of shapes, with no style of its own."""
        found = segno.make(self.link, error="m", boost_error=False, mask=ANY_MASK, micro=False)
        return Markup(found.svg_inline(omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704


def tickets(sheet: Iterable[tuple[str, str]]) -> list[Ticket]:
    """The codes of a sheet, each with the address that it opens."""
    return [
        Ticket(place, code, url_for("teams.invitation", code=codes.spelled(code), _external=True))
        for place, code in sheet
    ]


def table(found: Iterable[Ticket]) -> str:
    """The codes as CSV for a mail merge. Group names are our own, so none is a formula."""
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(HEADINGS)
    rows.writerows((ticket.place, ticket.spelled, ticket.link) for ticket in found)
    return file.getvalue()
