"""Invitation codes: ten letters and digits that let one person into one review, once.

A code follows from the review's random id, its number on the sheet and the service's secret, so
the sheet can be printed again although only keyed hashes are stored.
"""

from quiz import keys
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.keys import Purpose
from quiz.teams.models import Review

SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No look-alikes (0 O, 1 I L), and no vowels, so that no word comes out by chance."""
LENGTH = 10
HALF = LENGTH // 2
EVERYBODYS = 0
"""The number of the one code that everybody has in a review with a shared link."""


def code(secret: str, review_id: str, number: int) -> str:
    """The code with this number, as it is stored in no table: 27 ** 10, about 47 bits."""
    chances = keys.keyed_hash(secret, Purpose.INVITATION_CODE_LETTERS, f"{review_id}:{number}")
    # Six bytes a sign leave a bias far below anything that could be noticed.
    picks = (int.from_bytes(chances[i * 6 : i * 6 + 6]) for i in range(LENGTH))
    return "".join(SIGNS[pick % len(SIGNS)] for pick in picks)


def of_review(review: Review, secret: str) -> list[tuple[str, str]]:
    """Every code of a review with its group name, in the order of the sheet, used or not."""
    if review.shared:
        return [(WHOLE_TEAM, code(secret, review.id, EVERYBODYS))]
    names = [group.name for group in review.groups for _ in range(group.invited or 0)]
    return [
        (name, code(secret, review.id, number))
        for number, name in enumerate(names, start=EVERYBODYS + 1)
    ]


def spelled(code: str) -> str:
    """As it is printed: two halves and a hyphen."""
    return f"{code[:HALF]}-{code[HALF:]}"


def tidy(typed: str) -> str:
    """A code as it was typed, without regard to case, spaces and hyphens; any length."""
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())


def keyed_hash(secret: str, typed: str) -> str:
    """The hash under which a code, or a shared link's ticket, is stored."""
    return keys.keyed_hash(secret, Purpose.INVITATION_CODE, tidy(typed))[:32].hex()
