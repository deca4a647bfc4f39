"""Two shares side by side: this review and all reviews here, or an earlier review and a later one.

Nothing links the people of one with the people of the other, so there is no figure of change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import BlockFigures, StrandFigures
from quiz.bank.items import Bank
from quiz.charts.comparison import Comparison, ComparisonRow
from quiz.charts.shares import Share
from quiz.teams.telling.said import cell, share, strands
from quiz.teams.telling.values import Row, Section

ENOUGH_PEOPLE = 50
ENOUGH_TEAMS = 3
BESIDE = "Beside all reviews here: who showed understanding"


@dataclass(frozen=True)
class Others:
    """All reviews here on the same scenarios: submissions, and the different leads who asked."""

    figures: BlockFigures
    teams: int

    @property
    def enough(self) -> bool:
        """Fewer than three teams, and one of them would know the other's figures."""
        return self.figures.people >= ENOUGH_PEOPLE and self.teams >= ENOUGH_TEAMS


def beside(
    figures: BlockFigures,
    others: Others | None,
    bank: Bank,
    name: str,
    ours: str = "This review",
) -> Section | None:
    """Who showed understanding in these and in all reviews here, for 50 people or more."""
    if others is None or not others.enough or figures.people < Depth.COMPARISON:
        return None
    sentence = (
        f"All reviews here hold {others.figures.people} answers to this form from {others.teams} "
        "teams. What was opened since waits until three teams have opened something new, so that "
        "no team’s own figures can be told from it. Somebody who took part twice counts twice."
    )
    names = (ours, "All reviews here")
    return shares(figures, others.figures, bank, name, BESIDE, names, (sentence,))


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
    """The share who showed understanding in each (or ``said`` yes), with both intervals."""

    def count(strand: StrandFigures) -> Share:
        return share(strand.says_yes if said else strand.understands)

    theirs = dict(strands(second, bank))
    rows = [
        ComparisonRow(asked, count(strand), count(theirs[asked]))
        for asked, strand in strands(first, bank)
        if asked in theirs
    ]
    picture = Comparison(name, heading, min(first.people, second.people), rows, names)
    return Section(
        name,
        heading,
        tuple(sentences),
        ("Confidence question", *names),
        tuple(
            Row(row.label, (cell(picture, row.first), cell(picture, row.second))) for row in rows
        ),
        picture,
    )
