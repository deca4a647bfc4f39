"""The same shares for two sets of people: this review and all reviews here, or two reviews.

Nothing links the people of one with the people of the other, so there is no figure of change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import BlockFigures, StrandFigures
from quiz.bank.items import Bank
from quiz.charts.comparison import Comparison, ComparisonRow
from quiz.charts.shares import Share
from quiz.languages.sentences import gettext, ngettext
from quiz.teams.results.confidence import cell, share, strands
from quiz.teams.results.report import Row, Section

ENOUGH_PEOPLE = Depth.COMPARISON
ENOUGH_TEAMS = 3


@dataclass(frozen=True)
class Benchmark:
    """All reviews here on the same scenarios. teams: number of different leads who asked."""

    figures: BlockFigures
    teams: int

    @property
    def enough(self) -> bool:
        """With only two teams, each would know the other's figures. With few people, a lead could
        often work out both of two other teams' figures (decision 22)."""
        return self.figures.people >= ENOUGH_PEOPLE and self.teams >= ENOUGH_TEAMS


def beside_all_reviews(
    figures: BlockFigures,
    benchmark: Benchmark | None,
    bank: Bank,
    name: str,
    ours: str = "",
) -> Section | None:
    """Who showed understanding, in these figures and in all reviews here.

    ours: what these figures are called; “This review” if empty. None for fewer than 10 people,
    because those have no percentages, or without enough reviews to compare with.
    """
    if benchmark is None or not benchmark.enough or figures.people < Depth.PERCENTAGES:
        return None
    sentence = ngettext(
        "“All reviews here” are the answers of %(people)s people from %(teams)s team to this set. "
        "New figures are added once three teams have some, so that nobody can work out those of "
        "one team. A person who took part twice counts twice.",
        "“All reviews here” are the answers of %(people)s people from %(teams)s teams to this set. "
        "New figures are added once three teams have some, so that nobody can work out those of "
        "one team. A person who took part twice counts twice.",
        benchmark.teams,
        people=benchmark.figures.people,
        teams=benchmark.teams,
    )
    names = (ours or gettext("This review"), gettext("All reviews here"))
    heading = gettext("Who showed understanding, here and in all reviews")
    return shares(figures, benchmark.figures, bank, name, heading, names, (sentence,))


def shares(
    first: BlockFigures,
    second: BlockFigures,
    bank: Bank,
    name: str,
    heading: str,
    names: tuple[str, str],
    sentences: Sequence[str],
    *,
    said: bool = False,
) -> Section:
    """The share of people who showed understanding (or ``said`` yes) in each, with intervals."""

    def count(strand: StrandFigures) -> Share:
        return share(strand.says_yes if said else strand.understands)

    theirs = dict(strands(second, bank))
    rows = [
        ComparisonRow(asked, count(strand), count(theirs[asked]))
        for asked, strand in strands(first, bank)
        if asked in theirs
    ]
    sentences = (*sentences, *_overlaps(rows))
    chart = Comparison(name, heading, min(first.people, second.people), rows, names)
    return Section(
        name,
        heading,
        tuple(sentences),
        chart.headings,
        tuple(Row(row.label, (cell(chart, row.first), cell(chart, row.second))) for row in rows),
        chart,
    )


def _overlaps(rows: Sequence[ComparisonRow]) -> Iterator[str]:
    """Which bands overlap, and which do not. Says nothing where a band is not shown."""
    known = [(row.label, overlap(row.first, row.second)) for row in rows]
    if same := [f"“{label}”" for label, found in known if found is True]:
        yield gettext(
            "The likely ranges overlap, so do not say that one is higher: %(questions)s.",
            questions=", ".join(same),
        )
    if apart := [f"“{label}”" for label, found in known if found is False]:
        yield gettext(
            "The likely ranges do not overlap: %(questions)s.", questions=", ".join(apart)
        )


def overlap(first: Share, second: Share) -> bool | None:
    """Whether the intervals of two shares have a value in common; None if one is not shown."""
    if not (first.shown and second.shown and first.interval and second.interval):
        return None
    return first.interval[0] <= second.interval[1] and second.interval[0] <= first.interval[1]
