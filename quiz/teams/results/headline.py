"""The first lines of a report: who answered, where people were surer than right, where to start.

The rules for a gap are those of the charts (measurement.md 3.8). Pure.
"""

from collections.abc import Sequence
from dataclasses import replace

from quiz.charts.lines import Topics
from quiz.languages.number_words import in_words
from quiz.languages.sentences import lazy_gettext, ngettext
from quiz.teams.results.report import Section, Suggestion
from quiz.teams.results.turnout import Turnout

MOST_NAMED = 3
MOST_ROWS = 5
TEAM_SURER = (
    lazy_gettext("Your team is surer than it is right about %(number)s of %(of)s topics."),
    lazy_gettext("Your team is surer than it is right about all %(number)s topics."),
)
"""About some of the topics, and about all of them; more than three, so always several."""
THEY_SURER = (
    lazy_gettext(
        "Those who answered are surer than they are right about %(number)s of %(of)s topics."
    ),
    lazy_gettext("Those who answered are surer than they are right about all %(number)s topics."),
)
TEAM_MORE_RIGHT = (
    lazy_gettext("Your team is more right than it is sure about %(number)s of %(of)s topics."),
    lazy_gettext("Your team is more right than it is sure about all %(number)s topics."),
)
THEY_MORE_RIGHT = (
    lazy_gettext(
        "Those who answered are more right than they are sure about %(number)s of %(of)s topics."
    ),
    lazy_gettext(
        "Those who answered are more right than they are sure about all %(number)s topics."
    ),
)


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
        return ngettext(
            "No clear gap: %(number)s person is too few to tell.",
            "No clear gap: %(number)s people are too few to tell.",
            topics.people,
            number=topics.people,
        )
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
    line = _surer if surer else _more_right
    return line(found, topics, of_team=of_team)


def _surer(found: Sequence[str], topics: int, *, of_team: bool) -> str:
    many = len(found)
    number, named = in_words(many), "; ".join(found)
    if many > MOST_NAMED:
        words = (TEAM_SURER if of_team else THEY_SURER)[many == topics]
        return words % {"number": number, "of": in_words(topics)}
    if of_team:
        return ngettext(
            "Your team is surer than it is right about %(number)s topic: %(topics)s.",
            "Your team is surer than it is right about %(number)s topics: %(topics)s.",
            many,
            number=number,
            topics=named,
        )
    return ngettext(
        "Those who answered are surer than they are right about %(number)s topic: %(topics)s.",
        "Those who answered are surer than they are right about %(number)s topics: %(topics)s.",
        many,
        number=number,
        topics=named,
    )


def _more_right(found: Sequence[str], topics: int, *, of_team: bool) -> str:
    many = len(found)
    number, named = in_words(many), "; ".join(found)
    if many > MOST_NAMED:
        words = (TEAM_MORE_RIGHT if of_team else THEY_MORE_RIGHT)[many == topics]
        return words % {"number": number, "of": in_words(topics)}
    if of_team:
        return ngettext(
            "Your team is more right than it is sure about %(number)s topic: %(topics)s.",
            "Your team is more right than it is sure about %(number)s topics: %(topics)s.",
            many,
            number=number,
            topics=named,
        )
    return ngettext(
        "Those who answered are more right than they are sure about %(number)s topic: %(topics)s.",
        "Those who answered are more right than they are sure about %(number)s topics: %(topics)s.",
        many,
        number=number,
        topics=named,
    )


def start_line(suggested: Sequence[Suggestion], named: Sequence[str] = ()) -> str:
    """The topics to start with: the urgent ones, if there are any. named: the labels that the line
    before has; the same topics are not named again."""
    urgent = [one for one in suggested if one.urgent]
    many, titles = len(urgent or suggested), "; ".join(one.title for one in urgent or suggested)
    if urgent and {one.label for one in urgent} == set(named):
        return ngettext("Start with this one.", "Start with these.", many)
    if urgent:
        return ngettext(
            "Start with this one: %(topics)s.",
            "Start with these: %(topics)s.",
            many,
            topics=titles,
        )
    if not suggested:
        return ""
    return ngettext(
        "No topic is urgent. If you have time, start with this one: %(topics)s.",
        "No topic is urgent. If you have time, start with these: %(topics)s.",
        many,
        topics=titles,
    )


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
