"""Topics: the share of right answers, and the share that people expected (measurement.md 3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from quiz.analysis.clusters import design_effect
from quiz.analysis.disclosure import SMALLEST_BLOCK, Depth, percent_step
from quiz.analysis.figures import AnswerFigures, BlockFigures
from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import Range, interval, rounded_percent
from quiz.bank.items import Bank, Item
from quiz.bank.items import Topic as BankTopic
from quiz.charts.lines import TopicRow, Topics
from quiz.charts.shares import Share, together
from quiz.languages.sentences import gettext, lazy_gettext, ngettext, pgettext
from quiz.teams.results.confidence import cell
from quiz.teams.results.report import Cell, Row, Section


@dataclass(frozen=True)
class AskedScenario:
    """One scenario in the revision that was asked, and its figures."""

    item: Item
    answers: AnswerFigures


@dataclass(frozen=True)
class TopicFigures:
    """One topic: its scenarios, and their figures together."""

    topic: BankTopic
    asked: tuple[AskedScenario, ...]

    @property
    def answers(self) -> AnswerFigures:
        return reduce(add, (one.answers for one in self.asked))

    @property
    def label(self) -> str:
        """The topic's title; it says so if one scenario is all that the figures rest on."""
        if len(self.asked) == 1:
            return gettext("%(topic)s (one scenario)", topic=self.topic.title)
        return self.topic.title

    @property
    def right(self) -> Share:
        return answers_right(self.answers.right, len(self.asked))

    @property
    def sure_but_wrong(self) -> Range:
        return self.answers.sure_but_wrong


def answers_right(right: Range, each: int) -> Share:
    """A share of answers, ``each`` per person, with the interval of measurement.md 3.2."""
    people = right.of // each
    effect = float(design_effect(people * each, people * each**2))
    return Share(right, interval(right, wilson, effect))


def asked(figures: BlockFigures, bank: Bank) -> list[AskedScenario]:
    """The scenarios of these figures, without those that the bank no longer has."""
    found = []
    for key, answers in figures.items.items():
        name, _, revision = key.partition("@")
        item = bank.kept.get((name, int(revision or 0)))
        if item:
            found.append(AskedScenario(item, answers))
    return sorted(found, key=lambda one: (one.item.topic.id, one.item.title))


def topics_of(figures: BlockFigures, bank: Bank) -> list[TopicFigures]:
    """The topics that were asked about, from A on."""
    together: dict[BankTopic, list[AskedScenario]] = {}
    for one in asked(figures, bank):
        together.setdefault(one.item.topic, []).append(one)
    return [
        TopicFigures(topic, tuple(ones)) for topic, ones in sorted(together.items(), key=_letter)
    ]


def _letter(found: tuple[BankTopic, object]) -> str:
    return found[0].id


def topics_chart(found: Sequence[TopicFigures], name: str, people: int) -> Topics:
    """The chart of the topics, those first where people were most surer than right.

    The gap is between the nearer ends of what was expected and of what was right. Below ten people
    no gap is stated, and the topics stand in the order of their letters.
    """
    if people >= Depth.PERCENTAGES:
        found = sorted(found, key=_gap, reverse=True)
    rows = [TopicRow(one.label, one.right, one.answers.stated) for one in found]
    return Topics(name, _heading(people), people, rows)


def _heading(people: int) -> str:
    """Below ten people, how sure people were is not stated by topic."""
    if people >= Depth.PERCENTAGES:
        return gettext("How sure, and how right, by topic")
    return gettext("What was right, by topic")


def _gap(found: TopicFigures) -> float:
    stated, right = found.answers.stated or (0, 0), found.answers.right
    low, high = right.low / right.of, right.high / right.of
    return stated[0] - high if stated[0] > high else min(0, stated[1] - low)


def by_gap(figures: BlockFigures, bank: Bank, name: str) -> Section:
    """The section of these figures' topics."""
    return topics_section(topics_chart(topics_of(figures, bank), name, figures.people))


def topics_section(chart: Topics) -> Section:
    """Topics by gap, a sentence for each whose interval excludes 0 (measurement.md 3.8)."""
    return Section(
        chart.id,
        chart.caption,
        tuple(sentence for row in chart.rows if (sentence := _sentence(chart, row))),
        chart.headings,
        tuple(_row(chart, row) for row in chart.rows),
        chart,
    )


def _row(chart: Topics, row: TopicRow) -> Row:
    cells = [cell(chart, row.right)]
    if chart.in_percent:
        gap = chart.gap(row)
        cells += [
            Cell(chart.expected(row)),
            Cell(chart.verdict(row) or "–", gap.likely if gap else ""),
        ]
    return Row(row.label, tuple(cells))


def _sentence(chart: Topics, row: TopicRow) -> str:
    gap = chart.gap(row)
    if not gap:
        return ""
    likely = ngettext(
        "With %(number)s person the gap is likely %(points)s.",
        "With %(number)s people the gap is likely %(points)s.",
        chart.people,
        number=chart.people,
        points=gap.points,
    )
    return f"{_expected_on(chart, row)} {right_words(chart, row)} {likely}"


def _expected_on(chart: Topics, row: TopicRow) -> str:
    """``On “Consent”, people expected between 60 and 65 % to be right.``"""
    least, most = _stated(chart, row)
    if least == most:
        return gettext(
            "On “%(topic)s”, people expected about %(percent)s to be right.",
            topic=row.label,
            percent=together(f"{most} %"),
        )
    return gettext(
        "On “%(topic)s”, people expected between %(low)s and %(high)s to be right.",
        topic=row.label,
        low=least,
        high=together(f"{most} %"),
    )


def expected_words(chart: Topics, row: TopicRow) -> str:
    """``People expected between 60 and 65 % to be right.``"""
    least, most = _stated(chart, row)
    if least == most:
        return gettext(
            "People expected about %(percent)s to be right.", percent=together(f"{most} %")
        )
    return gettext(
        "People expected between %(low)s and %(high)s to be right.",
        low=least,
        high=together(f"{most} %"),
    )


def _stated(chart: Topics, row: TopicRow) -> tuple[str, str]:
    stated = chart.stated(row)
    return (chart.rounded(stated.x1), chart.rounded(stated.x2)) if stated else ("", "")


def right_words(chart: Topics, row: TopicRow) -> str:
    """``Between 15 and 35 % were.``"""
    right, step = row.right.count, percent_step(chart.people)
    low, high = (rounded_percent(end, right.of, step) for end in (right.low, right.high))
    if low == high:
        return gettext("%(percent)s were.", percent=together(f"{low} %"))
    return gettext("Between %(low)s and %(high)s were.", low=low, high=together(f"{high} %"))


def scenarios(figures: BlockFigures, bank: Bank, name: str) -> Section:
    """Every scenario, sorted by the share of sure answers that were certainly wrong."""
    found = sorted(asked(figures, bank), key=_misleads, reverse=True)
    chart = Topics(name, "", figures.people, [])
    rows = [
        Row(
            f"{one.item.title} ({one.item.topic.id})",
            (
                cell(chart, answers_right(one.answers.right, 1)),
                Cell(
                    gettext(
                        "%(number)s of %(of)s", number=one.answers.sure, of=one.answers.answered
                    ),
                    count=_sure(one.answers),
                ),
                _wrong(one.answers.sure_but_wrong),
            ),
            one.item.id,
            one.item.language,
        )
        for one in found
    ]
    return Section(
        name,
        gettext("Scenarios, and where people were sure but wrong"),
        (str(WRONG),),
        (
            gettext("Scenario (topic)"),
            pgettext("answers", "Right"),
            gettext("Were sure"),
            gettext("Sure, but wrong"),
        ),
        tuple(rows),
    )


WRONG = lazy_gettext(
    "“Sure” means fairly sure or very sure. You see how many sure answers were wrong only if "
    "enough people were sure: five, or more where the smallest group is larger. Talk about the "
    "scenario at the top first."
)


def _misleads(one: AskedScenario) -> tuple[float, float]:
    wrong, right = one.answers.sure_but_wrong, one.answers.right
    return (wrong.low / wrong.of if wrong.of else 0.0), -right.high / right.of


def _sure(answers: AnswerFigures) -> Range:
    return Range(answers.sure, answers.sure, answers.answered)


def _wrong(wrong: Range) -> Cell:
    if not wrong.shown:
        return Cell(_why_not_shown(wrong.of))
    return Cell(gettext("%(count)s sure answers", count=wrong.numbers), count=wrong)


def _why_not_shown(sure: int) -> str:
    if sure == 0:
        return gettext("nobody was sure")
    if sure < SMALLEST_BLOCK:
        return ngettext(
            "not shown: only %(number)s person was sure",
            "not shown: only %(number)s people were sure",
            sure,
            number=sure,
        )
    return ngettext(
        "not shown: %(number)s person was sure, which is too few here",
        "not shown: %(number)s people were sure, which is too few here",
        sure,
        number=sure,
    )
