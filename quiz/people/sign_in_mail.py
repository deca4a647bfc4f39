"""The mail about what concerns the security of an account: a change, or a code that was used."""

from quiz import mail
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.mail import AnyResponse, Letter
from quiz.people.models import Person

SUBJECT = lazy_gettext("The security of your account at Before You Look")
TEXT = lazy_gettext(
    "Hello,\n\n"
    "%(what)s\n\n"
    "If you did not do this or ask for it, change your password and tell somebody you trust: your "
    "account page shows how you sign in.\n"
)
REMOVED = lazy_gettext(
    "An administrator removed the second step of your account: now the password is enough."
)
APP_ON = lazy_gettext("An authenticator app was set up for your account.")
APP_OFF = lazy_gettext("The authenticator app of your account was turned off.")
CODES_MADE = lazy_gettext(
    "New recovery codes were made for your account. Earlier ones no longer work."
)
CODE_USED = lazy_gettext(
    "Somebody signed in to your account with your password and a recovery code."
)
PASSKEY_ADDED = lazy_gettext("A passkey was added to your account.")
PASSKEY_REMOVED = lazy_gettext("A passkey of your account was removed.")
CHANGED = lazy_gettext("The password of your account was changed.")
TOKEN_MADE = lazy_gettext("A token for a program was made for your account. It reads: %(what)s.")

TWICE_SUBJECT = lazy_gettext("A code of your authenticator app was sent twice")
TWICE = lazy_gettext("""Hello,

Somebody signed in to your account at Before You Look with your password and a code of your
authenticator app, and the same code was sent once more. The second time it was refused.

If you pressed the button twice, nothing is wrong. If you did not, somebody else has your password
and saw a code: change your password now.
""")


def tell(response: AnyResponse, person: Person, what: LazySentence | str) -> AnyResponse:
    """The response, after which the mail is sent, if this app can send mail. It is in the language
    of the page on which the person did it."""
    return mail.with_mails(response, [letter(person, what)])


def token_made(what: str) -> str:
    """That a token was made, and what it reads, in words."""
    return TOKEN_MADE % {"what": what}


def letter(person: Person, what: LazySentence | str) -> Letter:
    """The mail about a change, which is one of the sentences above."""
    return Letter(person.email, *_words(what))


def to_absent(person: Person, what: LazySentence) -> Letter:
    """The mail about a change that somebody else made."""
    return mail.to_absent(person.email, lambda: _words(what))


def _words(what: LazySentence | str) -> tuple[str, str]:
    return str(SUBJECT), TEXT % {"what": what}


def second_use(person: Person) -> Letter:
    """The mail that tells that a code was sent twice."""
    return Letter(person.email, str(TWICE_SUBJECT), str(TWICE))
