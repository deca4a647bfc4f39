"""The first lines of a report: who answered, where people were surer than right, where to start.

The rules for a gap are those of the charts (measurement.md 3.8). Pure.
"""

from collections.abc import Sequence

from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.number_words import in_words
from quiz.teams.results.report import Section, Suggestion
from quiz.teams.results.topics import heading, topics_chart, topics_of
from quiz.teams.results.turnout import Turnout

MOST_ROWS = 5


def gap_line(surer: Sequence[str], more_right: Sequence[str], people: int) -> str:
    """The topics with a clear gap; surer, more_right: their titles. A clear gap is one whose
    interval excludes 0."""
    if surer:
        return f"Your team is surer than it is right about {_topics(surer)}"
    if more_right:
        return f"Your team is more right than it is sure about {_topics(more_right)}"
    return f"No clear gap: {people} people are too few to tell."


def start_line(suggested: Sequence[Suggestion]) -> str:
    """The topics to start with: the urgent ones, if there are any."""
    if urgent := [one.title for one in suggested if one.urgent]:
        return f"Start with these: {'; '.join(urgent)}."
    if not suggested:
        return ""
    titles = "; ".join(one.title for one in suggested)
    return f"No topic is urgent. If you have time, start with these: {titles}."


def _topics(titles: Sequence[str]) -> str:
    many = "topic" if len(titles) == 1 else "topics"
    return f"{in_words(len(titles))} {many}: {'; '.join(titles)}."


def headline(
    turnout: Turnout, figures: BlockFigures, bank: Bank, suggested: Sequence[Suggestion]
) -> tuple[str, ...]:
    """The first lines, in their order."""
    chart = topics_chart(topics_of(figures, bank), "gaps", figures.people)
    gaps = [(row.label, chart.gap(row)) for row in chart.rows]
    surer = [label for label, gap in gaps if gap and gap.over]
    more_right = [label for label, gap in gaps if gap and not gap.over]
    lines = (
        turnout.first_line,
        gap_line(surer, more_right, figures.people),
        start_line(suggested),
    )
    return tuple(line for line in lines if line)


def overview(
    figures: BlockFigures, bank: Bank, suggested: Sequence[Suggestion], name: str
) -> Section | None:
    """A chart of at most five topics: the suggested ones, then those with the widest gaps.

    It has no table: the section of all topics has each of its figures. None without topics.
    """
    found = topics_of(figures, bank)
    if not found:
        return None
    letters = [one.letter for one in suggested]
    by_gap = {row.label: n for n, row in enumerate(topics_chart(found, name, figures.people).rows)}
    found.sort(
        key=lambda one: (
            letters.index(one.topic.id) if one.topic.id in letters else len(letters),
            by_gap[one.label],
        )
    )
    chart = topics_chart(found[:MOST_ROWS], name, figures.people, tabled=False)
    return Section(name, heading(figures.people), chart=chart)
