"""The mail that tells the old address of an account that the account has a new one."""

from quiz.mail import Letter

SUBJECT = "The address of your account at Before You Look was changed"
TEXT = """Hello,

somebody who looks after accounts changed the email address of your account at Before You Look.
From now on you sign in with the new address. This address no longer works, and no more mail about
your account comes here.

If you did not ask for this, tell the people who run the service in your organisation.
"""


def letter(old: str) -> Letter:
    """The mail to the old address. It does not name the new one, which others may read here."""
    return Letter(old, SUBJECT, TEXT)
