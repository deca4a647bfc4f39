"""The confidence questions before and after the scenarios."""

import pytest
from flask import Flask

from quiz.live.session.models import LiveRating
from tests.conftest import Stored
from tests.live.steps import join_session, move, position, rate
from tests.live.stored_steps import host_session

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("aware", ["no", "not_my_work"])
@pytest.mark.parametrize("sent", [{}, {"understanding": ""}], ids=["left out", "sent empty"])
def test_people_who_are_not_aware_are_not_asked_if_they_understand(
    app: Flask, stored: Stored, aware: str, sent: dict[str, str]
) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    move(host, "next")
    ratings = {"aware": aware, "casework": "no", "asking": "partly"}
    visitor.get("/play")
    assert "“No” or “Does not apply to my work”" in visitor.words
    visitor.post("/play", visitor.filled_in() | ratings | sent)
    assert visitor.status == 200, visitor.errors
    assert "Your answer is kept" in visitor.words
    assert {r.strand: r.answer for r in stored(LiveRating)} == ratings
    visitor.get("/play?change=1")
    visitor.post("/play", visitor.filled_in() | ratings | {"understanding": "nonsense"})
    assert {r.strand: r.answer for r in stored(LiveRating)} == ratings, (
        "no answer without its question"
    )


def test_ratings_before_and_after_the_scenarios(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    move(host, "next")
    rate(visitor, aware="no", understanding="yes", asking="partly")
    assert "Your answer is kept" in visitor.words
    before = {(r.strand, r.answer) for r in stored(LiveRating) if r.moment == "before"}
    assert before == {("aware", "no"), ("casework", "no"), ("asking", "partly")}
    visitor.get("/play?change=1").send(aware="yes", understanding="")
    assert visitor.status == 422, "people who are aware are asked if they understand"
    visitor.get("/play?change=1")
    old_page = visitor.filled_in() | {"asking": "yes"}
    move(host, "next")
    assert visitor.post("/play", old_page).status == 409
    assert "Partly" in visitor.words
    assert {(r.strand, r.answer) for r in stored(LiveRating)} == before
    move(host, "skip", "skip")
    assert position(visitor.get("/play")).startswith("after-")
    rate(visitor)
    assert {r.moment for r in stored(LiveRating)} == {"before", "after"}
    assert len(stored(LiveRating)) == 3 + 4
    for wrong in ("during", "", "AFTER"):
        data = old_page | {"moment": wrong}
        assert visitor.post("/play", data).status == 409
