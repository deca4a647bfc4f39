"""A show of hands on the room's screen, as a chart or as a bar. Pure.

It is shown like this where phones gave no chart. It never says how sure people were.
"""

from quiz.bank.items import Contested, Item
from quiz.live.results.by_hand import is_exact, of_all
from quiz.live.results.charts import RANGE_KEY, Bar, Chart, Shade, segments
from quiz.live.results.headline import SMALL_BEST_KEY, VoteBar
from quiz.live.session.hands import HOW, CountedOn, LiveHands
from quiz.live.session.small_rooms import RoomCount, room_count
from quiz.vocabulary import OPTION_LETTERS

NOT_HOW_SURE = "The host counted these. They do not say how sure people were."
COUNTED_KEY = {Shade.COUNTED: "how many chose it"}
BEST_KEY = {Shade.COUNTED: "another answer", Shade.BEST: "the best answer"}


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
