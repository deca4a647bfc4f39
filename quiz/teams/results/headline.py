"""The first lines of a report: who answered, where people were surer than right, where to start.

The rules for a gap are those of the charts (measurement.md 3.8). Pure.
"""

from collections.abc import Sequence
from dataclasses import replace

from quiz.charts.lines import Topics
from quiz.number_words import in_words
from quiz.teams.results.report import Section, Suggestion
from quiz.teams.results.topics import TopicFigures
from quiz.teams.results.turnout import Turnout

MOST_ROWS = 5


def headline(turnout: Turnout, topics: Topics, suggested: Sequence[Suggestion]) -> tuple[str, ...]:
    """The first lines, in their order."""
    lines = (turnout.first_line, gap_line(topics, turnout.most), start_line(suggested))
    return tuple(line for line in lines if line)


def gap_line(topics: Topics, of_team: bool) -> str:
    """The topics with a clear gap, which is one whose interval excludes 0.

    of_team: whether so many answered that the line may speak of the team.
    """
    gaps = [(row.label, gap.over) for row in topics.rows if (gap := topics.gap(row))]
    surer = [label for label, over in gaps if over]
    if not gaps:
        return f"No clear gap: {topics.people} people are too few to tell."
    about = _topics(surer or [label for label, _ in gaps])
    if of_team:
        words = "surer than it is right" if surer else "more right than it is sure"
        return f"Your team is {words} about {about}"
    words = "surer than they are right" if surer else "more right than they are sure"
    return f"Those who answered are {words} about {about}"


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


def overview(
    found: Sequence[TopicFigures], topics: Topics, suggested: Sequence[Suggestion]
) -> Section | None:
    """A chart of at most five topics: the suggested ones, then those with the widest gaps.

    It has no table: the section of all topics has each of its figures. None without topics.
    """
    if not found:
        return None
    labels = {one.topic.id: one.label for one in found}
    first = [labels[one.letter] for one in suggested]
    others = [row.label for row in topics.rows if row.label not in first]
    chosen = [*first, *others][:MOST_ROWS]
    rows = [row for row in topics.rows if row.label in chosen]
    chart = replace(topics, id="overview", rows=rows, tabled=False)
    return Section(chart.id, chart.caption, chart=chart)
