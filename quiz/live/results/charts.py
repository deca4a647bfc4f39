"""Charts of votes and of confidence: bars split by how sure people were, and their words. Pure.

A chart is made only of a closed vote with enough answers (measurement.md 5.3, P8). It says which
answer is the best one only when it is given that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.live.session.aggregate import RatingCounts, VoteCounts
from quiz.vocabulary import OPTION_LETTERS, Answer, Certainty


class Shade(StrEnum):
    """How a segment of a bar is drawn. Shades differ in lightness and in pattern."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


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
CONFIDENCE = {Shade.LOW: Answer.NO, Shade.SOME: Answer.PARTLY, Shade.HIGH: Answer.YES}
CONFIDENCE_KEY = {shade: answer.words for shade, answer in CONFIDENCE.items()}


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar in one shade: where it starts and how long it is, in percent."""

    shade: Shade
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One row of a chart. counts: people by shade; empty where too few answered for any number.

    words: the text beside the bar, after its count, so that colour alone says nothing. best:
    whether this is the best answer; None while that is not shown.
    """

    letter: str
    label: str
    counts: Mapping[Shade, int]
    words: str
    best: bool | None = None

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Chart:
    """The bars of one vote. total: how many people voted."""

    title: str
    key: Mapping[Shade, str]
    bars: tuple[Bar, ...]
    total: int

    @property
    def longest(self) -> float:
        """The longest bar, as a share of all who voted; 0 when nobody voted."""
        return max((bar.count for bar in self.bars), default=0) / self.total if self.total else 0.0

    def segments(self, bar: Bar, scale: float) -> tuple[Segment, ...]:
        """The segments of a bar. scale: the share of all who voted that fills the line."""
        full = scale * self.total
        found, at = [], 0
        for shade, count in bar.counts.items():
            if count:
                start, end = (round(100 * n / full, 2) for n in (at, at + count))
                found.append(Segment(shade, start, round(end - start, 2)))
            at += count
        return tuple(found)


def scale(charts: Sequence[Chart]) -> float:
    """One scale for charts that stand side by side: the longest bar of all fills the line."""
    return max((chart.longest for chart in charts), default=0.0)


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
    and wrong*. None before that, and always for a contested scenario.
    """
    bars = []
    for letter, (option, text) in zip(OPTION_LETTERS, options, strict=True):
        counts = {
            shade: sum(votes.get((option, level), 0) for level in levels)
            for shade, levels in SURENESS.items()
        }
        is_best = None if best is None else option == best
        words = _words(chosen_count(votes, option), sure_count(votes, option), is_best)
        bars.append(Bar(letter, text, counts, words, is_best))
    return Chart(title, SURENESS_KEY, tuple(bars), sum(votes.values()))


def certainty_chart(votes: VoteCounts) -> Chart:
    """How sure people were, whichever option they chose."""
    bars = []
    for level in Certainty:
        count = sum(n for (_option, certainty), n in votes.items() if certainty == level)
        shade = next(shade for shade, levels in SURENESS.items() if level in levels)
        label = f"{level.words} (right {level.about} times)"
        bars.append(Bar("", label, {shade: count}, "person" if count == 1 else "people"))
    return Chart("How sure the room is", SURENESS_KEY, tuple(bars), sum(votes.values()))


@dataclass(frozen=True)
class VoteChange:
    """The first and the second vote compared, each as (first, second). total: who voted."""

    right: tuple[int, int]
    sure_and_wrong: tuple[int, int]
    total: tuple[int, int]

    @property
    def words(self) -> tuple[str, str]:
        (right, right_then), (total, total_then) = self.right, self.total
        return (
            f"Best answer: {right} of {total}, then {right_then} of {total_then}.",
            f"Sure and wrong: {self.sure_and_wrong[0]}, then {self.sure_and_wrong[1]}.",
        )


CHANGE_CAUTION = (
    "Some of this is learning and some is following the others: the same question, asked twice, "
    "cannot tell them apart."
)


def vote_change(first: VoteCounts, second: VoteCounts, best: str) -> VoteChange:
    """Right, and sure and wrong, in both votes."""

    def sure_and_wrong(votes: VoteCounts) -> int:
        return sum(n for (option, level), n in votes.items() if option != best and level.sure)

    return VoteChange(
        right=(chosen_count(first, best), chosen_count(second, best)),
        sure_and_wrong=(sure_and_wrong(first), sure_and_wrong(second)),
        total=(sum(first.values()), sum(second.values())),
    )


CONFIDENCE_CAUTION = (
    "Confidence can fall after good training, because people see how much there is to know. A "
    "change is no proof of an effect: there was no other group to compare with."
)


def confidence_chart(
    title: str,
    questions: Sequence[tuple[str, str]],
    ratings: RatingCounts,
    too_few: str,
) -> Chart:
    """Answers to the confidence questions. questions: (strand, words), in their order. too_few: the
    text beside a question that too few answered.

    People who said that a question does not apply to their work are in no bar.
    """
    bars = []
    for strand, words in questions:
        if not any(rated == strand for rated, _ in ratings):
            bars.append(Bar("", words, {}, too_few))
            continue
        counts = {shade: ratings.get((strand, answer), 0) for shade, answer in CONFIDENCE.items()}
        yes, partly, no = counts[Shade.HIGH], counts[Shade.SOME], counts[Shade.LOW]
        answers = "answer" if sum(counts.values()) == 1 else "answers"
        bars.append(Bar("", words, counts, f"{answers}: {yes} yes, {partly} partly, {no} no"))
    return Chart(title, CONFIDENCE_KEY, tuple(bars), max((bar.count for bar in bars), default=0))
