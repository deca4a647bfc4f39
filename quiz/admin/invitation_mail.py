"""The mail that brings a one-time link, and the address of the link."""

from flask import current_app

from quiz.retention import INVITATION

SUBJECT = "Your link to Before You Look"
TEXT = """Hello,

you have been given an account at Before You Look. Open this link to choose your password:

{link}

It works once, and for {days} days. If you did not expect this mail, you can ignore it.
"""


def link(base: str, token: str) -> str:
    """The full address of a one-time link."""
    path = current_app.url_map.bind("").build("signin.invited", {"token": token})
    return f"{base.rstrip('/')}{path}"


def text(address: str) -> str:
    """The text of the mail with this link."""
    return TEXT.format(link=address, days=INVITATION.days)
