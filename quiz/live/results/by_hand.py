"""A show of hands, or slips of paper, in one sentence, for the room's screen and all files. Pure.

It never says how sure people were.
"""

from collections.abc import Sequence

from quiz.live.results.headline import CHOSE_BEST, capital
from quiz.live.session.hands import LiveHands


def is_exact(hands: LiveHands) -> bool:
    """Whether the room may see the counts: see ``LiveHands.shown``."""
    return all(words.isdecimal() for words in hands.shown.values())


def of_all(hands: LiveHands) -> str:
    """“of 14”, or “of the 7” after a range."""
    the = "" if is_exact(hands) else "the "
    return f"of {the}{hands.total}"


def chose_best(shown: Sequence[LiveHands], best: str) -> str:
    """How many chose the best answer, each time that they were counted."""
    first, *later = (f"{one.shown[best]} {of_all(one)}" for one in shown)
    now = (f"Now {words}." for words in later)
    return " ".join([f"{capital(first)} {CHOSE_BEST}.", *now])
