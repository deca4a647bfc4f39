"""A room: who is here, what a chart still needs, and hands."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from quiz.clock import long_date, today
from quiz.live.host import room_views
from quiz.live.session import hands, phones
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.models import LiveAnswer, Participant
from quiz.live.session.phones import LivePhone
from quiz.live.updates.presence import Presence
from quiz.storage.database import Database
from quiz.storage.tables import upsert
from tests.conftest import Stored
from tests.live.room_steps import START, FakeClock, display, see
from tests.live.steps import code, position
from tests.live.stored_steps import (
    host_session,
    join_session,
    membership,
    move,
    open_vote,
    session_of,
    vote,
    writing,
)
from tests.visitor import Visitor

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
    assert len(stored(LivePhone)) == 2, "nothing is left of phones that have gone"
    see(host, gone)
    assert "3 of 4 answered" in host.get(host.path).words
    move(host, "end")
    assert stored(LivePhone) == []
    see(host, quick)
    assert stored(LivePhone) == [], "nor is anything noted after the end"


@pytest.mark.both_databases
def test_somebody_who_leaves_is_not_waited_for(
    app: Flask, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    shared, other, third = (join_session(app, host) for _ in range(3))
    first = membership_id(shared)
    open_vote(host)
    vote(shared, "a"), vote(other, "b")
    move(host, "next", "next", "next")
    assert position(host).startswith("open_again-0")
    before = state_id(host)
    assert "0 of 3 answered" in host.words
    third.get("/check/leave").send()
    shared.get("/join").send(whose="somebody-else")
    assert "0 of 2 answered" in host.get(host.path).words, "they may come back to their turn"
    shared.get("/check/leave").send()
    assert "0 of 1 answered" in host.get(host.path).words
    assert state_id(host) > before, "pages that follow the session take it"
    with writing(host) as session:
        phones.keep(session, [first], phones.minute_of(fake_clock.now))
        session.commit()
    assert "0 of 1 answered" in host.get(host.path).words, "a beat of an old page changes nothing"
    shared.get("/join").send(code=code(host))
    vote(other, "b")
    assert "1 of 2 answered" in host.get(host.path).words
    assert len([row for row in stored(LiveAnswer) if row.round == 1]) == 2, "the vote is kept"
    move(host, "end")
    assert stored(LivePhone) == []


def membership_id(guest: Visitor) -> str:
    with writing(guest) as session:
        return membership(session, guest)[0].id


def state_id(host: Visitor) -> list[int]:
    part = host.get(host.path).page.select_one("[data-state-id]")
    assert part is not None
    return [int(number) for number in str(part["data-state-id"]).split(".")]


def test_the_minute_is_the_only_time_and_a_second_is_refused(
    app: Flask, database: Database, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    join_session(app, host)
    fake_clock.now += 59
    with database.begin(writes=True) as session:
        (row,) = session.scalars(select(LivePhone)).all()
        assert row.minute == START // 60
        with pytest.raises(IntegrityError):
            session.execute(update(LivePhone).values(minute=START))


def test_a_page_that_follows_the_session_is_noted_in_one_write_for_all(
    app: Flask, database: Database, stored: Stored, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    with database.begin(writes=True) as session:
        session.execute(delete(LivePhone))
        ids = session.scalars(select(Participant.id)).all()
        session.commit()
    presence = Presence(database, every=3600)
    app.extensions["presence"] = presence
    for guest in guests:
        guest.get("/play")
        assert guest.client.get("/play/state").status_code == 200
    assert stored(LivePhone) == [], "it is kept in memory until the next write"
    presence._every = 0
    assert presence.saw(ids[0])
    assert len(stored(LivePhone)) == 3
    presence.saw("f" * 64)  # somebody whose session was deleted meanwhile
    assert len(stored(LivePhone)) == 3


@pytest.mark.both_databases
def test_one_phone_is_one_row(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    see(host, *guests)
    see(host, *guests)
    assert len(stored(LivePhone)) == 3


# Too few for a chart


def test_the_host_sees_how_many_a_chart_still_needs(app: Flask) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(6)]
    assert "more for a chart" not in host.words
    open_vote(host)
    for guest in guests[:3]:
        vote(guest, "a")
    assert "3 of 6 answered. 2 more for a chart" in host.get(host.path).words
    for guest in guests[3:5]:
        vote(guest, "a")
    assert "more for a chart" not in host.get(host.path).words


def test_below_the_minimum_the_main_button_leads_past_the_empty_charts(app: Flask) -> None:
    host = host_session(app)
    for _ in range(3):
        join_session(app, host)
    move(host, "next", "next", "next")
    first = host.page.select(".hosting__buttons > button")[0]
    assert first.get_text() == "Let the room talk, without a chart"
    assert "Fewer than 5 answered, so there is no chart. Let people talk" in host.words
    assert "people were sure and split" not in host.words, "the notes do not contradict it"
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
    for phase in ("closed", "first"):
        assert position(host).startswith(f"{phase}-0")
        for words in (host.words, guests[0].get("/play").words):
            assert "By show of hands: 3 people" in words
            assert "A 2" in words
        screen = display(host)
        assert [one.get_text() for one in screen.page.select("h1")] == ["A has the most: 2 of 3."]
        assert "First vote. By show of hands A Use it" in screen.words
        assert not screen.page.select("#votes"), "three votes from phones make no chart"
        assert "there is no chart" not in screen.words, "the hands are one"
        move(host.get(page), "next")
    assert "so only these counts are shown" in display(host).words
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
    assert (host.status == 422) != kept
    if not kept:
        assert host.filled_in() | {"a": slips, "counted_on": "paper"} == host.filled_in()
        assert host.errors == [room_views.FEW_PAPERS % {"minimum": 5}]
    else:
        assert stored(LiveHands)[0].shown == {"a": "more than half"} | dict.fromkeys(
            "bcd", "fewer than half"
        )


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
        # PostgreSQL refuses a word that is too long before it looks at the constraint.
        with database.begin(writes=True) as session, pytest.raises(DBAPIError):
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
    (page, *_) = PdfReader(BytesIO(response.data)).pages
    assert f"Made on {long_date(today())}" in page.extract_text()
