"""Suggestions: three topics to train first, and what to read for them (decision 13).

The order uses published figures only. It is an order of topics, never of people or teams.
"""

from collections.abc import Iterator, Sequence

from quiz.analysis.ranges import ends
from quiz.bank.sources import Checked
from quiz.charts.lines import TopicRow, Topics
from quiz.languages.sentences import gettext, ngettext
from quiz.teams.results.report import SuggestedReading, Suggestion
from quiz.teams.results.topics import TopicFigures, expected_words, right_words

TOPICS = 3
MOST_READINGS = 3
NOT_URGENT = 65
"""Percent right from which a topic is not called urgent."""

Key = tuple[bool, float, float, float]


def suggestions(topics: Sequence[TopicFigures], people: int) -> tuple[Suggestion, ...]:
    """Three of these topics, which are in the order of their letters.

    Urgent ones first; then sorted by how far people were surer than right (the nearer end of the
    gap's interval), then by the share of sure answers that were certainly wrong, then by the
    smallest possible maximum of right answers. Equal topics stay in their order."""
    found = sorted(topics, key=lambda one: _key(one, people))
    return tuple(_suggestion(one, people) for one in found[:TOPICS])


def _key(found: TopicFigures, people: int) -> Key:
    wrong, right = found.sure_but_wrong, found.answers.right
    return (
        not urgent(found, people),
        -surer_by(found, people),
        -(wrong.low / wrong.of if wrong.of else 0.0),
        right.high / right.of,
    )


def urgent(found: TopicFigures, people: int) -> bool:
    """Whether fewer than 65 % were right. If the known range lies on both sides of 65 %: whether
    people were surer than right, or more than a quarter of the sure answers were wrong (to be
    fairly sure is to expect no more)."""
    right = found.answers.right
    if not right.shown or 100 * right.low >= NOT_URGENT * right.of:
        return False
    if 100 * right.high < NOT_URGENT * right.of:
        return True
    wrong = found.sure_but_wrong
    return surer_by(found, people) > 0 or 4 * wrong.low > wrong.of


def surer_by(found: TopicFigures, people: int) -> float:
    """The nearer end of the gap in points, if people were surer than right; otherwise 0."""
    chart, row = _chart_row(found, people)
    gap, band, stated = chart.gap(row), chart.band(row.right), chart.stated(row)
    return stated.x1 - band.x2 if gap and gap.over and band and stated else 0.0


def _chart_row(found: TopicFigures, people: int) -> tuple[Topics, TopicRow]:
    row = TopicRow(found.topic.title, found.right, found.answers.stated)
    return Topics("one", "", people, [row]), row


def _suggestion(found: TopicFigures, people: int) -> Suggestion:
    first = urgent(found, people)
    why = [_why(found, people)]
    if not first and found.answers.right.shown:
        why.append(gettext("It is not urgent."))
    if len(found.asked) == 1:
        why.append(gettext("This rests on one scenario."))
    return Suggestion(
        found.topic.id,
        found.topic.title,
        found.label,
        " ".join(why),
        tuple(readings(found)),
        first,
        found.topic.language,
    )


def _why(found: TopicFigures, people: int) -> str:
    """The figure that puts the topic here, in words."""
    chart, row = _chart_row(found, people)
    gap = chart.gap(row)
    if gap and gap.over:
        likely = gettext("The gap is likely %(points)s.", points=gap.points)
        return f"{expected_words(chart, row)} {right_words(chart, row)} {likely}"
    wrong, right = found.sure_but_wrong, found.answers.right
    if wrong.low:
        return ngettext(
            "Of %(number)s sure answer, %(wrong)s was wrong.",
            "Of %(number)s sure answers, %(wrong)s were wrong.",
            wrong.of,
            number=wrong.of,
            wrong=ends(str(wrong.low), str(wrong.high)),
        )
    if right.shown and 100 * right.high < NOT_URGENT * right.of:
        return gettext("%(count)s answers were right.", count=right.numbers)
    if right.shown:
        return gettext(
            "Nothing stands out here: %(count)s answers were right.", count=right.numbers
        )
    return gettext("Too little is known here to give a reason.")


def readings(found: TopicFigures) -> Iterator[SuggestedReading]:
    """The places in the guidance that the topic's scenarios cite, national and local, each once."""
    pointers = [pointer for one in found.asked for pointer in one.item.pointers]
    for pointer in list(dict.fromkeys(pointers))[:MOST_READINGS]:
        source = pointer.source
        yield SuggestedReading(
            source.title,
            pointer.place,
            pointer.says,
            pointer.address,
            pointer.checked.words,
            pointer.checked is Checked.NOT_CHECKED,
        )
