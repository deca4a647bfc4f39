"""A show of hands, or slips of paper, in one sentence, for the room's screen and all files. Pure.

It never says how sure people were.
"""

from collections.abc import Sequence

from quiz.languages.sentences import gettext
from quiz.live.results.counted import COUNT, plain, set_off
from quiz.live.session.hands import LiveHands
from quiz.live.session.small_rooms import room_count


def is_exact(hands: LiveHands) -> bool:
    """Whether the room may see the counts: see ``LiveHands.shown``."""
    return all(words.isdecimal() for words in hands.shown.values())


def of_all(hands: LiveHands, option: str) -> str:
    """How many chose an option: “4 of 14”, or “more than half of the 7”."""
    if is_exact(hands):
        places = {"number": hands.counts[option], "total": hands.total}
        return gettext("%(number)s of %(total)s", **places)
    return room_count(hands.counts[option], hands.total).numbers


def chose_best(shown: Sequence[LiveHands], best: str) -> str:
    """How many chose the best answer, each time that they were counted."""
    first, *later = (of_all(one, best) for one in shown)
    chose = gettext("%(count)s chose the best answer.", count=COUNT)
    now = (gettext("Now %(count)s.", count=words) for words in later)
    return " ".join([plain(set_off(chose, first)), *now])
