"""Right answers among the sure ones and among the others (measurement.md 3.4), for 20 people."""

from functools import reduce
from operator import add

from quiz.analysis.clusters import design_effect
from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import BlockFigures
from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import Range, interval
from quiz.charts.lines import TopicRow, Topics
from quiz.charts.shares import Share
from quiz.languages.sentences import gettext
from quiz.teams.results.confidence import widened
from quiz.teams.results.report import Section
from quiz.teams.results.topics import topics_section


def certainty(figures: BlockFigures, name: str, t: int) -> Section | None:
    """Sure answers beside the others; None below 20 people.

    Both follow from the figures of the scenarios. The margin ``t`` is applied to them again.
    """
    if figures.people < Depth.TABLE or not figures.items:
        return None
    each = figures.items.values()
    together = reduce(add, each)
    sure = reduce(add, (one.right_if_sure for one in each))
    others = reduce(add, (one.right_if_not for one in each))
    stated, of_others = together.stated_if_sure, together.stated_if_not
    rows = [
        TopicRow(gettext("Sure: fairly or very"), _share(sure, t, len(each)), stated),
        TopicRow(gettext("Not sure: unsure or guessing"), _share(others, t, len(each)), of_others),
    ]
    heading = gettext("How sure people were, and how right")
    return topics_section(Topics(name, heading, figures.people, rows, subject=gettext("How sure")))


def _share(right: Range, t: int, each: int) -> Share:
    """The number of people behind the answers is not stored. If each gave all of theirs alike, the
    answers are correlated most; the interval assumes that, and so is the widest."""
    found = widened(right, t)
    return Share(found, interval(found, wilson, float(design_effect(each, each**2))))
