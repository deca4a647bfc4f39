"""The mail that tells somebody that the way into their account was changed."""

from quiz import mail
from quiz.mail import AnyResponse, Letter
from quiz.people.models import Person

SUBJECT = "The way into your account at Before You Look was changed"
TEXT = """Hello,

{what}

If you did not do this or ask for it, change your password and tell somebody you trust: your account
page shows how you sign in.
"""
REMOVED = "An administrator removed the second step of your account: now the password is enough."
APP_ON = "An authenticator app was set up for your account."
APP_OFF = "The authenticator app of your account was turned off."
CODES_MADE = "New recovery codes were made for your account. Earlier ones no longer work."
CODE_USED = "Somebody signed in to your account with your password and a recovery code."
PASSKEY_ADDED = "A passkey was added to your account."
PASSKEY_REMOVED = "A passkey of your account was removed."
CHANGED = "The password of your account was changed."
TOKEN_MADE = "A token was made: with it a program can read figures of your account."  # noqa: S105


def tell(response: AnyResponse, person: Person, what: str) -> AnyResponse:
    """The response, after which the mail is sent, if this app can send mail."""
    return mail.with_mails(response, [letter(person, what)])


def letter(person: Person, what: str) -> Letter:
    """The mail about a change, which is one of the sentences above."""
    return Letter(person.email, SUBJECT, TEXT.format(what=what))
