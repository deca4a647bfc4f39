"""How somebody signed in."""

from enum import StrEnum


class Means(StrEnum):
    """What somebody showed to sign in, for the list of places where they are signed in."""

    PASSWORD = "password"  # noqa: S105 - a word, not a password
    SECOND_STEP = "second_step"
    PASSKEY = "passkey"
    ORGANISATION = "organisation"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Means.PASSWORD: "with your password",
    Means.SECOND_STEP: "with your password and a second step",
    Means.PASSKEY: "with a passkey",
    Means.ORGANISATION: "with your organisation’s account",
}
