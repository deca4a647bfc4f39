"""Which three topics to train first, and what to read for them (decision 13).

The order follows published figures only, and it is an order of topics: never of people or teams.
"""

from collections.abc import Iterator

from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.bank.sources import Checked
from quiz.charts.lines import TopicRow, Topics
from quiz.teams.telling.topics import Found, topics_of
from quiz.teams.telling.values import Reading, Suggestion

TOPICS = 3
MOST_READINGS = 3
WELL_KNOWN = 2 / 3

Key = tuple[float, float, float]


def suggestions(figures: BlockFigures, bank: Bank) -> tuple[Suggestion, ...]:
    """Three topics: first those where people were surer than right, by the nearer end of the gap's
    interval; then by how many of the sure answers were wrong for certain; then by how few can be
    right at most. Topics that are equal stay in their own order."""
    found = sorted(topics_of(figures, bank), key=lambda one: _key(one, figures.people))
    return tuple(_suggestion(one, figures.people) for one in found[:TOPICS])


def _key(found: Found, people: int) -> Key:
    wrong, right = found.sure_but_wrong, found.answers.right
    return (
        -surer_by(found, people),
        -(wrong.low / wrong.of if wrong.of else 0.0),
        right.high / right.of,
    )


def surer_by(found: Found, people: int) -> float:
    """The least by which people were surer than right, in points; 0 where that is not named."""
    picture, row = _drawn(found, people)
    gap, band, stated = picture.gap(row), picture.band(row.right), picture.stated(row)
    return stated.x1 - band.x2 if gap and gap.over and band and stated else 0.0


def _drawn(found: Found, people: int) -> tuple[Topics, TopicRow]:
    row = TopicRow(found.topic.title, found.right, found.answers.mean_certainty)
    return Topics("one", "", people, [row]), row


def _suggestion(found: Found, people: int) -> Suggestion:
    return Suggestion(
        found.topic.id, found.topic.title, _why(found, people), tuple(readings(found))
    )


def _why(found: Found, people: int) -> str:
    """What in the figures puts it here, in words."""
    picture, row = _drawn(found, people)
    gap = picture.gap(row)
    if gap and gap.over:
        return f"Here people were {gap.words} ({gap.likely})."
    wrong, right = found.sure_but_wrong, found.answers.right
    if wrong.low:
        return f"Of the answers people were sure of, {wrong.numbers} were wrong."
    if right.shown and right.high < WELL_KNOWN * right.of:
        return f"{right.numbers} answers were right."
    if right.shown:
        return f"Nothing stands out here; it comes next with {right.numbers} answers right."
    return "Too little is shown to say why; it comes next in the order of the topics."


def readings(found: Found) -> Iterator[Reading]:
    """What the topic's scenarios point to: each place once, national sources and local ones."""
    pointers = [pointer for one in found.asked for pointer in one.item.pointers]
    for pointer in list(dict.fromkeys(pointers))[:MOST_READINGS]:
        source = pointer.source
        yield Reading(
            source.title,
            pointer.place,
            pointer.says,
            source.url,
            pointer.checked.words,
            pointer.checked is Checked.NOT_CHECKED,
        )
