"""The mail that tells the old address of an account that the account has a new one."""

from quiz import mail
from quiz.languages.sentences import lazy_gettext
from quiz.mail import Letter

SUBJECT = lazy_gettext("The address of your account at Before You Look was changed")
TEXT = lazy_gettext(
    "Hello,\n\n"
    "Somebody who looks after accounts changed the email address of your account at Before You "
    "Look. From now on you sign in with the new address. This address no longer works, and no more "
    "mail about your account comes here.\n\n"
    "If you did not ask for this, tell the people who run the service in your organisation.\n"
)


def letter(old: str) -> Letter:
    """The mail to the old address. It does not name the new one, which others may read here."""
    return mail.to_absent(old, lambda: (str(SUBJECT), str(TEXT)))
