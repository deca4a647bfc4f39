"""A person sends their learning system that they have finished (Assignment and Grade Services)."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from quiz import clock
from quiz.learning.lti import outgoing
from quiz.learning.lti.models import LtiKey
from quiz.storage.database import Database
from tests.learning.lti.simulator import USER, Simulator
from tests.learning.lti.steps import arrive
from tests.selfcheck.steps import answer_all, reach_feedback, reach_scenarios
from tests.visitor import Visitor

NINE_OF_TWELVE = [(True, "3")] * 9 + [(False, "3")] * 3


def finished(visitor: Visitor, simulator: Simulator) -> Visitor:
    """A visitor who came from the learning system and has finished, on the page that sends it."""
    arrive(visitor, simulator).send()
    reach_feedback(visitor, NINE_OF_TWELVE)
    assert "Council Learning does not know yet that you have finished" in visitor.words
    return visitor.get("/lti/completion")


def test_only_completion_is_sent(visitor: Visitor, simulator: Simulator) -> None:
    finished(visitor, simulator).send()
    assert visitor.path == "/check/feedback"
    assert "Council Learning knows that you have finished" in visitor.words
    assert "does not know yet" not in visitor.words
    (score,) = simulator.scores
    at = datetime.fromisoformat(score.pop("timestamp"))
    assert at.utcoffset() == timedelta(0)
    assert abs(at.timestamp() - clock.seconds()) < 60
    assert score == {
        "to": "/items/3/scores?course=1",
        "userId": USER,
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def test_how_many_were_right_is_sent_if_the_person_chooses_so(
    visitor: Visitor, simulator: Simulator
) -> None:
    finished(visitor, simulator).send(what="result")
    (score,) = simulator.scores
    assert (score["scoreGiven"], score["scoreMaximum"]) == (9, 12)


def test_nothing_is_sent_by_itself_before_the_end_or_twice(
    visitor: Visitor, simulator: Simulator
) -> None:
    arrive(visitor, simulator).send()
    reach_scenarios(visitor)
    assert visitor.get("/lti/completion").path == "/check/scenario/1"
    answer_all(visitor, NINE_OF_TWELVE).send()
    assert simulator.scores == []
    visitor.get("/lti/completion").send().get("/lti/completion")
    assert visitor.path == "/check/feedback"
    assert "waits for nothing" in visitor.words
    assert len(simulator.scores) == 1


@pytest.mark.repeats
def test_without_a_launch_nothing_is_offered(visitor: Visitor, simulator: Simulator) -> None:
    reach_feedback(visitor, NINE_OF_TWELVE)
    assert "Council Learning" not in visitor.words
    assert visitor.get("/lti/completion").path == "/check/feedback"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/items/3/scores", 302),
        *(
            pytest.param(path, status, marks=pytest.mark.repeats)
            for path, status in (("/token", 302), ("/token", 401), ("/items/3/scores", 500))
        ),
    ],
)
def test_a_learning_system_that_does_not_take_it_can_be_tried_again(
    visitor: Visitor,
    simulator: Simulator,
    caplog: pytest.LogCaptureFixture,
    path: str,
    status: int,
) -> None:
    simulator.answers[path] = status
    finished(visitor, simulator).send(what="result")
    assert visitor.status == 503
    assert "Council Learning did not take it" in visitor.words
    assert visitor.filled_in()["what"] == "result"
    assert f"completion could not be sent to a learning system: status {status}" in caplog.text
    assert USER not in caplog.text
    assert "/elsewhere" not in simulator.asked
    simulator.answers, simulator.scores = {}, []
    visitor.send()
    assert visitor.path == "/check/feedback"
    assert len(simulator.scores) == 1


@pytest.mark.repeats
def test_an_answer_without_end_is_given_up(
    visitor: Visitor, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(visitor, simulator)
    monkeypatch.setattr(outgoing, "LARGEST_ANSWER", 10)
    assert visitor.send().status == 503


@pytest.mark.repeats
def test_an_answer_that_drips_is_given_up(
    visitor: Visitor, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(visitor, simulator)
    monkeypatch.setattr(outgoing, "WHOLE_SECONDS", 0.1)
    simulator.drips = True
    assert visitor.send().status == 503


@pytest.mark.repeats
def test_without_a_key_that_opens_nothing_is_sent(
    visitor: Visitor, simulator: Simulator, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    finished(visitor, simulator)
    with database.begin(writes=True) as session:
        for key in session.query(LtiKey):
            key.sealed = "A" * 100
        session.commit()
    assert visitor.send().status == 503
    assert "a key cannot be opened with this secret key" in caplog.text


@pytest.mark.repeats
def test_after_three_days_nothing_of_the_launch_is_used(
    visitor: Visitor, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(visitor, simulator)
    later = clock.seconds() + 3 * 24 * 3600 + 1
    monkeypatch.setattr(clock, "seconds", lambda: later)
    assert visitor.send().path == "/check/feedback"
    assert simulator.scores == []


def test_the_next_person_here_cannot_send_it(visitor: Visitor, simulator: Simulator) -> None:
    """It belongs to the check whose feedback offered it."""
    finished(visitor, simulator)
    visitor.get("/").send()
    assert visitor.path == "/check/confidence"
    reach_feedback(visitor, NINE_OF_TWELVE)
    assert "does not know yet" not in visitor.words


@pytest.mark.repeats
def test_leaving_the_device_forgets_it(visitor: Visitor, simulator: Simulator) -> None:
    finished(visitor, simulator).get("/check/leave").send()
    with visitor.client.session_transaction() as cookie:
        assert "learning" not in cookie


def test_nobody_waits_for_a_slow_learning_system(
    app: Flask, visitor: Visitor, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it answers, no transaction is open, and others can write."""
    finished(visitor, simulator)
    other, real = Visitor(app), outgoing.ask

    def ask_slowly(*given: object, **named: object) -> object:
        if not other.client._cookies:
            reach_scenarios(other)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(outgoing, "ask", ask_slowly)
    visitor.send()
    assert len(simulator.scores) == 1
    assert other.path == "/check/scenario/1"
