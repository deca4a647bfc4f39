"""Closing in ten seconds, time to talk, and a second vote by one press."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.live.session import closing, store, votes
from quiz.live.session.models import LiveAnswer, LiveSession
from quiz.storage.database import Database
from tests.conftest import Stored
from tests.live.room_steps import START, FakeClock, display
from tests.live.steps import ITEM, position
from tests.live.stored_steps import (
    host_session,
    join_session,
    move,
    open_vote,
    rate,
    session_of,
    vote,
    writing,
)

# Closing in ten seconds


def close_due(database: Database, app: Flask, live: str) -> int:
    with app.app_context(), database.begin(writes=True) as session:
        closed = closing.close_due(session, [live])
        session.commit()
    return closed


def test_a_vote_closes_ten_seconds_after_the_press(
    app: Flask, database: Database, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    guest, other = (join_session(app, host) for _ in range(2))
    open_vote(host)
    page, id_ = host.path, host.path.split("/")[2]
    assert host.page.select(".hosting__buttons > button")[0].get_text() == "Close in 10 seconds"
    host.send(move="close_soon")
    assert position(host) == "open-0-1"
    for viewer in (host, display(host), guest.get("/play")):
        assert "Closing in 10 seconds." in viewer.words
    fake_clock.now += 12
    assert close_due(database, app, id_) == 0, "phones send at zero, and have three seconds"
    vote(guest, "b", "2")
    fake_clock.now += 1
    assert close_due(database, app, id_) == 1
    assert close_due(database, app, id_) == 0
    assert position(host.get(page)) == "closed-0-1"
    assert [row.option for row in stored(LiveAnswer)] == ["b"]
    assert stored(LiveSession)[0].closes_at is None
    assert "Closing" not in other.get("/play").words


def test_a_second_press_lets_phones_send_what_is_complete(
    app: Flask, database: Database, stored: Stored, fake_clock: FakeClock
) -> None:
    """It closed at once, and answers that were complete were lost."""
    host = host_session(app)
    guest, _other = (join_session(app, host) for _ in range(2))
    open_vote(host)
    page, id_ = host.path, host.path.split("/")[2]
    host.send(move="close_soon").send(move="next")
    assert position(host) == "open-0-1"
    assert stored(LiveSession)[0].closes_at == fake_clock.now
    fake_clock.now += 2
    assert close_due(database, app, id_) == 0
    vote(guest, "b", "2")
    fake_clock.now += 1
    assert close_due(database, app, id_) == 1
    assert position(host.get(page)) == "closed-0-1"
    assert [row.option for row in stored(LiveAnswer)] == ["b"]


def test_once_all_have_answered_a_second_press_closes_at_once(
    app: Flask, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    guest = join_session(app, host)
    open_vote(host).send(move="close_soon")
    vote(guest, "b", "2")
    assert position(host.get(host.path).send(move="next")) == "closed-0-1"


def test_it_can_be_kept_open(app: Flask, database: Database, fake_clock: FakeClock) -> None:
    host = host_session(app)
    open_vote(host).send(move="close_soon").send(move="keep_open")
    assert "Closing in" not in host.words
    fake_clock.now += 3600
    assert close_due(database, app, host.path.split("/")[2]) == 0


def test_a_pause_takes_the_closing_back(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    join_session(app, host)
    open_vote(host).send(move="close_soon").send(move="pause")
    assert stored(LiveSession)[0].closes_at is None


def test_once_everybody_has_answered_the_main_button_closes_at_once(app: Flask) -> None:
    host = host_session(app)
    guest = join_session(app, host)
    open_vote(host)
    vote(guest, "a")
    first = host.get(host.path).page.select(".hosting__buttons > button")[0]
    assert first.get_text() == "Close the vote"


def test_no_clock_ends_a_session(app: Flask, database: Database) -> None:
    host = host_session(app)
    with writing(host) as session:
        live = session_of(session, host)
        store.replace_plan(session, live, _without_questions_before(live))
        session.commit()
    move(host, "next", "skip", "skip")
    assert position(host).startswith("after-")
    assert "Close in 10 seconds" not in host.words


def _without_questions_before(live: LiveSession):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(live.plan, before=False)


@pytest.mark.both_databases
def test_only_an_open_question_closes(app: Flask, database: Database) -> None:
    host_session(app)
    with database.begin(writes=True) as session, pytest.raises(IntegrityError):
        session.execute(update(LiveSession).values(closes_at=START))


def test_the_watcher_closes_what_is_due(app: Flask, fake_clock: FakeClock) -> None:
    from quiz.live.fragments import FRAGMENTS
    from quiz.live.updates import broadcast
    from quiz.live.updates.stream import Key

    host = host_session(app)
    open_vote(host).send(move="close_soon")
    key = Key(host.path.split("/")[2], "participant", "en")
    fake_clock.now += 13
    changes = broadcast.change_finder(app, FRAGMENTS)({key: None})
    assert 'data-phase="closed"' in changes[key].fragment  # type: ignore[union-attr]


# Time to talk, and moves that lose something


def test_the_talk_has_a_timer_and_more_time(app: Flask, fake_clock: FakeClock) -> None:
    host = host_session(app)
    move(host, "next", "next", "next", "next").send(move="talk")
    assert "3:00 left." in host.words
    assert "The vote stays open" not in host.words
    fake_clock.now += 170
    host.get(host.path).send(move="more")
    assert "1:10 left." in host.words
    assert "1:10 left." in display(host).words
    move(host, "next")
    assert "left." not in host.words


def test_moves_that_lose_an_open_vote_ask_once(app: Flask) -> None:
    host = host_session(app)
    open_vote(host)
    asked = [one.get_text() for one in host.page.select(".hosting__end summary")]
    assert [words.strip() for words in asked] == [
        "Leave this scenario out",
        "Leave the vote out and go back to the questions on confidence",
        "End the session now",
    ]
    plain = [one.get_text() for one in host.page.select(".hosting__buttons > button")]
    assert not [words for words in plain if "Leave" in words or "back" in words]


# A second vote


def test_a_first_answer_can_be_kept_by_one_press(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(5)]
    open_vote(host)
    for guest in guests:
        vote(guest, "c", "4")
    move(host, "next", "next", "next", "next")
    guest = guests[0].get("/play")
    form = guest.page.select("form.keep-answer")[0]
    assert form.get_text().strip() == "Keep my answer"
    sent = {field["name"]: field["value"] for field in form.select("input")}
    guest.post("/play", sent)
    assert "Your answer is kept" in guest.words
    (row,) = [row for row in stored(LiveAnswer) if row.round == 2]
    assert (row.item, row.option, row.certainty) == (ITEM.id, "c", 4)


def _count(session: Session, live: LiveSession) -> int:
    return votes.counts(session, live).here


def test_ratings_count_as_an_answer_too(app: Flask, fake_clock: FakeClock) -> None:
    host = host_session(app)
    guest = join_session(app, host)
    rate(guest) if move(host, "next") else None
    fake_clock.now += 600
    with writing(host) as session:
        assert _count(session, session_of(session, host)) == 1
    move(host, "next")
    with writing(host) as session:
        assert _count(session, session_of(session, host)) == 0
