"""One person's answers are in one box, ever, and only their first answers (rule P1)."""

import pytest
from flask import Flask
from sqlalchemy import text

from quiz.answers.models import Attempt
from quiz.storage.database import Database
from quiz.teams.models import PendingSubmission
from tests.conftest import Stored
from tests.selfcheck.steps import answer, reach_answers
from tests.teams import actions
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases
USED = "A copy of this check cannot go into a box"
SEEN = "You cannot begin on this set of scenarios in this browser"
OFFERED = ["Use my five words", "I am somebody else"]


def two_codes(database: Database, *leads: str) -> list[str]:
    """The first code of a review of each lead."""
    reviews = [actions.made(database, lead, actions.wanted(8)) for lead in leads]
    return [actions.codes_of(database, review)[0][1] for review in reviews]


@pytest.fixture
def other(database: Database) -> str:
    return actions.lead(database, "other@example.org")


def pages_say_one_box(visitor: Visitor, code: str) -> None:
    visitor.get(f"/review/{code}")
    assert "Your answers can go into one box only" in visitor.words


def test_a19_the_same_check_cannot_go_into_a_second_box(
    app: Flask, database: Database, lead: str, other: str, stored: Stored
) -> None:
    """The attack: review 1 and review 2 on one form, and “Go on with the check in this browser”."""
    one, two = two_codes(database, lead, other)
    pages_say_one_box(Visitor(app), one)
    visitor = actions.until_submission(app, one)
    assert "This check cannot go into another box later" in visitor.words
    visitor.send()
    visitor.get(f"/review/{two}")
    assert SEEN in visitor.words
    assert "review on another set" in visitor.words
    assert actions.buttons(visitor) == OFFERED
    # The request without the page's button adds nothing either.
    token = Visitor(app).get(f"/review/{two}").filled_in()
    for pressed in ({"carry_on": "yes"}, {}):
        visitor.post(f"/review/{two}", {**token, **csrf(visitor), **pressed})
        assert visitor.path == f"/review/{two}"
    assert len(stored(PendingSubmission)) == 1
    assert len(stored(Attempt)) == 1


def csrf(visitor: Visitor) -> dict[str, str]:
    """The token of another page of this browser."""
    return {"csrf_token": Visitor.filled_in(visitor.get("/check/leave"))["csrf_token"]}


def test_nor_in_another_browser_with_a_return_code(
    app: Flask, database: Database, lead: str, other: str, stored: Stored
) -> None:
    one, two = two_codes(database, lead, other)
    visitor = actions.until_submission(app, one).send()
    words = visitor.get("/check/save").send().page.select_one("#return-code")
    assert words
    elsewhere = Visitor(app).get("/check/return").send(code=words.get_text())
    elsewhere.get(f"/review/{two}")
    assert SEEN in elsewhere.words
    assert actions.buttons(elsewhere) == OFFERED
    # Opened first, and then the check is fetched: the box refuses it.
    third = Visitor(app).get(f"/review/{two}").send()
    third.get("/check/return").send(code=words.get_text())
    third.get("/review/put-in")
    assert USED in third.words
    assert len(stored(PendingSubmission)) == 1


def test_a_check_taken_again_after_the_best_answers_is_for_oneself(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    """The first answers count, also if they were given before the invitation."""
    (code,) = two_codes(database, lead)
    visitor = Visitor(app).get("/").send(length="full", device="own")
    actions.answers_everything(visitor, right=False)
    visitor.get(f"/review/{code}")
    assert "The first answers count" in visitor.words
    assert actions.buttons(visitor) == ["Go on with the check in this browser"]
    actions.answers_everything(visitor.get("/").send(length="full", scenarios="A"))  # again
    visitor.get(f"/review/{code}")
    assert SEEN in visitor.words
    assert actions.buttons(visitor) == OFFERED
    assert sorted(row.copy_allowed for row in stored(Attempt)) == [False, True]
    # Somebody else at this machine begins anew.
    visitor.get("/check/leave").send().get(f"/review/{code}")
    assert SEEN not in visitor.words
    actions.answers_everything(visitor.send()).get("/review/put-in").send()
    assert visitor.path == "/review/is-in"
    assert len(stored(PendingSubmission)) == 1


@pytest.mark.parametrize("how", [{"feedback": "each"}, {"length": "short"}])
def test_any_look_at_the_best_answers_of_the_form_counts(
    app: Flask, database: Database, lead: str, how: dict[str, str]
) -> None:
    (code,) = two_codes(database, lead)
    visitor = Visitor(app).get("/").send(**{"length": "full", **how})
    if "feedback" in how:
        answer(visitor.send(aware="no", casework="no", asking="no"))
        visitor.get("/").send(whose="set-aside")
    else:
        actions.answers_everything(visitor)
    assert SEEN in visitor.get(f"/review/{code}").words
    assert actions.buttons(visitor) == OFFERED


def test_a_used_code_uses_up_the_check_all_the_same(
    app: Flask, database: Database, lead: str, other: str, stored: Stored
) -> None:
    """Otherwise the check of the second person would show that the code was used before."""
    code, elsewhere = two_codes(database, lead, other)
    seen = []
    for _ in range(2):
        visitor = actions.until_submission(app, code).send()
        seen += [[visitor.words, visitor.get(f"/review/{elsewhere}").words]]
    assert seen[0] == seen[1]
    assert {row.copy_allowed for row in stored(Attempt)} == {False}
    assert len(stored(PendingSubmission)) == 1


def test_the_tables_show_no_attempt_that_was_written_with_the_box(
    app: Flask, database: Database, lead: str
) -> None:
    """On PostgreSQL each row has the transaction that last wrote it. All checks on the form that
    were finished in the review's days have the one that wrote the box, sent or not."""
    (code,) = two_codes(database, lead)
    for _ in range(3):
        actions.until_submission(app, code)  # finished, and not sent
    actions.until_submission(app, code).send()
    with database.begin(writes=False) as session:
        if session.get_bind().dialect.name == "sqlite":
            return  # it keeps no such number, and no order: tests/answers/test_models.py
        written = session.execute(text("SELECT DISTINCT xmin::text FROM attempt")).all()
        box = session.execute(text("SELECT DISTINCT xmin::text FROM submission")).all()
    assert len(written) == 1
    assert written == box


def test_what_was_asked_after_the_scenarios_is_not_submitted(
    app: Flask, database: Database, lead: str
) -> None:
    """The figures say that people were asked before (measurement.md 1.5)."""
    review = actions.made(database, lead, actions.wanted(8, about_you=True))
    code = actions.codes_of(database, review)[0][1]
    visitor = reach_answers(Visitor(app)).get("/check/about")
    visitor.send(uses="yes", looked="no").send()
    visitor.get("/check/save").send(device="own")
    visitor.get(f"/review/{code}").send(carry_on="yes")
    assert "Do you use social media?" in visitor.words
    visitor.get("/review/put-in")
    assert "Put a copy in the box?" in visitor.words
    assert "Do you use social media?" not in visitor.words
