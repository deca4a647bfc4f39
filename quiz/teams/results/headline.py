"""The first lines of a report: who answered, where people were surer than right, where to start.

The rules for a gap are those of the charts (measurement.md 3.8). Pure.
"""

from collections.abc import Sequence
from dataclasses import replace

from quiz.charts.lines import Topics
from quiz.number_words import in_words
from quiz.teams.results.report import Section, Suggestion
from quiz.teams.results.turnout import Turnout

MOST_NAMED = 3
MOST_ROWS = 5


def headline(turnout: Turnout, topics: Topics, suggested: Sequence[Suggestion]) -> tuple[str, ...]:
    """The first lines, in their order."""
    gaps = [(row.label, gap.over) for row in topics.rows if (gap := topics.gap(row))]
    surer = [label for label, over in gaps if over]
    more_right = [label for label, over in gaps if not over]
    if surer or more_right:
        second = gap_line(surer, more_right, len(topics.rows), of_team=turnout.most)
    else:
        second = f"No clear gap: {topics.people} people are too few to tell."
    return tuple(filter(None, (turnout.first_line, second, start_line(suggested, surer))))


def gap_line(surer: Sequence[str], more_right: Sequence[str], topics: int, *, of_team: bool) -> str:
    """The topics with a clear gap, which is one whose interval excludes 0; more than three are
    counted, not named.

    topics: how many there are. of_team: whether so many answered that the line may speak of the
    team.
    """
    found = surer or more_right
    if len(found) <= MOST_NAMED:
        many = "topic" if len(found) == 1 else "topics"
        about = f"{in_words(len(found))} {many}: {'; '.join(found)}."
    elif len(found) == topics:
        about = f"all {in_words(topics)} topics."
    else:
        about = f"{in_words(len(found))} of {in_words(topics)} topics."
    if of_team:
        words = "surer than it is right" if surer else "more right than it is sure"
        return f"Your team is {words} about {about}"
    words = "surer than they are right" if surer else "more right than they are sure"
    return f"Those who answered are {words} about {about}"


def start_line(suggested: Sequence[Suggestion], named: Sequence[str] = ()) -> str:
    """The topics to start with: the urgent ones, if there are any. named: the labels that the line
    before has; the same topics are not named again."""
    urgent = [one for one in suggested if one.urgent]
    if urgent and {one.label for one in urgent} == set(named):
        return "Start with this one." if len(urgent) == 1 else "Start with these."
    if urgent:
        return f"Start with {_titles(urgent)}."
    if not suggested:
        return ""
    return f"No topic is urgent. If you have time, start with {_titles(suggested)}."


def _titles(suggested: Sequence[Suggestion]) -> str:
    which = "this one" if len(suggested) == 1 else "these"
    return f"{which}: {'; '.join(one.title for one in suggested)}"


def overview(topics: Topics, suggested: Sequence[Suggestion]) -> Section | None:
    """A chart of at most five topics: the suggested ones, then those with the widest gaps.

    It has no table: the section of all topics has each of its figures. None without topics.
    """
    if not topics.rows:
        return None
    first = [one.label for one in suggested]
    others = [row.label for row in topics.rows if row.label not in first]
    chosen = [*first, *others][:MOST_ROWS]
    rows = [row for row in topics.rows if row.label in chosen]
    chart = replace(topics, id="overview", rows=rows, tabled=False)
    return Section(chart.id, chart.caption, chart=chart)
