"""Two reviews of one lead side by side: two columns, and no figure of change.

Codes link nobody to an answer, so nobody knows who took part in both. A figure of change would need
the same people twice, or at least k who joined and k who left (measurement.md 5.3 P8, 5.6).
"""

from dataclasses import dataclass

from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams.results.comparison import shares
from quiz.teams.results.report import Section
from quiz.teams.results.turnout import Turnout
from quiz.vocabulary import set_name

WHY_NO_CHANGE = (
    lazy_gettext(
        "These are two results side by side, and not a change. The service does not know who took "
        "part in both, so that answers stay confidential."
    ),
    lazy_gettext(
        "Where the two bands overlap, do not say that one is higher. Where they do not, say "
        "“before” and “after”, not “effect”. The scenarios were different, and perhaps the people "
        "were, too. There was no group without training to compare with."
    ),
    lazy_gettext(
        "Fewer people who say yes are no failure. After good training, people often judge "
        "themselves more strictly."
    ),
)

NAMES = (lazy_gettext("First"), lazy_gettext("Second"))


@dataclass(frozen=True)
class ComparedReview:
    """One of the two reviews. figures: None while none of its blocks is opened. turnout: its first
    line is stated with the figures."""

    name: str
    form: str
    figures: BlockFigures | None
    turnout: Turnout


def obstacle(first: ComparedReview, second: ComparedReview) -> str:
    """Why the two cannot be shown side by side; empty if they can."""
    if first.form == second.form:
        return gettext(
            "Both reviews asked %(asked)s. The same scenarios twice show what people remember. "
            "Choose two reviews with different sets.",
            asked=set_name(first.form),
        )
    for side in (first, second):
        if side.figures is None:
            return gettext("No figures of “%(review)s” are open yet.", review=side.name)
        if side.figures.people < Depth.PERCENTAGES:
            return ngettext(
                "“%(review)s” has the answers of %(number)s person. Each review needs %(least)s or "
                "more. With fewer, the answers of one person who joined or left could be guessed.",
                "“%(review)s” has the answers of %(number)s people. Each review needs %(least)s or "
                "more. With fewer, the answers of one person who joined or left could be guessed.",
                side.figures.people,
                review=side.name,
                number=side.figures.people,
                least=int(Depth.PERCENTAGES),
            )
    return ""


def compared(first: ComparedReview, second: ComparedReview, bank: Bank) -> tuple[Section, ...]:
    """Who said yes, and who showed understanding, in each.

    Raises ValueError with the sentence of ``obstacle`` if there is one.
    """
    if first.figures is None or second.figures is None or obstacle(first, second):
        raise ValueError(obstacle(first, second))
    found, names = (first.figures, second.figures, bank), (str(NAMES[0]), str(NAMES[1]))
    return (
        shares(*found, "said", gettext("Who said yes"), names, (), said=True),
        shares(*found, "showed", gettext("Who showed understanding"), names, ()),
    )


def who(first: ComparedReview, second: ComparedReview) -> tuple[str, ...]:
    """How many answered in each, and what it does to a comparison."""
    sides = zip(NAMES, (first, second), strict=True)
    return (
        *(
            gettext(
                "%(which)s: “%(review)s”, %(asked)s. %(turnout)s",
                which=which,
                review=side.name,
                asked=set_name(side.form),
                turnout=side.turnout.first_line,
            )
            for which, side in sides
        ),
        gettext(
            "People saw their own result before they chose to send it. Where fewer sent theirs, "
            "those who did badly may be missing, and a share can differ for that reason alone."
        ),
    )
