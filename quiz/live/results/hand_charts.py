"""A show of hands as a chart or as a bar, on the room's screen, in the summary and its files. Pure.

It is shown like this where phones gave no chart. It never says how sure people were.
"""

from quiz.bank.items import Contested, Item
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.live.results.by_hand import is_exact
from quiz.live.results.charts import RANGE_KEY, Bar, Chart, Key, Shade, segments
from quiz.live.results.counted import COUNT
from quiz.live.results.headline import SMALL_BEST_KEY, VoteBar
from quiz.live.session.hands import HOW, CountedOn, LiveHands
from quiz.live.session.small_rooms import RoomCount, room_count
from quiz.vocabulary import OPTION_LETTERS

NOT_HOW_SURE = lazy_gettext("The host counted these. They do not say how sure people were.")
COUNTED_KEY: Key = {Shade.COUNTED: lazy_gettext("How many chose it")}
BEST_KEY: Key = {
    Shade.WRONG: lazy_gettext("another answer"),
    Shade.BEST: lazy_gettext("the best answer"),
}


def hand_chart(
    title: str, scenario: Item | Contested, hands: LiveHands, best: str | None = None
) -> Chart:
    """One bar for each answer. title: the vote's. best: as of ``vote_chart``."""
    bars = []
    for letter, option in zip(OPTION_LETTERS, scenario.options, strict=True):
        number, count = hands.shown[option.id], hands.counts[option.id]
        is_best = None if best is None else option.id == best
        words = _of_all(hands, best=bool(is_best))
        if is_exact(hands):
            counts = {Shade.COUNTED: count}
        else:
            found = _range(hands, option.id).range
            counts = {Shade.AT_LEAST: found.low, Shade.AT_MOST: found.high - found.low}
        bars.append(Bar(letter, option.text, counts, words, is_best, number))
    key = COUNTED_KEY if is_exact(hands) else RANGE_KEY
    how = HOW[CountedOn(hands.counted_on)]
    return Chart(f"{title}. {how}", key, tuple(bars), hands.total, gettext("Answer"))


def _of_all(hands: LiveHands, *, best: bool) -> str:
    """“4 of 14”, or “more than half of the 7”, with COUNT for the number. best: whether it is known
    as the best answer."""
    if best and is_exact(hands):
        return gettext(
            "%(number)s of %(total)s, for the best answer", number=COUNT, total=hands.total
        )
    if best:
        return gettext(
            "%(number)s of the %(total)s, for the best answer", number=COUNT, total=hands.total
        )
    if is_exact(hands):
        return gettext("%(number)s of %(total)s", number=COUNT, total=hands.total)
    return gettext("%(number)s of the %(total)s", number=COUNT, total=hands.total)


def best_bar(title: str, hands: LiveHands, best: str) -> VoteBar:
    """One bar of everybody who was counted: who chose the best answer, and who did not."""
    count, total = hands.counts[best], hands.total
    if is_exact(hands):
        counts = {Shade.WRONG: total - count, Shade.BEST: count}
    else:
        found = _range(hands, best).range
        counts = {Shade.BEST: found.low, Shade.BEST_RANGE: found.high - found.low}
    words = gettext("%(number)s the best answer", number=hands.shown[best])
    key = BEST_KEY if is_exact(hands) else SMALL_BEST_KEY
    return VoteBar(title, total, segments(counts, total), words, key)


def _range(hands: LiveHands, option: str) -> RoomCount:
    return room_count(hands.counts[option], hands.total)
