"""Charts of votes: bars split by how sure people were, and their words. Pure.

A chart is made only of a closed vote with enough answers (measurement.md 5.3, P8). It says which
answer is the best one only when it is given that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, ngettext
from quiz.live.results.bar_words import exact, of_a_small_room
from quiz.live.results.counted import COUNT, Words, parts
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.small_rooms import RoomCount, few_answered, is_small, room_count
from quiz.vocabulary import OPTION_LETTERS, Certainty


class Shade(StrEnum):
    """How a segment of a bar is drawn. Shades differ in lightness and in pattern.

    Low, some and high are certainty. At least and at most are the ends of a range. Counted is
    a show of hands. The other five are for a bar of everybody, once the best answer is shown.
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
    BEST_RANGE = "best-range"
    COUNTED = "counted"


SURENESS = {
    Shade.LOW: (Certainty.GUESSING, Certainty.UNSURE),
    Shade.SOME: (Certainty.FAIRLY_SURE,),
    Shade.HIGH: (Certainty.VERY_SURE,),
}
"""What counts as *sure* is measurement.md, D4."""
Key = Mapping[Shade, LazySentence]
"""What the shades of a chart mean."""
SURENESS_KEY: Key = {
    Shade.LOW: lazy_gettext("Guessing or unsure"),
    Shade.SOME: lazy_gettext("Fairly sure"),
    Shade.HIGH: lazy_gettext("Very sure"),
}
WRONG_KEY: Key = {
    Shade.SOME: lazy_gettext("Fairly sure, and wrong"),
    Shade.HIGH: lazy_gettext("Very sure, and wrong"),
}
"""In a bar of an answer that is not the best."""
RANGE_KEY: Key = {
    Shade.AT_LEAST: lazy_gettext("At least this many"),
    Shade.AT_MOST: lazy_gettext("At most this many"),
}


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar in one shade: where it starts and how long it is, in percent."""

    shade: Shade
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One row of a chart. counts: people by shade; empty where too few answered for any number.

    sentence: what it says, so that colour alone says nothing, with COUNT for the number. best:
    whether this is the best answer; None while that is not shown. number: the count, or the range
    in which it lies; empty where none is shown.
    """

    letter: str
    label: str
    counts: Mapping[Shade, int]
    sentence: str
    best: bool | None = None
    number: str = ""

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def said(self) -> Words:
        """The sentence in parts."""
        return parts(self.sentence, self.number)

    @property
    def words(self) -> str:
        """What it says beside the number."""
        return self.sentence.replace(COUNT, "").strip()

    @property
    def is_sure_and_wrong(self) -> bool:
        """Whether it says that somebody was."""
        sure = sum(self.counts.get(shade, 0) for shade in WRONG_KEY)
        return self.best is False and sure > 0


@dataclass(frozen=True)
class Chart:
    """The bars of one vote, each on a line that stands for everybody who answered.

    total: how many that were. each: what a bar is about, the heading of the table's first column.
    """

    title: str
    key: Key
    bars: tuple[Bar, ...]
    total: int
    each: str

    @property
    def small(self) -> bool:
        """Whether counts are shown as ranges, because few answered."""
        return Shade.AT_MOST in self.key

    @property
    def heading(self) -> str:
        """Above the bars: with how many answered. Of counted hands each bar says that."""
        return self.title if Shade.COUNTED in self.key else f"{self.title}, {self.total}"

    def segments(self, bar: Bar) -> tuple[Segment, ...]:
        """The segments of a bar."""
        return segments(bar.counts, self.total)


def few_answered_in(charts: Sequence[Chart]) -> str:
    """Why counts in these charts of votes are not exact; empty where all are."""
    return few_answered({chart.title: chart.total for chart in charts})


def key_of(charts: Sequence[Chart]) -> Key:
    """The key of charts side by side, of the shades that their bars have.

    In a bar of a wrong answer some shades mean more: see ``key_of_wrong``.
    """
    used = _shades(charts, wrong=False)
    key = {shade: words for chart in charts for shade, words in chart.key.items()}
    return {shade: words for shade, words in key.items() if shade in used}


def key_of_wrong(charts: Sequence[Chart]) -> Key:
    """The key of what only bars of wrong answers have."""
    used = _shades(charts, wrong=True)
    return {shade: words for shade, words in WRONG_KEY.items() if shade in used}


def _shades(charts: Sequence[Chart], *, wrong: bool) -> set[Shade]:
    """The shades that bars have. wrong: those of wrong answers that mean “wrong”, or all others."""
    return {
        shade
        for chart in charts
        for bar in chart.bars
        for shade, count in bar.counts.items()
        if count and wrong == (bar.best is False and shade in WRONG_KEY)
    }


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
            words = of_a_small_room(total, best=bool(is_best))
            bars.append(range_bar(letter, text, room_count(chosen, total), words, is_best))
            continue
        counts = {
            shade: sum(votes.get((option, level), 0) for level in levels)
            for shade, levels in SURENESS.items()
        }
        words = exact(chosen, sure_count(votes, option), is_best)
        bars.append(Bar(letter, text, counts, words, is_best, str(chosen)))
    key = RANGE_KEY if is_small(total) else SURENESS_KEY
    return Chart(title, key, tuple(bars), total, gettext("Answer"))


def range_bar(
    letter: str, label: str, found: RoomCount, sentence: str, best: bool | None = None
) -> Bar:
    """A bar from the low to the high end of a range."""
    low, high = found.range.low, found.range.high
    counts = {Shade.AT_LEAST: low, Shade.AT_MOST: high - low}
    return Bar(letter, label, counts, sentence, best, found.number)


def certainty_chart(votes: VoteCounts) -> Chart:
    """How sure people were, whichever option they chose. Never made of a small room's vote."""
    bars = []
    for level in Certainty:
        count = sum(n for (_option, certainty), n in votes.items() if certainty == level)
        shade = next(shade for shade, levels in SURENESS.items() if level in levels)
        people = ngettext("%(number)s person", "%(number)s people", count, number=COUNT)
        bars.append(Bar("", level.words, {shade: count}, people, number=str(count)))
    title, each = gettext("How sure the room is"), gettext("How sure")
    return Chart(title, SURENESS_KEY, tuple(bars), sum(votes.values()), each)


IN_TEMPLATES = {"key_of": key_of, "key_of_wrong": key_of_wrong}
"""For templates: each by its name."""
CHANGE_CAUTION = lazy_gettext(
    "Some of this is learning and some is following the others: the same question, asked twice, "
    "cannot tell them apart."
)
