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
    """The first lines, in their order. Topics stand in the order of the suggestions."""
    order = [one.label for one in suggested]
    second = second_line(topics, order, of_team=turnout.most)
    return tuple(filter(None, (turnout.first_line, second, start_line(suggested, surer(topics)))))


def surer(topics: Topics) -> list[str]:
    """The topics about which people are surer than right, by a clear gap."""
    return [row.label for row in topics.rows if (gap := topics.gap(row)) and gap.over]


def second_line(topics: Topics, order: Sequence[str], *, of_team: bool) -> str:
    """Where there is a clear gap, which is one whose interval excludes 0. order: the labels of the
    topics that come first. of_team: see ``gap_line``."""
    rows = sorted(topics.rows, key=lambda row: _place(order, row.label))
    gaps = [(row.label, gap.over) for row in rows if (gap := topics.gap(row))]
    if not gaps:
        return f"No clear gap: {topics.people} people are too few to tell."
    over, under = ([label for label, more in gaps if more is side] for side in (True, False))
    return gap_line(over, under, len(rows), of_team=of_team)


def _place(order: Sequence[str], label: str) -> int:
    """The place of a label; those that are not in the order come after it."""
    return order.index(label) if label in order else len(order)


def gap_line(surer: Sequence[str], more_right: Sequence[str], topics: int, *, of_team: bool) -> str:
    """The topics with a clear gap; more than three are counted, not named.

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
    """A chart of at most five topics: the suggested ones in their order, then those with the widest
    gaps.

    It has no table: the section of all topics has each of its figures. None without topics.
    """
    if not topics.rows:
        return None
    order = [one.label for one in suggested]
    rows = sorted(topics.rows, key=lambda row: _place(order, row.label))[:MOST_ROWS]
    chart = replace(topics, id="overview", rows=rows, tabled=False)
    return Section(chart.id, chart.caption, chart=chart)
