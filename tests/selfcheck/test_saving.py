"""Returning by code, leaving and deleting."""

import re

import pytest
from flask import Flask

from quiz.answers import return_code
from quiz.answers.models import Attempt
from quiz.storage.database import Database
from quiz.storage.last_run import LastRun
from quiz.storage.tables import Base
from tests.conftest import Stored
from tests.databases import full_disk
from tests.selfcheck.steps import answer, code_of, reach_answers, reach_scenarios, start
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


def test_five_words_work_on_another_device(app: Flask) -> None:
    first_device = reach_scenarios(Visitor(app))
    answer(first_device)
    code = code_of(first_device)
    assert re.fullmatch(r"([a-z]+ ){4}[a-z]+", code)
    typed = f"  {code.upper().replace(' ', '-')} "
    second_device = Visitor(app).get("/check/return").send(code=typed)
    assert second_device.path == "/check/scenario/2"
    assert second_device.get("/check/scenario/1").filled_in()["certainty"] == "3"


def test_an_attempt_s_code_stays_the_same(visitor: Visitor) -> None:
    start(visitor)
    first = code_of(visitor)
    assert code_of(visitor) == first
    visitor.send() if visitor.page.main.find("form") else None
    assert code_of(visitor) == first


def test_only_the_code_s_hash_is_stored(visitor: Visitor, stored: Stored) -> None:
    start(visitor)
    code = code_of(visitor)
    attempt = stored(Attempt)[0]
    assert attempt.return_hash
    columns = Attempt.__mapper__.column_attrs
    row = " ".join(str(getattr(attempt, column.key)) for column in columns)
    assert not any(word in row for word in code.split())


def test_what_is_said_of_a_wrong_code_is_in_the_word_list(app: Flask) -> None:
    """A code that is nearly right gets the page of one that is not: a guesser learns nothing."""
    words = code_of(start(Visitor(app))).split()
    known = return_code.words()
    order = "in the order in which you wrote them down"
    for guess, said in (
        (" ".join(words[::-1]), order),
        (" ".join([*words[:4], next(word for word in known if word != words[4])]), order),
        (" ".join(known[:5]), order),
        (" ".join([*words[:4], "zzzz"]), "No return code has the word “zzzz”."),
        (" ".join([*words[:4], known[7] + "x"]), f"Is it “{known[7]}”?"),
        ("zzzz yyyy zzzz " + words[0], "No return code has the words “zzzz” or “yyyy”."),
        (" ".join(words[:4]), "A return code has five words, and this has 4"),
    ):
        visitor = Visitor(app).get("/check/return").send(code=guess)
        assert visitor.status == 422
        assert visitor.filled_in()["code"] == guess
        assert said in visitor.errors[0]


def test_an_unsaved_attempt_s_code_is_not_accepted(app: Flask, stored: Stored) -> None:
    start(Visitor(app))
    attempt = stored(Attempt)[0]
    code = return_code.code(app.config["SECRET_KEY"], attempt.id)
    assert Visitor(app).get("/check/return").send(code=code).status == 422


def test_guessing_is_limited(app: Flask) -> None:
    visitor = Visitor(app).get("/check/return")
    data = {**visitor.filled_in(), "code": "guess after guess after guess"}
    statuses = [visitor.post("/check/return", data).status for _ in range(22)]
    assert statuses == [422] * 20 + [429] * 2
    assert "Wait a minute" in visitor.words
    assert Visitor(app).get("/check/return").status == 200


def test_an_empty_or_too_long_code_is_refused(app: Flask) -> None:
    visitor = Visitor(app).get("/check/return")
    assert visitor.send(code="").errors == ["Type the five words of your return code"]
    assert visitor.send(code="word " * 60).errors == ["A return code is five words; this is longer"]


def test_leaving_keeps_the_answers_and_clears_the_browser_session(
    app: Flask, stored: Stored
) -> None:
    visitor = reach_scenarios(Visitor(app))
    code = code_of(visitor)
    visitor.get("/check/leave").send()
    assert visitor.path == "/check/left"
    assert visitor.get("/check/scenario/1").status == 403
    assert len(stored(Attempt)) == 1
    assert visitor.get("/check/return").send(code=code).path == "/check/scenario/1"


def test_leaving_without_a_code_warns(visitor: Visitor) -> None:
    start(visitor)
    assert "You have no return code yet" in visitor.get("/check/leave").words


def test_deleting_removes_every_row(app: Flask, stored: Stored) -> None:
    visitor = reach_answers(Visitor(app))
    code = code_of(visitor)
    visitor.get("/check/delete")
    assert len(stored(Attempt)) == 1, "opening the page deletes nothing"
    visitor.send()
    assert visitor.path == "/check/deleted"
    for mapper in Base.registry.mappers:
        kept = mapper.class_ is LastRun  # says nothing about anybody
        assert bool(stored(mapper.class_)) == kept, mapper.class_
    assert visitor.get("/check/feedback").status == 403
    assert visitor.get("/check/return").send(code=code).status == 422


def test_deleting_twice_is_no_error(app: Flask) -> None:
    visitor = start(Visitor(app)).get("/check/delete")
    data = visitor.filled_in()
    cookie = visitor.client.get_cookie("before-you-look")
    visitor.post("/check/delete", data)
    visitor.client.set_cookie("before-you-look", cookie.value)
    assert visitor.post("/check/delete", data).path == "/check/deleted"


def test_deleting_keeps_other_attempts(app: Flask, stored: Stored) -> None:
    kept, deleted = reach_answers(Visitor(app)), reach_answers(Visitor(app))
    deleted.get("/check/delete").send()
    assert len(stored(Attempt)) == 1
    assert kept.get("/check/answers").send().path == "/check/feedback"


def test_an_old_tab_does_not_delete_another_check(visitor: Visitor, stored: Stored) -> None:
    old = start(visitor).get("/check/delete").filled_in()
    visitor.get("/").send(whose="set-aside")
    start(visitor)
    visitor.post("/check/delete", old)
    assert visitor.status == 409
    assert len(stored(Attempt)) == 2


def test_after_a_failed_delete_the_attempt_stays_in_the_browser(
    visitor: Visitor, database: Database, stored: Stored
) -> None:
    start(visitor).get("/check/delete")
    with full_disk(database):
        visitor.send()
    assert visitor.status == 503
    assert len(stored(Attempt)) == 1
    assert visitor.get("/check/confidence").status == 200


def test_returning_warns_about_an_unsaved_check(visitor: Visitor) -> None:
    start(visitor)
    assert "save it first" in visitor.get("/check/return").words
    code_of(visitor)
    assert "save it first" not in visitor.get("/check/return").words
