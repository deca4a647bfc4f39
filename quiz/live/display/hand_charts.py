"""A show of hands on the room's screen: one sentence, and a chart or a bar. Pure.

It is shown like this where phones gave no chart. It never says how sure people were.
"""

from collections.abc import Sequence

from quiz.bank.items import Contested, Item
from quiz.live.results.by_hand import is_exact, of_all
from quiz.live.results.charts import RANGE_KEY, Bar, Chart, Shade, segments
from quiz.live.results.headline import SMALL_BEST_KEY, VoteBar, capital
from quiz.live.session.hands import HOW, CountedOn, LiveHands
from quiz.live.session.small_rooms import RoomCount, room_count
from quiz.vocabulary import OPTION_LETTERS

NOT_HOW_SURE = "The host counted these. They do not say how sure people were."
COUNTED_KEY = {Shade.COUNTED: "how many chose it"}
BEST_KEY = {Shade.COUNTED: "another answer", Shade.BEST: "the best answer"}
MORE_THAN_HALF = "more than half"


def hand_chart(title: str, scenario: Item | Contested, hands: LiveHands) -> Chart:
    """One bar for each answer. title: the vote's."""
    bars = []
    for letter, option in zip(OPTION_LETTERS, scenario.options, strict=True):
        number, count = hands.shown[option.id], hands.counts[option.id]
        if is_exact(hands):
            counts = {Shade.COUNTED: count}
        else:
            found = _range(hands, option.id).range
            counts = {Shade.AT_LEAST: found.low, Shade.AT_MOST: found.high - found.low}
        bars.append(Bar(letter, option.text, counts, of_all(hands), number=number))
    key = COUNTED_KEY if is_exact(hands) else RANGE_KEY
    return Chart(
        f"{HOW[CountedOn(hands.counted_on)]}, {title.lower()}", key, tuple(bars), hands.total
    )


def most_chosen(shown: Sequence[LiveHands]) -> str:
    """Which answer most people chose, the last time that they were counted."""
    hands = shown[-1]
    now = "Now " if len(shown) > 1 else ""
    if not is_exact(hands):
        letters = [key.upper() for key, words in hands.shown.items() if words == MORE_THAN_HALF]
        if letters:
            return _sentence(now, f"more than half of the {hands.total} chose {letters[0]}.")
        return _sentence(now, f"no answer has more than half of the {hands.total}.")
    most = max(hands.counts.values())
    letters = [key.upper() for key, count in hands.counts.items() if count == most]
    if len(letters) == len(hands.counts):
        return f"All four are equal: {most} of {hands.total} each."
    *others, last = letters
    if not others:
        return f"{now}{last} has the most: {most} of {hands.total}."
    return f"{now}{', '.join(others)} and {last} have the most: {most} of {hands.total} each."


def best_bar(title: str, hands: LiveHands, best: str) -> VoteBar:
    """One bar of everybody who was counted: who chose the best answer, and who did not."""
    count, total = hands.counts[best], hands.total
    if is_exact(hands):
        counts = {Shade.COUNTED: total - count, Shade.BEST: count}
    else:
        found = _range(hands, best).range
        counts = {Shade.BEST: found.low, Shade.AT_MOST: found.high - found.low}
    words = f"{hands.shown[best]} the best answer"
    key = BEST_KEY if is_exact(hands) else SMALL_BEST_KEY
    return VoteBar(title, total, segments(counts, total), words, key)


def _range(hands: LiveHands, option: str) -> RoomCount:
    return room_count(hands.counts[option], hands.total)


def _sentence(before: str, words: str) -> str:
    return before + words if before else capital(words)
