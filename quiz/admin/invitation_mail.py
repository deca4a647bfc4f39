"""The mail that brings a one-time link, and the address of the link."""

from flask import current_app

from quiz import mail
from quiz.languages.sentences import lazy_gettext
from quiz.mail import Letter
from quiz.retention import INVITATION

SUBJECT = lazy_gettext("Your link to Before You Look")
TEXT = lazy_gettext(
    "Hello,\n\n"
    "You have been given an account at Before You Look. Open this link to choose your "
    "password:\n\n"
    "%(link)s\n\n"
    "It works once, and for %(days)s days. If you did not expect this mail, you can ignore it.\n"
)

KNOWN_SUBJECT = lazy_gettext("A new link to your account at Before You Look")
KNOWN_TEXT = lazy_gettext(
    "Hello,\n\n"
    "Somebody who looks after accounts made a one-time link to your account at Before You "
    "Look:\n\n"
    "%(link)s\n\n"
    "It works once, and for %(days)s days. Anyone who has it can choose a new password and sign in "
    "as you.\n\n"
    "If you did not ask for it, sign in, change your password, and tell somebody you trust. Your "
    "account page lists the days on which such links were made.\n"
)


def link(base: str, token: str) -> str:
    """The full address of a one-time link."""
    path = current_app.url_map.bind("").build("signin.invited", {"token": token})
    return f"{base.rstrip('/')}{path}"


def letter(to: str, address: str, *, known: bool) -> Letter:
    """The mail with this link. known: for an account that had a link before, so that nobody can
    take it over without its owner hearing of it."""
    subject, words = (KNOWN_SUBJECT, KNOWN_TEXT) if known else (SUBJECT, TEXT)
    places = {"link": address, "days": INVITATION.days}
    return mail.to_absent(to, lambda: (str(subject), words % places))
