"""What the room is told of a vote: bars by sureness, their words, and a hint to the host. Pure.

A chart exists only for a vote that is closed and has enough answers (measurement.md 5.3, P8);
which of the answers is the best one is in it only when it is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.live.session.aggregate import Votes
from quiz.vocabulary import Answer, Certainty

LETTERS = "ABCD"


class Kind(StrEnum):
    """The steps into which a bar is split; they differ in lightness and pattern, too."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


SURENESS = {
    Kind.LOW: (Certainty.GUESSING, Certainty.UNSURE),
    Kind.SOME: (Certainty.FAIRLY_SURE,),
    Kind.HIGH: (Certainty.VERY_SURE,),
}
"""What counts as *sure* is measurement.md, D4."""
SURENESS_KEY = {
    Kind.LOW: "guessing or unsure",
    Kind.SOME: "fairly sure",
    Kind.HIGH: "very sure",
}
CONFIDENCE = {Kind.LOW: Answer.NO, Kind.SOME: Answer.PARTLY, Kind.HIGH: Answer.YES}
CONFIDENCE_KEY = {kind: answer.words for kind, answer in CONFIDENCE.items()}


@dataclass(frozen=True)
class Part:
    """A stretch of a bar: where it begins and how long it is, in percent of the line."""

    kind: Kind
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One row of a chart: how many people of each kind.

    words: what follows the count beside the bar, so that nothing is said by colour alone. best:
    whether it is the best answer; None as long as that is not told. parts: none where too few
    answered for any number; the words say so.
    """

    letter: str
    label: str
    parts: Mapping[Kind, int]
    words: str
    best: bool | None = None

    @property
    def count(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True)
class Chart:
    """The bars of one vote. of: how many people voted. Its bars can be drawn on a longer scale,
    so that two charts side by side have the same one."""

    title: str
    key: Mapping[Kind, str]
    bars: tuple[Bar, ...]
    of: int

    @property
    def longest(self) -> float:
        """The longest bar, as a share of all who voted; 0 when nobody did."""
        return max((bar.count for bar in self.bars), default=0) / self.of if self.of else 0.0

    def drawn(self, bar: Bar, longest: float) -> tuple[Part, ...]:
        """The stretches of a bar, on a line whose whole length is the share ``longest``."""
        whole = longest * self.of
        found, at = [], 0
        for kind, count in bar.parts.items():
            if count:
                begin, end = (round(100 * n / whole, 2) for n in (at, at + count))
                found.append(Part(kind, begin, round(end - begin, 2)))
            at += count
        return tuple(found)


def scale(charts: Sequence[Chart]) -> float:
    """The share that fills the line in each of these charts: that of the longest bar of all."""
    return max((chart.longest for chart in charts), default=0.0)


def sure(votes: Votes, option: str) -> int:
    """How many chose an option and were sure of it."""
    return sum(n for (chosen, level), n in votes.items() if chosen == option and level.sure)


def chosen(votes: Votes, option: str) -> int:
    """How many chose an option."""
    return sum(n for (named, _level), n in votes.items() if named == option)


def _words(count: int, sure_of_it: int, best: bool | None) -> str:
    votes = ("vote" if count == 1 else "votes") + (" for the best answer" if best else "")
    how = "sure and wrong" if best is False and sure_of_it else "sure"
    if not count:
        return votes
    if count == 1:
        return f"{votes}, {how if sure_of_it else 'not sure'}"
    many = {0: "none", count: "all"}.get(sure_of_it, sure_of_it)
    return f"{votes}, {many} of them {how}"


def vote_chart(
    title: str, options: Sequence[tuple[str, str]], votes: Votes, best: str | None = None
) -> Chart:
    """A vote by option and sureness. options: (id, text) in the order in which they were read.

    best: the best answer's id once it is told, so that each other bar says how many were *sure
    and wrong*; None before that, and always for a contested scenario.
    """
    bars = []
    for letter, (option, text) in zip(LETTERS, options, strict=True):
        parts = {
            kind: sum(votes.get((option, level), 0) for level in levels)
            for kind, levels in SURENESS.items()
        }
        told = None if best is None else option == best
        words = _words(chosen(votes, option), sure(votes, option), told)
        bars.append(Bar(letter, text, parts, words, told))
    return Chart(title, SURENESS_KEY, tuple(bars), sum(votes.values()))


def certainty_chart(votes: Votes) -> Chart:
    """How sure people were, whatever they chose."""
    bars = []
    for level in Certainty:
        count = sum(n for (_option, said), n in votes.items() if said == level)
        kind = next(kind for kind, levels in SURENESS.items() if level in levels)
        label = f"{level.words} (right {level.about} times)"
        bars.append(Bar("", label, {kind: count}, "person" if count == 1 else "people"))
    return Chart("How sure the room is", SURENESS_KEY, tuple(bars), sum(votes.values()))


@dataclass(frozen=True)
class Moved:
    """What became of the room between its two votes, once the best answer is told."""

    right: tuple[int, int]
    sure_and_wrong: tuple[int, int]
    of: tuple[int, int]

    @property
    def words(self) -> tuple[str, str]:
        return (
            f"Best answer: {self.right[0]} of {self.of[0]}, then {self.right[1]} of {self.of[1]}.",
            f"Sure and wrong: {self.sure_and_wrong[0]}, then {self.sure_and_wrong[1]}.",
        )


MOVED_CAUTION = (
    "Some of this is learning and some is following the others: the same question, asked twice, "
    "cannot tell them apart."
)


def moved(first: Votes, second: Votes, best: str) -> Moved:
    """Right, and sure and wrong, in both votes."""

    def sure_and_wrong(votes: Votes) -> int:
        return sum(n for (option, level), n in votes.items() if option != best and level.sure)

    return Moved(
        right=(chosen(first, best), chosen(second, best)),
        sure_and_wrong=(sure_and_wrong(first), sure_and_wrong(second)),
        of=(sum(first.values()), sum(second.values())),
    )


CONFIDENCE_CAUTION = (
    "Confidence can fall after good training, because people see how much there is to know. A "
    "change is no proof of an effect: there was no other group to compare with."
)


def confidence_chart(
    title: str,
    questions: Sequence[tuple[str, str]],
    said: Mapping[tuple[str, Answer], int],
    few: str,
) -> Chart:
    """Answers to the confidence questions. questions: (strand, words) in their order. few: what is
    said of a question of which nothing may be told.

    Whoever said that a question does not apply to their work is in no bar of it.
    """
    bars = []
    for strand, words in questions:
        if not any(asked == strand for asked, _ in said):
            bars.append(Bar("", words, {}, few))
            continue
        parts = {kind: said.get((strand, answer), 0) for kind, answer in CONFIDENCE.items()}
        split = f"{parts[Kind.HIGH]} yes, {parts[Kind.SOME]} partly, {parts[Kind.LOW]} no"
        answers = "answer" if sum(parts.values()) == 1 else "answers"
        bars.append(Bar("", words, parts, f"{answers}: {split}"))
    return Chart(title, CONFIDENCE_KEY, tuple(bars), max((bar.count for bar in bars), default=0))
