"""Steps that skip pages store exactly what the pages store."""

import pytest
from flask import Flask

from quiz.answers.models import Attempt, Rating, Response, SurveyAnswer
from tests.conftest import Stored
from tests.selfcheck.steps import finish, reach_scenarios, walk, walk_to_scenarios
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

FULL = [(False, "4"), (True, "1"), *[(True, "3")] * 10]
SHORT = [(True, "2")] * 4
CASES = [("full", "end", FULL), ("short", "each", SHORT)]


def rows(stored: Stored, attempt: str) -> list[tuple[object, ...]]:
    """What is stored of an attempt, without its id. A wrong option may be any wrong one."""
    (found,) = (one for one in stored(Attempt) if one.id == attempt)
    columns = [column.key for column in Attempt.__mapper__.column_attrs if column.key != "id"]
    survey, ratings, responses = (
        [one for one in stored(table) if one.attempt_id == attempt]
        for table in (SurveyAnswer, Rating, Response)
    )
    own = [(name, getattr(found, name)) for name in columns]
    return [
        *own,
        *sorted((a.question, a.answer) for a in survey),
        *sorted((r.strand, r.moment, r.answer) for r in ratings),
        *sorted((r.item, r.revision, r.certainty, r.look_up) for r in responses),
    ]


@pytest.mark.parametrize(("length", "feedback", "answers"), CASES)
def test_a_stored_check_has_the_rows_of_a_walked_one(
    app: Flask, stored: Stored, length: str, feedback: str, answers: list[tuple[bool, str]]
) -> None:
    found = []
    for reach, answer in ((walk_to_scenarios, to_end), (reach_scenarios, finish)):
        known = {one.id for one in stored(Attempt)}
        visitor = reach(Visitor(app), length=length, feedback=feedback)
        assert visitor.path == "/check/scenario/1"
        answer(visitor, answers)
        assert visitor.path == "/check/feedback"
        (new,) = {one.id for one in stored(Attempt)} - known
        score = visitor.words.partition("You got ")[2][:8]
        found.append((rows(stored, new), score, cookie_keys(visitor)))
    assert found[0] == found[1]
    assert len(stored(Response)) == 2 * len(answers)
    assert len(stored(Rating)) == 8
    assert stored(SurveyAnswer) == []


def to_end(visitor: Visitor, answers: list[tuple[bool, str]]) -> Visitor:
    return walk(visitor, answers).send()


def cookie_keys(visitor: Visitor) -> set[str]:
    with visitor.client.session_transaction() as cookie:
        return set(cookie)
