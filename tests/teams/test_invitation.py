"""Invited people: the invitation, the check, and what goes into the box."""

from datetime import timedelta

import pytest
from flask import Flask

from quiz.answers.models import Attempt
from quiz.clock import today
from quiz.operations import scheduled
from quiz.storage import last_run
from quiz.storage.database import Database
from quiz.teams import codes, invitation_page, invitation_views
from quiz.teams.models import InvitationCode, PendingSubmission, ReviewGroup
from tests.conftest import Stored
from tests.selfcheck.steps import code_of
from tests.teams import actions
from tests.visitor import Visitor


def first_code(database: Database, lead: str, **changed: object) -> str:
    invited = changed.pop("invited", 8)
    planned = actions.wanted(invited, **changed)  # type: ignore[arg-type]
    return actions.codes_of(database, actions.made(database, lead, planned))[0][1]


def test_the_invitation_says_who_asks_what_they_see_and_that_it_is_a_choice(
    app: Flask, database: Database, lead: str
) -> None:
    visitor = Visitor(app).get(f"/review/{first_code(database, lead)}")
    for said in (
        "Duty team, spring",
        "Sam Lead asks 8 people",
        "To plan our training.",
        "Taking part is your choice",
        "confidential: your answers are grouped",
        "figures about 5 people or more together",
        "who has answered, and who has not",
        "8 people, in one group",
    ):
        assert said in visitor.words
    assert "anonymous" not in visitor.words.lower()


def test_the_invitation_names_the_group(app: Flask, database: Database, lead: str) -> None:
    code = first_code(database, lead, invited={"Social worker": 12, "Student": 10})
    words = Visitor(app).get(f"/review/{code}").words
    assert "Social worker: 12 Student: 10" in words
    assert "Your code is for the group “Social worker”" in words


@pytest.mark.both_databases
def test_nothing_is_submitted_until_the_button_is_pressed(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    code = first_code(database, lead)
    visitor = Visitor(app).get(f"/review/{code}").send()
    assert visitor.path == "/check/confidence"  # about you, and stand, were not asked for
    actions.answers_everything(visitor)
    assert "You came here with an invitation. Nothing has been sent to anybody" in visitor.words
    assert stored(PendingSubmission) == []
    visitor.get("/review/put-in")
    assert "This is everything that would go into the box" in visitor.words
    rows = visitor.page.select(".govuk-summary-list__row")
    assert len(rows) == 12 + 4
    assert stored(PendingSubmission) == []
    visitor.send()
    assert visitor.path == "/review/is-in"
    assert len(stored(PendingSubmission)) == 1
    assert visitor.get("/check/feedback").status == 200
    assert "You came here with an invitation" not in visitor.words


@pytest.mark.both_databases
def test_pressing_twice_submits_once(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    visitor = actions.until_submission(app, first_code(database, lead))
    data, came = visitor.filled_in(), visitor.client.get_cookie("before-you-look")
    assert came
    visitor.post("/review/put-in", data)
    assert visitor.path == "/review/is-in"
    visitor.post("/review/put-in", data)  # after the answer
    assert visitor.path == "/review/is-in"
    visitor.client.set_cookie("before-you-look", came.value)
    visitor.post("/review/put-in", data)  # before it: the browser still has the old cookie
    assert visitor.path == "/review/is-in"
    assert len(stored(PendingSubmission)) == 1
    assert stored(ReviewGroup)[0].answered == 1


@pytest.mark.both_databases
def test_start_pressed_twice_starts_one_attempt(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    path = f"/review/{first_code(database, lead)}"
    visitor = Visitor(app).get(path)
    data = visitor.filled_in()
    visitor.post(path, data)
    visitor.post(path, data)
    assert len(stored(Attempt)) == 1


def test_a_used_code_looks_like_an_unused_one(app: Flask, database: Database, lead: str) -> None:
    code = first_code(database, lead)
    before = Visitor(app).get(f"/review/{code}").words
    first = actions.until_submission(app, code).send()
    assert Visitor(app).get(f"/review/{code}").words == before
    again = actions.until_submission(app, code).send()
    assert again.path == "/review/is-in"
    assert again.words == first.words
    assert "If somebody had, yours was not added" in again.words
    for untrue in ("Thank you", "is counted", "Your copy is in the box"):
        assert untrue not in again.words
    # Nor does the check itself show afterwards which of the two was counted.
    for visitor in (first, again):
        visitor.get(f"/review/{code}")
        assert actions.buttons(visitor) == ["Use my five words", "I am somebody else"]
    assert first.words == again.words


@pytest.mark.both_databases
def test_a_return_code_and_the_invitation_work_in_another_browser(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    code = first_code(database, lead)
    visitor = actions.answers_everything(Visitor(app).get(f"/review/{code}").send())
    words = visitor.get("/check/save").send().page.select_one("#return-code")
    assert words
    other = Visitor(app).get("/check/return").send(code=words.get_text())
    assert other.path == "/check/feedback"
    other.get(f"/review/{code}")
    assert "Start" not in actions.buttons(other)
    other.send(whose="has-words")
    assert other.path == "/check/return"
    other.send(code=words.get_text())
    assert other.path == "/check/feedback"
    other.get("/review/put-in").send()
    assert other.path == "/review/is-in"
    assert len(stored(PendingSubmission)) == 1
    assert len(stored(Attempt)) == 1


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"length": "short"}, "not the one this review asks for"),
        ({"scenarios": "B"}, "not the one this review asks for"),
        ({"feedback": "each"}, "not the one this review asks for"),
    ],
)
def test_a_check_of_another_kind_is_refused(
    app: Flask, database: Database, lead: str, stored: Stored, how: dict[str, str], said: str
) -> None:
    path = f"/review/{first_code(database, lead)}"
    words = code_of(Visitor(app).get("/").send(**how))
    visitor = Visitor(app).get(path).send()
    visitor.get("/check/return").send(code=words)
    visitor.get("/review/put-in")
    assert said in visitor.words
    assert stored(PendingSubmission) == []


def test_an_unfinished_check_is_refused(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    visitor = Visitor(app).get(f"/review/{first_code(database, lead)}").send()
    visitor.get("/review/put-in")
    assert "You have not finished the scenarios yet" in visitor.words
    assert stored(PendingSubmission) == []


def test_an_old_page_cannot_submit_a_newer_check(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    code = first_code(database, lead)
    visitor = actions.until_submission(app, code)
    data = visitor.filled_in()
    another = actions.until_submission(app, code, right=False)
    words = another.get("/check/save").send().page.select_one("#return-code")
    assert words
    visitor.get("/check/return").send(code=words.get_text())
    visitor.post("/review/put-in", data)
    assert visitor.status == 422
    assert "Another check was opened in this browser since" in visitor.errors[0]
    assert stored(PendingSubmission) == []


def test_after_the_close_nobody_is_asked_to_submit(
    app: Flask, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    visitor = actions.until_submission(app, actions.codes_of(database, review)[0][1])
    data = visitor.filled_in()
    assert "You can now put a copy" in visitor.get("/check/feedback").words
    actions.close(database, review)
    visitor.get("/check/feedback")
    assert "That team review is closed" in visitor.words
    assert "Your answers and this feedback stay yours" in visitor.words
    assert "put a copy of your answers" not in visitor.words
    assert not visitor.page.select('a[href="/review/put-in"]')
    visitor.post("/review/put-in", data)
    assert visitor.status == 409
    assert "Nothing more was put in the box" in visitor.words
    assert "Open your invitation again" not in visitor.words


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "This review opens on"), (8, "This review is closed")]
)
def test_outside_its_days_a_review_starts_and_accepts_nothing(
    app: Flask,
    database: Database,
    lead: str,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    said: str,
) -> None:
    path = f"/review/{first_code(database, lead)}"
    visitor = actions.until_submission(app, path.rpartition("/")[2])
    data = visitor.filled_in()
    for module in (invitation_views, invitation_page):
        monkeypatch.setattr(module, "today", lambda: today() + timedelta(days=days))
    fresh = Visitor(app).get(path)
    assert said in fresh.words
    assert not fresh.page.select("main form")
    visitor.post("/review/put-in", data)
    assert visitor.status == 409
    assert stored(PendingSubmission) == []


def test_a_browser_submits_once_through_a_shared_link(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    code = first_code(database, lead, invited=None)
    visitor = Visitor(app).get(f"/review/{code}")
    assert "everybody who has this link" in visitor.words
    assert "The box stays shut until the last day" in visitor.words
    assert "one copy only" in visitor.words
    actions.answers_everything(visitor.send()).get("/review/put-in").send()
    assert visitor.path == "/review/is-in"
    assert "Start" not in actions.buttons(visitor.get(f"/review/{code}"))
    assert len(stored(PendingSubmission)) == 1
    actions.until_submission(app, code).send()
    assert len(stored(PendingSubmission)) == 2
    assert {row.used for row in stored(InvitationCode) if row.hash} == {True, False}


def test_only_the_survey_answers_that_the_lead_asked_for_are_submitted(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    code = first_code(database, lead, about_you=True)
    visitor = Visitor(app).get(f"/review/{code}").send()
    assert visitor.path == "/check/about"
    assert "Your role never goes into the box" in visitor.words
    visitor.send(uses="yes", looked="no", role="student")
    assert visitor.path == "/check/confidence"
    actions.answers_everything(visitor).get("/review/put-in")
    assert "Do you use social media?" in visitor.words
    visitor.send()
    (payload,) = actions.decrypted(stored(PendingSubmission))
    assert '"looked": "no"' in payload
    assert "student" not in payload


@pytest.mark.both_databases
def test_any_post_closes_reviews_that_are_due(
    app: Flask, database: Database, lead: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:7]:
        actions.submit_copy(database, review, code, actions.all_right())
    Visitor(app).get("/").send(length="short")
    assert len(stored(PendingSubmission)) == 7
    monkeypatch.setattr(last_run, "LONGEST_STEP", timedelta(days=8))
    monkeypatch.setattr(scheduled, "today", lambda: today() + timedelta(days=8))
    Visitor(app).get("/").send(length="short")
    assert stored(PendingSubmission) == []


def test_the_command_closes_reviews_that_are_due(
    app: Flask, database: Database, lead: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:7]:
        actions.submit_copy(database, review, code, actions.all_right())
    run = app.test_cli_runner().invoke
    assert run(args=["teams", "close-due"]).output == "0 closed.\n"
    monkeypatch.setattr(last_run, "LONGEST_STEP", timedelta(days=8))
    monkeypatch.setattr("quiz.cli.today", lambda: today() + timedelta(days=8))
    assert run(args=["teams", "close-due"]).output == "1 closed.\n"
    assert stored(PendingSubmission) == []


def test_an_unknown_code_has_its_own_page(app: Flask) -> None:
    visitor = Visitor(app).get("/review/" + codes.code("x", "y", 1))
    assert visitor.status == 404
    assert "A letter may be missing or wrong" in visitor.words
