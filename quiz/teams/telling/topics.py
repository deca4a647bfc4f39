"""Topics: how many answers were right, and how many people expected (measurement.md 3.1)."""

from dataclasses import dataclass
from functools import reduce
from operator import add

from quiz.analysis.clusters import design_effect
from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import AnswerFigures, BlockFigures
from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import Range, interval
from quiz.bank.items import Bank, Item
from quiz.bank.items import Topic as Lettered
from quiz.charts.lines import TopicRow, Topics
from quiz.charts.shares import Share
from quiz.teams.telling.said import cell
from quiz.teams.telling.values import Cell, Row, Section


@dataclass(frozen=True)
class Asked:
    """One scenario as it was asked, and its figures."""

    item: Item
    answers: AnswerFigures


@dataclass(frozen=True)
class Found:
    """One topic: its scenarios, and their figures together."""

    topic: Lettered
    asked: tuple[Asked, ...]

    @property
    def answers(self) -> AnswerFigures:
        return reduce(add, (one.answers for one in self.asked))

    @property
    def right(self) -> Share:
        return answers_right(self.answers.right, len(self.asked))

    @property
    def sure_but_wrong(self) -> Range:
        return self.answers.sure_but_wrong


def answers_right(right: Range, each: int) -> Share:
    """A share of answers, ``each`` from every person, with the interval of measurement.md 3.2."""
    people = right.of // each
    effect = float(design_effect(people * each, people * each**2))
    return Share(right, interval(right, wilson, effect))


def asked(figures: BlockFigures, bank: Bank) -> list[Asked]:
    """The scenarios of these figures, in the bank's words. One that is kept no more is left out."""
    found = []
    for key, answers in figures.items.items():
        name, _, revision = key.partition("@")
        item = bank.kept.get((name, int(revision or 0)))
        if item:
            found.append(Asked(item, answers))
    return sorted(found, key=lambda one: (one.item.topic.id, one.item.title))


def topics_of(figures: BlockFigures, bank: Bank) -> list[Found]:
    """The topics that were asked about, from A on."""
    together: dict[Lettered, list[Asked]] = {}
    for one in asked(figures, bank):
        together.setdefault(one.item.topic, []).append(one)
    return [Found(topic, tuple(ones)) for topic, ones in sorted(together.items(), key=_letter)]


def _letter(found: tuple[Lettered, object]) -> str:
    return found[0].id


def picture_of(found: list[Found], name: str, people: int) -> tuple[Topics, list[Found]]:
    """The picture, and its topics in the same order: by gap, from the surest to the least sure.

    The gap is between what was stated and the nearer end of what is known; below ten people it is
    not said, and the topics stand in their own order.
    """
    if people >= Depth.PERCENTAGES:
        found = sorted(found, key=_gap, reverse=True)
    rows = [TopicRow(one.topic.title, one.right, one.answers.mean_certainty) for one in found]
    return Topics(name, heading(people), people, rows), found


def heading(people: int) -> str:
    """Below ten people how sure they were is not said of a topic."""
    sure = people >= Depth.PERCENTAGES
    return "Sure against right, by topic" if sure else "What was right, by topic"


def _gap(found: Found) -> float:
    stated, right = found.answers.mean_certainty or 0, found.answers.right
    low, high = right.low / right.of, right.high / right.of
    return stated - high if stated > high else min(0, stated - low)


def by_gap(figures: BlockFigures, bank: Bank, name: str) -> Section:
    """Topics by gap; a sentence only where the gap's interval excludes 0 (measurement.md 3.8)."""
    picture, _ = picture_of(topics_of(figures, bank), name, figures.people)
    headings = ["Topic", "Answers right"]
    if picture.in_percent:
        headings += ["Expected", "In words"]
    return Section(
        name,
        heading(figures.people),
        tuple(sentence for row in picture.rows if (sentence := _sentence(picture, row))),
        tuple(headings),
        tuple(_row(picture, row) for row in picture.rows),
        picture,
    )


def _row(picture: Topics, row: TopicRow) -> Row:
    cells = [cell(picture, row.right)]
    if picture.in_percent:
        gap = picture.gap(row)
        cells += [
            Cell(picture.expected(row)),
            Cell(picture.verdict(row) or "–", gap.likely if gap else ""),
        ]
    return Row(row.label, tuple(cells))


def _sentence(picture: Topics, row: TopicRow) -> str:
    gap = picture.gap(row)
    if not gap:
        return ""
    _, _, were = picture.numbers(row.right).partition(", ")
    return (
        f"On “{row.label}”, answers were given as if {picture.expected(row)} would be right; "
        f"{were} were. With {picture.people} people the gap is {gap.likely}."
    )


def scenarios(figures: BlockFigures, bank: Bank, name: str) -> Section:
    """Every scenario, those first that most of the sure answers got wrong for certain."""
    found = sorted(asked(figures, bank), key=_misleads, reverse=True)
    picture = Topics(name, "", figures.people, [])
    rows = [
        Row(
            f"{one.item.title} ({one.item.topic.id})",
            (
                cell(picture, answers_right(one.answers.right, 1)),
                Cell(f"{one.answers.sure} of {one.answers.answered}", count=_sure(one.answers)),
                _wrong(one.answers.sure_but_wrong),
            ),
        )
        for one in found
    ]
    return Section(
        name,
        "Scenarios, and where people were sure but wrong",
        (WRONG,),
        ("Scenario (topic)", "Right", "Were sure", "Sure, but wrong"),
        tuple(rows),
    )


WRONG = (
    "“Sure” is fairly sure or very sure. How many of the sure answers were wrong is said only "
    "where at least five were sure. The first scenarios are the ones to talk about."
)


def _misleads(one: Asked) -> tuple[float, float]:
    wrong, right = one.answers.sure_but_wrong, one.answers.right
    return (wrong.low / wrong.of if wrong.of else 0.0), -right.high / right.of


def _sure(answers: AnswerFigures) -> Range:
    return Range(answers.sure, answers.sure, answers.answered)


def _wrong(wrong: Range) -> Cell:
    if not wrong.shown:
        return Cell("not shown: too few were sure" if wrong.of else "nobody was sure")
    return Cell(f"{wrong.numbers} sure answers", count=wrong)
