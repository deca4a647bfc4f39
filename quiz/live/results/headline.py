"""What the votes on a scenario showed, in one sentence and in one bar for each vote. Pure.

The sentence says how many were sure, and wrong. In a small room “fewer than half” may be nobody;
there it says how many chose the best answer, unless half or more were sure, and wrong. So it does
where at most one was sure, and wrong: “nobody was” would sound well even where all were wrong, and
the others would look for the one. It says no more than the charts of these votes, so it may stand
beside them in any room. Whether the same people answered both is said, because the sentence cannot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.results.charts import (
    Key,
    Segment,
    Shade,
    chosen_count,
    segments,
    sure_count,
)
from quiz.live.results.counted import COUNT, Words, plain, set_off
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.phases import FIRST_VOTE, SECOND_VOTE
from quiz.live.session.small_rooms import RoomCount, is_small, room_count

NOT_THE_SAME = lazy_gettext("Not all the same people answered both times.")
OUTCOME_KEY: Key = {
    Shade.WRONG_SURE: lazy_gettext("sure, and wrong"),
    Shade.WRONG: lazy_gettext("wrong, not sure"),
    Shade.BEST: lazy_gettext("the best answer"),
}
SMALL_OUTCOME_KEY: Key = {
    Shade.WRONG_SURE: lazy_gettext("sure, and wrong"),
    Shade.WRONG_RANGE: lazy_gettext("perhaps sure, and wrong"),
}
SMALL_BEST_KEY: Key = {
    Shade.BEST: lazy_gettext("the best answer"),
    Shade.BEST_RANGE: lazy_gettext("perhaps the best answer"),
}


def sure_and_wrong(votes: VoteCounts, best: str) -> RoomCount:
    """How many were sure of an answer that is not the best."""
    wrong = {option for option, _ in votes} - {best}
    return room_count(sum(sure_count(votes, option) for option in wrong), sum(votes.values()))


def right(votes: VoteCounts, best: str) -> RoomCount:
    """How many chose the best answer."""
    return room_count(chosen_count(votes, best), sum(votes.values()))


@dataclass(frozen=True)
class Headline:
    """One sentence for one vote, two for two. beside: the other count, in words. tells_best:
    whether the sentences say how many chose the best answer, and beside how many were sure, and
    wrong; else it is the other way round."""

    sentences: tuple[Words, ...]
    beside: str
    tells_best: bool

    @property
    def words(self) -> str:
        return " ".join(map(plain, self.sentences))


def tells_best(votes: Mapping[int, VoteCounts], best: str) -> bool:
    """Whether the sentence on these votes says how many chose the best answer: in a small room, and
    where at most one person was sure, and wrong, because the others would look for that one; in two
    votes where that holds for both, or where nobody was that or chose the best answer in the first.

    It follows from the ranges that the room sees, so it tells nothing more.
    """
    wrong = [sure_and_wrong(counts, best) for counts in votes.values()]
    if any(is_small(one.range.of) for one in wrong):
        return not any(2 * one.range.low >= one.range.of for one in wrong)
    if all(one.range.high <= 1 for one in wrong):
        return bool(wrong)
    return wrong[0].is_nobody and right(next(iter(votes.values())), best).is_nobody


def headline(
    votes: Mapping[int, VoteCounts], best: str, *, about_best: bool = False
) -> Headline | None:
    """The sentence on a scenario's first and second vote. votes: those that may be shown, by
    number. about_best: whether it says how many chose the best answer in any case. None without
    a first or a second vote."""
    shown = {number: votes[number] for number in (FIRST_VOTE, SECOND_VOTE) if number in votes}
    if not shown:
        return None
    first = FIRST_VOTE in shown
    wrong = [sure_and_wrong(counts, best) for counts in shown.values()]
    chosen = [right(counts, best) for counts in shown.values()]
    if about_best or tells_best(shown, best):
        found = (_chose_best(chosen[0], first=first), *then(*chosen))
        return Headline(found, _beside_best(wrong), tells_best=True)
    found = (_were_wrong(wrong[0], first=first), *then(*wrong))
    return Headline(found, _beside_wrong(chosen), tells_best=False)


def _were_wrong(found: RoomCount, *, first: bool) -> Words:
    """first: whether it is the first vote; else it says that it is the second."""
    if found.is_nobody:
        if first:
            return set_off(gettext("Nobody was sure, and wrong."))
        return set_off(gettext("Second vote: nobody was sure, and wrong."))
    if first:
        words = ngettext(
            "%(count)s was sure, and wrong.",
            "%(count)s were sure, and wrong.",
            found.range.high,
            count=COUNT,
        )
    else:
        words = ngettext(
            "Second vote: %(count)s was sure, and wrong.",
            "Second vote: %(count)s were sure, and wrong.",
            found.range.high,
            count=COUNT,
        )
    return set_off(words, found.numbers)


def _chose_best(found: RoomCount, *, first: bool) -> Words:
    """first: as in ``_were_wrong``."""
    if found.is_nobody:
        if first:
            return set_off(gettext("Nobody chose the best answer."))
        return set_off(gettext("Second vote: nobody chose the best answer."))
    if first:
        return set_off(gettext("%(count)s chose the best answer.", count=COUNT), found.numbers)
    words = gettext("Second vote: %(count)s chose the best answer.", count=COUNT)
    return set_off(words, found.numbers)


def _beside_best(wrong: Sequence[RoomCount]) -> str:
    first, *later = (one.numbers for one in wrong)
    if later:
        return gettext("Sure, and wrong: %(first)s, then %(then)s.", first=first, then=later[0])
    return gettext("Sure, and wrong: %(numbers)s.", numbers=first)


def _beside_wrong(chosen: Sequence[RoomCount]) -> str:
    first, *later = (one.numbers for one in chosen)
    if later:
        return gettext("Best answer: %(first)s, then %(then)s.", first=first, then=later[0])
    return gettext("Best answer: %(numbers)s.", numbers=first)


def then(first: RoomCount, *later: RoomCount) -> tuple[Words, ...]:
    """The sentence after one on the first count; none where there is no second, or where both are
    nobody."""
    if not later or (first.is_nobody and later[0].is_nobody):
        return ()
    if later[0].is_nobody:
        return (set_off(gettext("Now nobody.")),)
    if not is_small(later[0].range.of):
        return (set_off(gettext("Now %(count)s.", count=COUNT), later[0].numbers),)
    of_as_many = first.range.of == later[0].range.of
    count = later[0].number if of_as_many else later[0].numbers
    if first.number == later[0].number:
        return (set_off(gettext("Still %(count)s.", count=COUNT), count),)
    return (set_off(gettext("Now %(count)s.", count=COUNT), count),)


@dataclass(frozen=True)
class VoteBar:
    """One vote as one bar of everybody who answered. words: the same, for screen readers. key: the
    shades that it may have."""

    title: str
    total: int
    segments: tuple[Segment, ...]
    words: str
    key: Key


def key_of_bars(bars: Sequence[VoteBar]) -> Key:
    """The key of these bars: of the shades that they have."""
    shown = {segment.shade for one in bars for segment in one.segments}
    return {shade: words for one in bars for shade, words in one.key.items() if shade in shown}


def vote_bar(title: str, votes: VoteCounts, best: str, *, of_best: bool = False) -> VoteBar:
    """Sure and wrong, wrong and not sure, and the best answer. In a small room one range only: of
    those who were sure, and wrong, or, of_best, of those who chose the best answer."""
    wrong, chosen = sure_and_wrong(votes, best), right(votes, best)
    total = wrong.range.of
    if not is_small(total):
        sure, best_ones = wrong.range.low, chosen.range.low
        counts = [sure, total - sure - best_ones, best_ones]
        key = OUTCOME_KEY
    else:
        told = chosen.range if of_best else wrong.range
        counts = [told.low, told.high - told.low]
        key = SMALL_BEST_KEY if of_best else SMALL_OUTCOME_KEY
    words = gettext(
        "%(wrong)s sure, and wrong; %(right)s the best answer",
        wrong=wrong.number,
        right=chosen.number,
    )
    return VoteBar(title, total, segments(dict(zip(key, counts, strict=True)), total), words, key)
