"""`/.well-known/security.txt` (RFC 9116): where somebody reports a security problem."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from quiz.instance import OperatorError

PATH = "/.well-known/security.txt"
VALID_FOR = timedelta(days=90)
"""RFC 9116, 2.5.5, recommends less than a year. It is counted from the day of each request: while
the service runs, its operator stands by the contact."""
MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
PHONE = re.compile(r"\+?[\d ()-]{5,}")
PAGE = re.compile(r"https://[^\s/]+\S*")


def contact(environ: Mapping[str, str]) -> str | None:
    """The contact as a URI, from SECURITY_CONTACT; None if it is not set.

    Raises OperatorError for what is no address of mail, telephone or page.
    """
    given = environ.get("SECURITY_CONTACT", "").strip()
    if not given:
        return None
    if PAGE.fullmatch(given):
        return given
    if MAIL.fullmatch(given):
        return f"mailto:{given}"
    if PHONE.fullmatch(given):
        return "tel:" + re.sub(r"[^\d+]+", "-", given)
    raise OperatorError(
        "SECURITY_CONTACT must be an email address, a telephone number or an https:// address."
    )


def text(contact: str, policy: str, canonical: str | None, today: date) -> str:
    """The file. ``canonical`` is its own address, where the operator has said it."""
    fields = [
        ("Contact", contact),
        ("Expires", f"{today + VALID_FOR}T00:00:00Z"),
        ("Policy", policy),
        ("Preferred-Languages", "en"),
        *([("Canonical", canonical)] if canonical else []),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields)
