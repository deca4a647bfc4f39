"""Answers are kept until the host closes, once each; after that a page says what was kept."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, inspect

from quiz.database import Database
from quiz.live.host import views as host_views
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from tests.conftest import Stored
from tests.live.way import (
    CONTESTED,
    ITEM,
    OTHER,
    hosting,
    joined,
    move,
    open_vote,
    phase,
    rate,
    vote,
)
from tests.visitor import Visitor


def answers(stored: Stored) -> list[tuple[str, int, str, int]]:
    return sorted((a.item, a.round, a.option, a.certainty) for a in stored(LiveAnswer))


def page_to_send(visitor: Visitor, option: str = "a", certainty: str = "2") -> dict[str, str]:
    """What the open page would send."""
    chosen = next(one for one in visitor.choices("option") if one.endswith(f".{option}"))
    return visitor.filled_in() | {"option": chosen, "certainty": certainty}


def test_the_last_complete_answer_before_closing_counts(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    vote(visitor, "a", "1")
    vote(visitor, "c", "4")
    visitor.get("/play?change=1").send(option="", certainty="2")
    assert visitor.status == 422
    assert answers(stored) == [(ITEM.id, 1, "c", 4)]


def test_a_double_press_is_one_answer(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    sent = page_to_send(visitor.get("/play"))
    assert [visitor.client.post("/play", data=sent).status_code for _ in range(3)] == [303] * 3
    assert answers(stored) == [(ITEM.id, 1, "a", 2)]


def test_two_tabs_are_one_answer_and_the_later_counts(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    tab = page_to_send(visitor.get("/play"), "a")
    other_tab = page_to_send(visitor.get("/play"), "d")
    visitor.post("/play", tab).post("/play", other_tab)
    assert answers(stored) == [(ITEM.id, 1, "d", 2)]


def test_after_closing_a_page_says_so_and_shows_what_is_kept(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor, silent = joined(app, host), joined(app, host)
    open_vote(host)
    vote(visitor, "b", "4")
    late = page_to_send(visitor.get("/play?change=1"), "c", "1")
    too_late = page_to_send(silent.get("/play"), "c", "1")
    move(host, "next")
    visitor.post("/play", late)
    assert visitor.status == 409
    assert "was not kept" in visitor.words
    own = visitor.page.select_one(".own")
    assert own is not None
    assert "B." in own.get_text()
    assert "Very sure" in own.get_text()
    silent.post("/play", too_late)
    assert silent.status == 409
    assert "no answer to it before" in silent.words
    assert silent.page.select_one(".own") is None
    assert answers(stored) == [(ITEM.id, 1, "b", 4)]


def test_a_press_that_comes_twice_across_the_close_is_no_cause_for_alarm(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    sent = page_to_send(visitor.get("/play"), "b", "4")
    visitor.post("/play", sent)
    move(host, "next")
    assert visitor.post("/play", sent).status == 200
    assert phase(visitor) == "closed-0-1"


def test_a_page_of_an_earlier_question_or_round_answers_nothing(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    first_round = page_to_send(visitor.get("/play"))
    move(host, "next", "reopen")
    assert visitor.post("/play", first_round).status == 409
    move(host, "skip")
    second_round = first_round | {"round": "2"}
    assert visitor.post("/play", second_round).status == 409
    assert visitor.post("/play", first_round | {"round": "3"}).status == 422
    for wrong in ("0", "-1", "99", "x", "", "9" * 30, "²"):
        assert visitor.post("/play", first_round | {"round": wrong}).status == 409
    assert answers(stored) == []


def test_a_new_round_leaves_the_closed_one_as_it_is(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    vote(visitor, "a", "1")
    move(host, "next", "next", "next", "next", "next")
    assert phase(visitor.get("/play")) == "open_again-0-2"
    assert "In the first vote you chose" in visitor.words
    assert "option" not in visitor.filled_in(), "nothing is preselected"
    vote(visitor, "b", "3")
    assert answers(stored) == [(ITEM.id, 1, "a", 1), (ITEM.id, 2, "b", 3)]


def test_an_option_or_a_certainty_that_is_not_on_the_page_is_refused(
    app: Flask, stored: Stored
) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    sent = page_to_send(visitor.get("/play"))
    for wrong in (
        {"option": f"{ITEM.id}.e"},
        {"option": f"{OTHER.id}.a"},
        {"option": "a"},
        {"certainty": "5"},
        {"certainty": "very"},
        {"revision": "99"},
    ):
        assert visitor.post("/play", sent | wrong).status == 422
    assert answers(stored) == []


def test_a_contested_scenario_is_asked_like_any_other(app: Flask, stored: Stored) -> None:
    host = hosting(app, CONTESTED.id)
    visitor = joined(app, host)
    open_vote(host)
    vote(visitor, "d", "2")
    assert answers(stored) == [(CONTESTED.id, 1, "d", 2)]
    move(host, "next", "skip")
    visitor.get("/play")
    assert CONTESTED.sides in visitor.words
    assert "The best answer" not in visitor.words
    assert not visitor.page.select(".options__option--best")


def test_options_stand_in_the_banks_order_for_everybody(app: Flask) -> None:
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(3)]
    open_vote(host)
    for visitor in visitors:
        visitor.get("/play")
        assert visitor.choices("option") == [f"{ITEM.id}.{letter}" for letter in "abcd"]
        labels = [label.get_text(strip=True) for label in visitor.page.select(".choices label")]
        expected = [f"{x}. {o.text}" for x, o in zip("ABCD", ITEM.options, strict=True)]
        assert labels[:4] == expected


def test_a_pause_keeps_answers_and_takes_the_one_that_was_on_its_way(
    app: Flask, stored: Stored
) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    sent = page_to_send(visitor.get("/play"), "c", "3")
    move(host, "pause")
    visitor.post("/play", sent)
    assert "paused" in visitor.words
    assert visitor.page.select_one("main form") is None
    assert answers(stored) == [(ITEM.id, 1, "c", 3)]
    move(host, "resume")
    assert phase(visitor.get("/play")) == "open-0-1"


@pytest.mark.parametrize("aware", ["no", "not_my_work"])
@pytest.mark.parametrize("sent", [{}, {"understanding": ""}], ids=["left out", "sent empty"])
def test_who_is_not_aware_leaves_out_whether_they_understand(
    app: Flask, stored: Stored, aware: str, sent: dict[str, str]
) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    move(host, "next")
    said = {"aware": aware, "casework": "no", "asking": "partly"}
    visitor.get("/play")
    assert "“No” or “Does not apply to my work”" in visitor.words
    visitor.post("/play", visitor.filled_in() | said | sent)
    assert visitor.status == 200, visitor.errors
    assert "Your answer is kept" in visitor.words
    assert {r.strand: r.answer for r in stored(LiveRating)} == said
    visitor.get("/play?change=1")
    visitor.post("/play", visitor.filled_in() | said | {"understanding": "nonsense"})
    assert {r.strand: r.answer for r in stored(LiveRating)} == said, "what was not asked is no part"


def test_ratings_before_and_after(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    move(host, "next")
    rate(visitor, aware="no", understanding="yes", asking="partly")
    assert "Your answer is kept" in visitor.words
    before = {(r.strand, r.answer) for r in stored(LiveRating) if r.moment == "before"}
    assert before == {("aware", "no"), ("casework", "no"), ("asking", "partly")}
    visitor.get("/play?change=1").send(aware="yes", understanding="")
    assert visitor.status == 422, "who is aware is asked whether they understand"
    visitor.get("/play?change=1")
    old_page = visitor.filled_in() | {"asking": "yes"}
    move(host, "next")
    assert visitor.post("/play", old_page).status == 409
    assert "Partly" in visitor.words
    assert {(r.strand, r.answer) for r in stored(LiveRating)} == before
    move(host, "skip", "skip")
    assert phase(visitor.get("/play")).startswith("after-")
    rate(visitor)
    assert {r.moment for r in stored(LiveRating)} == {"before", "after"}
    assert len(stored(LiveRating)) == 3 + 4
    for wrong in ("during", "", "AFTER"):
        data = old_page | {"moment": wrong}
        assert visitor.post("/play", data).status == 409


def test_a_form_is_never_refreshed_away_and_a_waiting_page_refreshes(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)

    def refreshes() -> bool:
        return "http-equiv" in visitor.get(visitor.path).response.text

    assert refreshes()
    move(host, "next")
    assert not refreshes()
    move(host, "next")
    assert not refreshes()
    vote(visitor, "a")
    assert refreshes()
    assert "http-equiv" not in visitor.get("/play?change=1").response.text
    assert 'content="5;' in visitor.get("/play").response.text
    move(host, "next", "skip")
    assert 'content="20;' in visitor.get("/play").response.text, "there are reasons to read"
    move(host, "end")
    assert not refreshes()


def test_a_clock_that_is_an_hour_wrong_or_turns_midnight_changes_nothing(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    real = datetime.now(UTC).date()
    for days in (1, -1, 0):
        monkeypatch.setattr(host_views, "today", lambda days=days: real + timedelta(days=days))
        vote(visitor, "b", "2")
        move(host, "pause", "resume")
    assert answers(stored) == [(ITEM.id, 1, "b", 2)]
    assert phase(visitor.get("/play")) == "open-0-1"


def test_nothing_that_is_kept_tells_who_or_when(app: Flask, database: Database) -> None:
    found: dict[str, dict[str, Any]] = {
        table: {c["name"]: c["type"] for c in inspect(database.reader).get_columns(table)}
        for table in ("live_participant", "live_answer", "live_rating")
    }
    assert set(found["live_participant"]) == {"id", "session_id"}
    assert set(found["live_answer"]) == {
        *("session_id", "participant_id", "item", "round", "revision", "option", "certainty")
    }
    assert set(found["live_rating"]) == {
        *("session_id", "participant_id", "strand", "moment", "answer")
    }
    for columns in found.values():
        assert not [t for t in columns.values() if "TIME" in str(t).upper() or isinstance(t, date)]


def test_the_token_that_a_browser_holds_is_not_stored(
    app: Flask, stored: Stored, database: Database
) -> None:
    visitor = joined(app, hosting(app))
    with visitor.client.session_transaction() as jar:
        token = jar["live"]
        live = stored(LiveSession)[0]
        assert live.id not in str(dict(jar)), "the host's address is not in a participant's cookie"
    assert stored(Participant)[0].id != token


def test_an_answer_that_could_not_be_stored_is_not_acknowledged(
    app: Flask, stored: Stored, database: Database
) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    sent = page_to_send(visitor.get("/play"), "b")

    @event.listens_for(database.writer, "commit")
    def full_disk(_connection: object) -> None:
        from sqlalchemy.exc import OperationalError

        raise OperationalError("COMMIT", None, OSError("disk full"))

    assert visitor.client.post("/play", data=sent).status_code == 503
    event.remove(database.writer, "commit", full_disk)
    assert answers(stored) == []
    assert visitor.post("/play", sent).status == 200
    assert answers(stored) == [(ITEM.id, 1, "b", 2)]
