"""The one-time link, and the letter that brings it."""

from flask import current_app

from quiz.people.invitations import VALID_FOR

SUBJECT = "Your link to Before You Look"
LETTER = """Hello,

you have been given an account at Before You Look. Open this link to choose your password:

{link}

It works once, and for {days} days. If you did not expect this letter, you need not do anything.
"""


def link(base: str, token: str) -> str:
    """The address that lets somebody in once."""
    path = current_app.url_map.bind("").build("signin.invited", {"token": token})
    return f"{base.rstrip('/')}{path}"


def text(address: str) -> str:
    """What the letter says."""
    return LETTER.format(link=address, days=VALID_FOR.days)
