"""A room: who is here, what a chart still needs, hands, and closing in ten seconds."""

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz import clock
from quiz.database import Database
from quiz.live.session import closing, hands, seen, store, votes
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from quiz.live.session.seen import LiveSeen
from quiz.live.updates.presence import Presence
from quiz.tables import upsert
from tests.conftest import Stored
from tests.live.steps import ITEM, position
from tests.live.stored_steps import (
    host_session,
    join_session,
    membership,
    move,
    open_vote,
    rate,
    session_of,
    vote,
    writing,
)
from tests.visitor import Visitor

START = 1_800_000_000


class FakeClock:
    now = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def fake_clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    found = FakeClock()
    monkeypatch.setattr(clock, "seconds", found)
    monkeypatch.setattr("quiz.live.updates.broadcast.seconds", found)
    monkeypatch.setattr("tests.people.steps.seconds", found)
    return found


def display(host: Visitor) -> Visitor:
    other = Visitor(host.app)
    other.client = host.client
    return other.get(f"{host.path}/display")


def see(host: Visitor, *guests: Visitor) -> None:
    """Their pages are open now."""
    with writing(host) as session:
        ids = [membership(session, guest)[0].id for guest in guests]
        minute = seen.minute_of(clock.seconds())
        seen.forget_gone(session, minute)
        seen.keep(session, ids, minute)
        session.commit()


# Who is here


def test_phones_that_have_gone_are_not_waited_for(
    app: Flask, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    early, quick, slow, gone = (join_session(app, host) for _ in range(4))
    assert "4 here" in host.get(host.path).words
    move(host, "next", "next")
    vote(early, "a"), vote(quick, "b")
    assert "2 of 4 answered" in host.get(host.path).words
    fake_clock.now += 200
    see(host, quick, slow)
    assert "2 of 3 answered" in host.get(host.path).words, "early has put the phone away"
    assert "2 of 3 answered" in display(host).words
    vote(slow, "c")
    assert "3 of 3 answered" in host.get(host.path).words
    assert len(stored(LiveSeen)) == 2, "nothing is left of phones that have gone"
    see(host, gone)
    assert "3 of 4 answered" in host.get(host.path).words
    move(host, "end")
    assert stored(LiveSeen) == []
    see(host, quick)
    assert stored(LiveSeen) == [], "nor is anything noted after the end"


def test_the_minute_is_the_only_time_and_a_second_is_refused(
    app: Flask, database: Database, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    join_session(app, host)
    fake_clock.now += 59
    with database.begin(writes=True) as session:
        (row,) = session.scalars(select(LiveSeen)).all()
        assert row.minute == START // 60
        with pytest.raises(IntegrityError):
            session.execute(update(LiveSeen).values(minute=START))


def test_a_page_that_follows_the_session_is_noted_in_one_write_for_all(
    app: Flask, database: Database, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    with database.begin(writes=True) as session:
        session.execute(delete(LiveSeen))
        ids = session.scalars(select(Participant.id)).all()
        session.commit()
    presence = Presence(database, every=3600)
    app.extensions["presence"] = presence
    for guest in guests:
        guest.get("/play")
        assert guest.client.get("/play/state").status_code == 200
    assert stored(LiveSeen) == [], "it is kept in memory until the next write"
    presence._every = 0
    assert presence.saw(ids[0])
    assert len(stored(LiveSeen)) == 3
    presence.saw("f" * 64)  # somebody whose session was deleted meanwhile
    assert len(stored(LiveSeen)) == 3


@pytest.mark.both_databases
def test_one_phone_is_one_row(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    see(host, *guests)
    see(host, *guests)
    assert len(stored(LiveSeen)) == 3


# Too few for a chart


def test_the_host_sees_how_many_a_chart_still_needs(app: Flask) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(6)]
    assert "needed for" not in host.words
    open_vote(host)
    for guest in guests[:3]:
        vote(guest, "a")
    assert "3 of 6 answered. 3 of the 5 needed for a chart" in host.get(host.path).words
    for guest in guests[3:5]:
        vote(guest, "a")
    assert "needed for a chart" not in host.get(host.path).words


def test_below_the_minimum_the_main_button_leads_past_the_empty_charts(app: Flask) -> None:
    host = host_session(app)
    for _ in range(3):
        join_session(app, host)
    move(host, "next", "next", "next")
    first = host.page.select(".hosting__buttons > button")[0]
    assert first.get_text() == "Let the room talk, without a chart"
    assert "Fewer than 5 answered, so there is no chart. Let people talk" in host.words
    assert "Show the first vote" not in host.words, "the notes do not contradict it"
    move(host, "next")
    assert position(host).startswith("discuss-0")
    assert "Back to the closed vote" in host.words


def test_a_show_of_hands_stands_for_itself(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    open_vote(host)
    page = host.path
    assert host.get(f"{page}/hands").path == page, "a vote that is open has no count"
    for guest in guests:
        vote(guest, "a", "4")
    move(host, "next").get(f"{page}/hands").send(a="2", b="", c="1", d="0", counted_on="hands")
    assert host.path == page
    assert [row.total for row in stored(LiveHands)] == [3]
    first = host.page.select(".hosting__buttons > button")[0]
    assert first.get_text() == "Show what the room chose"
    move(host, "next")
    assert position(host).startswith("first-0")
    for words in (host.words, display(host).words, guests[0].get("/play").words):
        assert "By show of hands: 3 people" in words
        assert "A 2" in words
    assert not display(host).page.select(".bars"), "three votes from phones make no chart"
    host.get(f"{page}/hands").send(a="", b="", c="", d="")
    assert stored(LiveHands) == []


@pytest.mark.parametrize(("slips", "kept"), [("4", False), ("5", True)])
def test_few_slips_of_paper_are_not_shown(
    app: Flask, stored: Stored, slips: str, kept: bool
) -> None:
    host = host_session(app)
    move(host, "next", "next", "next")
    host.get(f"{host.path}/hands").send(a=slips, counted_on="paper")
    assert bool(stored(LiveHands)) == kept
    assert ("Nothing was kept" in host.words) != kept


@pytest.mark.both_databases
def test_the_table_refuses_few_slips_and_strange_numbers(app: Flask, database: Database) -> None:
    host = host_session(app)
    id_ = host.path.split("/")[2]
    counts = {"a": 1, "b": 1, "c": 1, "d": 1}
    for wrong in (
        {"counted_on": "paper", **counts},
        {"counted_on": "hands", **counts, "d": -1},
        {"counted_on": "hands", **counts, "d": 501},
        {"counted_on": "phones", **counts},
    ):
        with database.begin(writes=True) as session, pytest.raises(IntegrityError):
            upsert(session, LiveHands, {"session_id": id_, "round": 1}, wrong)


def test_a_wrong_number_is_said_at_its_field(app: Flask) -> None:
    host = host_session(app)
    move(host, "next", "next", "next")
    host.get(f"{host.path}/hands").send(a="many", counted_on="hands")
    assert host.status == 422
    assert "Enter a whole number for A" in host.errors[0]


def test_hands_of_few_are_deleted_with_the_answers(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    move(host, "next", "next", "next")
    few, many = {"a": 2, "b": 0, "c": 0, "d": 0}, {"a": 2, "b": 3, "c": 0, "d": 0}
    for counts in (few, many):
        with writing(host) as session:
            live = session_of(session, host)
            assert hands.keep(session, live, live.state.round, CountedOn.HANDS, counts)
            session.commit()
        move(host, "reopen", "next")
    move(host, "end")
    page = host.path
    host.get(f"{page}/delete").send(what="answers")
    assert [row.total for row in stored(LiveHands)] == [5]


def test_sheets_of_paper_have_every_scenario_and_no_best_answer(app: Flask) -> None:
    host = host_session(app)
    response = host.client.get(f"{host.path}/sheets.pdf")
    assert response.status_code == 200
    assert response.data.startswith(b"%PDF")


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

    host = host_session(app)
    open_vote(host).send(move="close_soon")
    key = (host.path.split("/")[2], "participant")
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
        "Close the vote and go back to the questions on confidence",
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
    move(host, "next", "next", "next", "next", "next")
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
