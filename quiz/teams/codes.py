"""Invitation codes: ten letters and digits that let one person into one review, once.

A code is derived from the review's random id, its number on the sheet and the service's secret. So
the sheet can be printed again, although only keyed hashes are stored.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.settings import keys
from quiz.settings.keys import Purpose
from quiz.teams.models import InvitationCode, Review

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Without lookalikes (0 O, 1 I L), and without vowels, so that no code is a word."""
LENGTH = 10
HALF = LENGTH // 2
SHARED = 0
"""The number of the one code of a review with a shared link."""


def code(secret: str, review_id: str, number: int | str) -> str:
    """The code with this number (27 ** 10, about 47 bits). No table stores it."""
    chances = keys.keyed_hash(secret, Purpose.INVITATION_CODE_LETTERS, f"{review_id}:{number}")
    # With six bytes for each character, the bias of the remainder is negligible.
    picks = (int.from_bytes(chances[i * 6 : i * 6 + 6]) for i in range(LENGTH))
    return "".join(ALPHABET[pick % len(ALPHABET)] for pick in picks)


def of_review(review: Review, secret: str) -> list[tuple[str, str]]:
    """Every code of a review with its group name, in the order of the sheet, used or not.

    The codes of late joiners come last and have numbers of their own, so that no earlier code
    changes when people are added.
    """
    if review.shared:
        return [(WHOLE_TEAM, code(secret, review.id, SHARED))]
    # Sorted here: databases sort letters with accents, and capitals, in orders of their own.
    groups = sorted(review.groups, key=lambda group: group.name)
    names = [one.name for one in groups for _ in range((one.invited or 0) - one.late)]
    return [
        (name, code(secret, review.id, number))
        for number, name in enumerate(names, start=SHARED + 1)
    ] + of_late_joiners(review, secret)


def of_late_joiners(review: Review, secret: str) -> list[tuple[str, str]]:
    """The codes of those who joined late with their group names; the newest of each group last."""
    return [
        (group.name, code(secret, review.id, f"late:{group.name}:{number}"))
        for group in sorted(review.groups, key=lambda group: group.name)
        for number in range(1, group.late + 1)
    ]


def spelled(code: str) -> str:
    """The code as it is printed: two halves and a hyphen."""
    return f"{code[:HALF]}-{code[HALF:]}"


def normalised(typed: str) -> str:
    """A typed code in capitals, without spaces, hyphens and other characters; of any length."""
    return "".join(one for one in typed.upper() if one.isascii() and one.isalnum())


def keyed_hash(secret: str, typed: str) -> str:
    """The hash under which a code, or a browser's ticket for a shared link, is stored."""
    return keys.keyed_hash(secret, Purpose.INVITATION_CODE, normalised(typed))[:32].hex()


def stored_hash(session: Session, typed: str, secrets: Sequence[str]) -> str:
    """The hash of a code under the secret key that it was made with.

    ``secrets``: every secret key, the newest first. Under the newest when no hash is stored.
    """
    newest, *older = (keyed_hash(secret, typed) for secret in secrets)
    return next((one for one in older if session.get(InvitationCode, one)), newest)


def key_of(review: Review, secrets: Sequence[str]) -> str:
    """The secret key that a review was made with; its codes and its box keep to it.

    ``secrets``: every secret key, the newest first.
    """
    newest, *older = secrets
    return next((secret for secret in older if _made_it(review, secret)), newest)


def _made_it(review: Review, secret: str) -> bool:
    made = of_review(review, secret)[:1]
    hashes = [keyed_hash(secret, code) for _, code in made]
    session = object_session(review)
    return any(session is not None and session.get(InvitationCode, one) for one in hashes)


def keys_needed(session: Session, secrets: Sequence[str]) -> list[str | None]:
    """For each open review, the secret key that its codes and its box need; None if it is gone."""
    opened = session.scalars(select(Review).where(Review.closed_on.is_(None)))
    return [
        next((secret for secret in secrets if _made_it(review, secret)), None) for review in opened
    ]
