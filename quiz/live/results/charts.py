"""Charts of votes: bars split by how sure people were, and their words. Pure.

A chart is made only of a closed vote with enough answers (measurement.md 5.3, P8). It says which
answer is the best one only when it is given that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.small_rooms import RoomCount, is_small, room_count
from quiz.vocabulary import OPTION_LETTERS, Certainty


class Shade(StrEnum):
    """How a segment of a bar is drawn. Shades differ in lightness and in pattern.

    Low, some and high are certainty. At least and at most are the ends of a range. Counted is
    a show of hands. The other four are for a bar of everybody, once the best answer is shown.
    """

    LOW = "low"
    SOME = "some"
    HIGH = "high"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    WRONG_SURE = "wrong-sure"
    WRONG_RANGE = "wrong-range"
    WRONG = "wrong"
    BEST = "best"
    COUNTED = "counted"


SURENESS = {
    Shade.LOW: (Certainty.GUESSING, Certainty.UNSURE),
    Shade.SOME: (Certainty.FAIRLY_SURE,),
    Shade.HIGH: (Certainty.VERY_SURE,),
}
"""What counts as *sure* is measurement.md, D4."""
SURENESS_KEY = {
    Shade.LOW: "guessing or unsure",
    Shade.SOME: "fairly sure",
    Shade.HIGH: "very sure",
}
RANGE_KEY = {Shade.AT_LEAST: "at least this many", Shade.AT_MOST: "and at most this many"}


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar in one shade: where it starts and how long it is, in percent."""

    shade: Shade
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One row of a chart. counts: people by shade; empty where too few answered for any number.

    number: the count, or the range in which it lies; empty where none is shown. words: the text
    after it, so that colour alone says nothing. best: whether this is the best answer; None while
    that is not shown.
    """

    letter: str
    label: str
    counts: Mapping[Shade, int]
    words: str
    best: bool | None = None
    number: str = ""

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Chart:
    """The bars of one vote, each on a line that stands for everybody who answered.

    total: how many that were. each: what a bar is about, the heading of the table's first column.
    """

    title: str
    key: Mapping[Shade, str]
    bars: tuple[Bar, ...]
    total: int
    each: str = "Answer"

    @property
    def small(self) -> bool:
        """Whether counts are shown as ranges, because few answered."""
        return self.key == RANGE_KEY

    def segments(self, bar: Bar) -> tuple[Segment, ...]:
        """The segments of a bar."""
        return segments(bar.counts, self.total)


def key_of(charts: Sequence[Chart]) -> Mapping[Shade, str]:
    """The key of charts side by side; of a small and a larger room each shade has one meaning."""
    return {shade: words for chart in charts for shade, words in chart.key.items()}


def segments(counts: Mapping[Shade, int], total: int) -> tuple[Segment, ...]:
    """The segments of a bar on a line that stands for ``total`` answers."""
    found, at = [], 0
    for shade, count in counts.items():
        if count:
            start, end = (round(100 * n / total, 2) for n in (at, at + count))
            found.append(Segment(shade, start, round(end - start, 2)))
        at += count
    return tuple(found)


def sure_count(votes: VoteCounts, option: str) -> int:
    """How many chose an option and were sure of it."""
    return sum(n for (chosen, level), n in votes.items() if chosen == option and level.sure)


def chosen_count(votes: VoteCounts, option: str) -> int:
    """How many chose an option."""
    return sum(n for (chosen, _level), n in votes.items() if chosen == option)


def _words(count: int, sure: int, best: bool | None) -> str:
    votes = ("vote" if count == 1 else "votes") + (" for the best answer" if best else "")
    how = "sure and wrong" if best is False and sure else "sure"
    if not count:
        return votes
    if count == 1:
        return f"{votes}, {how if sure else 'not sure'}"
    of_them = {0: "none", count: "all"}.get(sure, sure)
    return f"{votes}, {of_them} of them {how}"


def vote_chart(
    title: str, options: Sequence[tuple[str, str]], votes: VoteCounts, best: str | None = None
) -> Chart:
    """A vote by option and sureness. options: (id, text), in the order of the scenario.

    best: the best answer's id, once it may be shown: then each other bar says how many were *sure
    and wrong*. None before that, and always for a contested scenario. In a small room bars are
    ranges, and are not split.
    """
    bars, total = [], sum(votes.values())
    for letter, (option, text) in zip(OPTION_LETTERS, options, strict=True):
        is_best = None if best is None else option == best
        chosen = chosen_count(votes, option)
        if is_small(total):
            words = f"of the {total} votes" + (", for the best answer" if is_best else "")
            bars.append(range_bar(letter, text, room_count(chosen, total), words, is_best))
            continue
        counts = {
            shade: sum(votes.get((option, level), 0) for level in levels)
            for shade, levels in SURENESS.items()
        }
        words = _words(chosen, sure_count(votes, option), is_best)
        bars.append(Bar(letter, text, counts, words, is_best, str(chosen)))
    key = RANGE_KEY if is_small(total) else SURENESS_KEY
    return Chart(title, key, tuple(bars), total)


def range_bar(
    letter: str, label: str, found: RoomCount, words: str, best: bool | None = None
) -> Bar:
    """A bar from the low to the high end of a range."""
    low, high = found.range.low, found.range.high
    counts = {Shade.AT_LEAST: low, Shade.AT_MOST: high - low}
    return Bar(letter, label, counts, words, best, found.number)


def certainty_chart(votes: VoteCounts) -> Chart:
    """How sure people were, whichever option they chose. Never made of a small room's vote."""
    bars = []
    for level in Certainty:
        count = sum(n for (_option, certainty), n in votes.items() if certainty == level)
        shade = next(shade for shade, levels in SURENESS.items() if level in levels)
        people = "person" if count == 1 else "people"
        bars.append(Bar("", level.words, {shade: count}, people, number=str(count)))
    return Chart("How sure the room is", SURENESS_KEY, tuple(bars), sum(votes.values()), "How sure")


CHANGE_CAUTION = (
    "Some of this is learning and some is following the others: the same question, asked twice, "
    "cannot tell them apart."
)
