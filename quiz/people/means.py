"""How somebody signed in."""

from enum import StrEnum

from quiz.languages.sentences import lazy_gettext


class Means(StrEnum):
    """What somebody showed to sign in, for the list of places where they are signed in."""

    PASSWORD = "password"  # noqa: S105 - a word, not a password
    SECOND_STEP = "second_step"
    PASSKEY = "passkey"
    ORGANISATION = "organisation"


HOW = {
    Means.PASSWORD: lazy_gettext("Signed in with your password on %(day)s."),
    Means.SECOND_STEP: lazy_gettext("Signed in with your password and a second step on %(day)s."),
    Means.PASSKEY: lazy_gettext("Signed in with a passkey on %(day)s."),
    Means.ORGANISATION: lazy_gettext("Signed in with your organisation’s account on %(day)s."),
    None: lazy_gettext("Signed in on %(day)s."),
}
"""How and when somebody signed in, as their account page says it; None if an earlier release did
not keep how."""
