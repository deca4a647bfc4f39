"""The invitation sheet: codes with links and QR codes to print, and the same as a table."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

import segno
from flask import url_for
from markupsafe import Markup

from quiz.settings.config import own_address
from quiz.spreadsheets.sheets import guarded
from quiz.teams import codes
from quiz.teams.group_names import group_words
from quiz.teams.models import Review

HEADINGS = ("group", "code", "link")
"""Names of fields, which a mail merge finds in any language."""
ANY_MASK = 0
"""Any mask can be read. Comparing all eight would take most of the time."""


@dataclass(frozen=True)
class PrintedInvitation:
    """One code as the lead hands it out, with its group and its link. late: it was added later."""

    group_name: str
    code: str
    link: str
    late: bool

    @property
    def spelled(self) -> str:
        return codes.spelled(self.code)

    @property
    def qr_code(self) -> Markup:
        """The link as a QR code: an SVG without styles."""
        found = segno.make(self.link, error="m", boost_error=False, mask=ANY_MASK, micro=False)
        return Markup(found.svg_inline(omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704


def link_with(code: str) -> str:
    """The address that opens an invitation. Needs a request."""
    return own_address() + url_for("teams.invitation", code=codes.spelled(code))


def invitations(review: Review, secret: str) -> list[PrintedInvitation]:
    """All invitations of a review in the order of the sheet. Needs a request."""
    late = codes.of_late_joiners(review, secret)
    return [
        PrintedInvitation(name, code, link_with(code), (name, code) in late)
        for name, code in codes.of_review(review, secret)
    ]


def as_csv(found: Iterable[PrintedInvitation]) -> str:
    """The codes as CSV for a mail merge. Late joiners come last."""
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(HEADINGS)
    rows.writerows((guarded(group_words(one.group_name)), one.spelled, one.link) for one in found)
    return file.getvalue()
