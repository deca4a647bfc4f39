"""A show of hands, or slips of paper, in one sentence, for the room's screen and all files. Pure.

It never says how sure people were.
"""

from collections.abc import Mapping

from quiz.languages.sentences import gettext
from quiz.live.results.counted import COUNT, plain, set_off
from quiz.live.session.hands import LiveHands
from quiz.live.session.phases import LATER_VOTE
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


def chose_best(shown: Mapping[int, LiveHands], best: str) -> str:
    """How many chose the best answer, each time that they were counted. shown: by the number of the
    vote; at least one."""
    before = [of_all(one, best) for number, one in shown.items() if number != LATER_VOTE]
    chose = gettext("%(count)s chose the best answer.", count=COUNT)
    found = [plain(set_off(chose, words)) for words in before[:1]]
    found += [gettext("Now %(count)s.", count=words) for words in before[1:]]
    if LATER_VOTE in shown:
        later = of_all(shown[LATER_VOTE], best)
        if before:
            found.append(gettext("Asked after the answer: %(count)s.", count=later))
        else:
            found.append(
                gettext("Asked after the answer: %(count)s chose the best answer.", count=later)
            )
    return " ".join(found)
