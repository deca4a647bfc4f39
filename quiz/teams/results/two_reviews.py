"""Two reviews of one lead side by side: two columns, and no figure of change.

Codes link nobody to an answer, so nobody knows who took part in both. A figure of change would need
the same people twice, or at least k who joined and k who left (measurement.md 5.3 P8, 5.6).
"""

from dataclasses import dataclass

from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.teams.results.comparison import shares
from quiz.teams.results.report import Section
from quiz.vocabulary import set_name

WHY_NO_CHANGE = (
    "These are two results side by side, and not a change: the service does not know who took "
    "part in both, and that keeps people’s answers confidential.",
    "Where the two bands overlap, do not say that one is higher. Where they do not, say “before” "
    "and “after”, not “effect”: other scenarios were asked, perhaps of other people, and there "
    "was no untrained group to compare with.",
    "A share that falls is no failure. After good training people often judge themselves more "
    "strictly.",
)

NAMES = ("First", "Second")


@dataclass(frozen=True)
class ComparedReview:
    """One of the two reviews. figures: None while none of its blocks is opened."""

    name: str
    form: str
    figures: BlockFigures | None


def obstacle(first: ComparedReview, second: ComparedReview) -> str:
    """Why the two cannot be shown side by side; empty if they can."""
    if first.form == second.form:
        return (
            f"Both reviews asked {set_name(first.form)}. The same scenarios twice show what people "
            "remember, so only reviews with different sets are put side by side."
        )
    for side in (first, second):
        if side.figures is None:
            return f"No figures of “{side.name}” are open yet."
        if side.figures.people < Depth.PERCENTAGES:
            return (
                f"“{side.name}” has {side.figures.people} people’s answers. Two reviews are put "
                f"side by side from {int(Depth.PERCENTAGES)} people each: with fewer, one person "
                "who joins or leaves could be guessed."
            )
    return ""


def compared(first: ComparedReview, second: ComparedReview, bank: Bank) -> tuple[Section, ...]:
    """Who said yes, and who showed understanding, in each.

    Raises ValueError with the sentence of ``obstacle`` if there is one.
    """
    if first.figures is None or second.figures is None or obstacle(first, second):
        raise ValueError(obstacle(first, second))
    who = tuple(
        f"{which}: {side.name}, {set_name(side.form)}, {side.figures.people} people."
        for which, side in zip(NAMES, (first, second), strict=True)
        if side.figures
    )
    found = first.figures, second.figures, bank
    return (
        shares(*found, "said", "Who said yes", NAMES, who, said=True),
        shares(*found, "showed", "Who showed understanding", NAMES, who),
    )
