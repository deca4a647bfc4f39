"""What is shown of the confidence questions: no number of so few that it points at somebody.

By exhaustion, as in ``test_small_rooms.py`` (measurement.md 5.7).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from openpyxl import load_workbook

from quiz.charts.lines import Change
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.workbook import workbook
from quiz.live.results.confidence import confidence_chart, rated
from quiz.live.results.summary import confidence_summary
from quiz.live.session.aggregate import (
    RATED,
    Confidence,
    Ratings,
    SessionAggregate,
    confidence,
    from_json,
    to_json,
)
from quiz.live.session.plan import FEWEST_FOR_A_CHART as FEWEST
from quiz.live.session.small_rooms import EXACT_FROM
from quiz.vocabulary import Answer, Moment, Strand
from tests.live.ended_session import BANK, PLAN, ended_aggregate
from tests.live.test_small_rooms import Room, rooms
from tests.live.text_of_files import files_of, text_of

AWARE, UNDERSTANDING, CASEWORK = Strand.AWARE, Strand.UNDERSTANDING, Strand.CASEWORK
NO, PARTLY, YES, NOT_MY_WORK = Answer
QUESTIONS = [(AWARE, "Aware?"), (UNDERSTANDING, "Understood?"), (CASEWORK, "Sure?")]
CELLS = ((NO, None), (NOT_MY_WORK, None), *((YES, understood) for understood in Answer))
"""What one person may say: whether they are aware, and, if so, whether they understand."""
Counts = Mapping[tuple[Strand, Answer], int]


def counts_of(room: Room) -> Counts:
    found: dict[tuple[Strand, Answer], int] = defaultdict(int)
    for (aware, understood), people in zip(CELLS, room, strict=True):
        found[AWARE, aware] += people
        if understood:
            found[UNDERSTANDING, understood] += people
    return found


@cache
def alike(people: int) -> Sequence[tuple[Counts, Sequence[Room]]]:
    """The rooms of this size by all that is shown of them, with the counts of one of them."""
    found: dict[str, list[Room]] = defaultdict(list)
    for room in rooms(people, len(CELLS)):
        answers = {key: n for key, n in counts_of(room).items() if n}
        kept = confidence(_people(room), {}, FEWEST)[Moment.BEFORE]
        chart = confidence_chart("Before", QUESTIONS, kept, FEWEST)
        assert chart == confidence_chart("Before", QUESTIONS, Confidence(people, answers), FEWEST)
        found[repr(chart)].append(room)
    return [(counts_of(same[0]), same) for same in found.values()]


def _people(room: Room) -> Ratings:
    everybody = [cell for cell, n in zip(CELLS, room, strict=True) for _ in range(n)]
    return {
        str(n): {AWARE: aware} | ({UNDERSTANDING: understood} if understood else {})
        for n, (aware, understood) in enumerate(everybody)
    }


def parts(cells: Collection[Any]) -> Iterator[frozenset[Any]]:
    """Some of these cells, but not all."""
    for size in range(1, len(cells)):
        yield from map(frozenset, combinations(cells, size))


def known(same: Iterable[Room], part: frozenset[int], own: int | None) -> set[int]:
    """How many others may be in these cells, for somebody in the cell ``own``, or in none."""
    return {
        sum(room[cell] for cell in part) - (own in part)
        for room in same
        if own is None or room[own]
    }


READERS = (None, *range(len(CELLS)))


def test_a22_the_confidence_questions_of_a_small_room_point_at_nobody(everything: bool) -> None:
    """In every room of this size, with every answer to “aware” and about their work."""
    for people in range(FEWEST, EXACT_FROM if everything else 8):
        for _, same in alike(people):
            for part in parts(range(len(CELLS))):
                for own in READERS:
                    others = people - (own is not None)
                    assert known(same, part, own) not in ({1}, {others - 1}), (same[0], part, own)


def test_a22_nor_does_a_question_that_few_of_a_larger_room_rated(everything: bool) -> None:
    """It may be known how many rated a question. Of them no part is known to be one, or all but
    one, if they are fewer than ten, or if the question depends on one that fewer than ten rated."""
    cells = {
        AWARE: {NO: {0}, YES: {2, 3, 4, 5}},
        UNDERSTANDING: {NO: {2}, PARTLY: {3}, YES: {4}},
    }
    tried = 0
    for people in range(EXACT_FROM, 13 if everything else 11):
        for counts, same in alike(people):
            rated_by = {s: sum(counts[s, one] for one in RATED) for s in cells}
            for strand, by_answer in cells.items():
                if min(rated_by[strand], rated_by[AWARE]) >= EXACT_FROM:
                    continue
                for some in parts(tuple(by_answer)):
                    part = frozenset[int]().union(*(by_answer[one] for one in some))
                    for own in READERS:
                        others = rated_by[strand] - (own in set().union(*by_answer.values()))
                        found, tried = known(same, part, own), tried + 1
                        assert found != {1}, (same[0], strand, some, own)
                        assert others < 2 or found != {others - 1}, (same[0], strand, some, own)
    assert tried > 1000


ROOM = [(YES, YES), *[(YES, NO)] * 5, *[(NO, None)] * 6]
"""Twelve people. Six of them are aware, and one of these understands."""


def ratings(work: Sequence[Answer], room: Sequence[tuple[Answer, Answer | None]] = ROOM) -> Ratings:
    return {
        str(n): {AWARE: aware, CASEWORK: said} | ({UNDERSTANDING: knows} if knows else {})
        for n, ((aware, knows), said) in enumerate(zip(room, work, strict=True))
    }


FEW, NONE = [NO] * 7 + [NOT_MY_WORK] * 5, [YES] * 4 + [NOT_MY_WORK] * 8


def ended(before: Ratings, after: Ratings) -> EndedSession:
    votes = ended_aggregate().scenarios
    aggregate = SessionAggregate(12, votes, confidence(before, after, FEWEST))
    stored = from_json(to_json(aggregate, {}))
    assert stored == aggregate
    return EndedSession(BANK, PLAN, stored, "A morning", date(2026, 11, 29))


def words_of(session: EndedSession) -> list[dict[Strand, str]]:
    """What the charts say of each question, before and after."""
    assert session.confidence
    strands = [one.strand for one in BANK.confidence]
    return [
        {
            strand: f"{bar.number} {bar.words}".strip()
            for strand, bar in zip(strands, chart.bars, strict=True)
        }
        for chart in session.confidence.charts
    ]


def test_a_question_that_few_rated_has_a_range_or_nothing() -> None:
    """“Does not apply to my work” makes no chart: four who rated it are too few."""
    session = ended(ratings(FEW), ratings(NONE))
    before, after = words_of(session)
    assert before[AWARE] == "12 answers: 6 yes, 0 partly, 6 no"
    assert before[UNDERSTANDING] == "Fewer than half of the 6 said yes"
    assert before[CASEWORK] == "Fewer than half of the 7 said yes"
    assert after[CASEWORK] == "Fewer than 5 answered this one"
    book = load_workbook(BytesIO(workbook(session, date(2026, 11, 29))))["Confidence"]
    rows = list(book.iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in rows[:3]] == [
        6,
        "fewer than half of the 6",
        "fewer than half of the 7",
    ]
    assert {row[n] for row in rows[1:3] for n in (2, 3, 5, 6)} == {""}


def test_a_question_that_depends_on_one_that_few_rated_is_not_shown() -> None:
    """Eight who were asked if they understand, of nine who rated whether they are aware: one No."""
    room = [*[(YES, NO)] * 8, (NO, None), (NOT_MY_WORK, None)]
    before, *_ = words_of(ended(ratings([YES] * 10, room), {}))
    assert before[AWARE] == "More than half of the 9 said yes"
    assert before[UNDERSTANDING] == "Not everybody is asked this one, and fewer than 10 answered"


def test_a_change_is_shown_of_a_question_that_the_same_people_rated() -> None:
    """The same twelve came back, but other people rated the question on casework."""
    more = [YES] * 6 + [NOT_MY_WORK] * 6
    session = ended(ratings(FEW), ratings(more, [*[(YES, YES)] * 6, *[(NO, None)] * 6]))
    assert session.confidence
    change = session.confidence.change
    assert isinstance(change, Change)
    asked = {one.strand: one.asked for one in BANK.confidence}
    rows = {row.label: (row.before.count.numbers, row.after.count.numbers) for row in change.rows}
    assert rows == {
        asked[AWARE]: ("6 of 12", "6 of 12"),
        asked[UNDERSTANDING]: ("0 to 2 of 6", "4 to 6 of 6"),
    }
    no_change = (
        f"Not the same people answered “{asked[CASEWORK]}” before and after, so nobody can say "
        "whether it changed."
    )
    assert session.confidence.cautions[0] == no_change
    for kind, text in text_of(files_of(session)).items():
        assert no_change in text, kind
    assert [str(line) for line in session.highlights.moved[1:]] == [
        f"{asked[UNDERSTANDING]} Fewer than half of the 6 said yes, then more than half."
    ]


def test_sums_from_before_the_rule_are_shown_by_it() -> None:
    """They have no list of the questions that the same people rated, and counts of few."""
    said = {
        (AWARE, YES): 12,
        (UNDERSTANDING, NO): 12,
        (CASEWORK, NO): 3,
        (CASEWORK, NOT_MY_WORK): 9,
    }
    old = Confidence(12, said, matched=True)
    text = to_json(SessionAggregate(12, confidence=dict.fromkeys(Moment, old)), {})
    found = from_json(text.replace(', "same": []', ""))
    assert found.confidence[Moment.BEFORE].same == {AWARE, UNDERSTANDING}
    assert rated(old, CASEWORK, FEWEST).instead == "Fewer than 5 answered this one"
    assert confidence_summary(BANK, found, FEWEST)


@pytest.mark.parametrize("aware", [NO, PARTLY, YES])
def test_a_small_room_has_the_same_words_whoever_is_not_aware(aware: Answer) -> None:
    room = [*[(YES, YES)] * 5, (aware, None if aware == NO else NO)]
    before, *_ = words_of(ended(ratings([NO] * 6, room), {}))
    assert before[UNDERSTANDING] == "Not everybody is asked this one, and fewer than 10 answered"
    book = load_workbook(BytesIO(workbook(ended(ratings([NO] * 6, room), {}), date(2026, 11, 29))))
    rows = list(book["Confidence"].iter_rows(min_row=2, values_only=True))
    assert rows[1][2:] == ("", "", "", "", before[UNDERSTANDING])


def test_the_chart_of_confidence() -> None:
    found = {(AWARE, YES): 12, (AWARE, NO): 3, (CASEWORK, PARTLY): 11, (CASEWORK, NOT_MY_WORK): 4}
    chart = confidence_chart("Before", QUESTIONS, Confidence(15, found), FEWEST)
    assert [(bar.count, bar.words) for bar in chart.bars] == [
        (15, "answers: 12 yes, 0 partly, 3 no"),
        (0, "Fewer than 5 answered this one"),
        (11, "answers: 0 yes, 11 partly, 0 no"),
    ]
    assert chart.bars[1].counts == {}
