"""Hosting: from any device, by sign-in alone, with buttons that know where they were pressed."""

import pytest
from flask import Flask

from quiz.live.session.agendas import AFTER, AGAIN, BEST, CLOSE, DISCUSSION, JOIN, TALK, VOTE
from quiz.live.session.models import CoHost, LiveAnswer, LiveSession
from quiz.people import accounts
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live.way import (
    CONTESTED,
    ITEM,
    code,
    hosting,
    joined,
    move,
    open_vote,
    phase,
    signed_in,
    vote,
)
from tests.visitor import Visitor


def test_a_session_is_made_from_a_forms_letter_or_from_ids(app: Flask, stored: Stored) -> None:
    hosting(app, "B")
    hosting(app, f"{CONTESTED.id} {ITEM.id} {ITEM.id}", name="Ola")
    plans = {live.title: live.plan for live in stored(LiveSession)}
    assert len(plans["Tess’s morning"].scenarios) == 12
    asked = plans["Ola’s morning"].scenarios
    assert [(one.item, one.contested) for one in asked] == [
        (CONTESTED.id, True),
        (ITEM.id, False),
    ]


def test_the_whole_way_by_the_first_button(app: Flask) -> None:
    host = hosting(app, f"{ITEM.id} {CONTESTED.id}")
    visitor = joined(app, host)
    seen = []
    while "The session has ended" not in host.words:
        move(host, "next")
        visitor.get("/play")
        assert phase(visitor) == phase(host)
        seen.append(phase(visitor).partition("-")[0])
    one = ["open", "closed", "certainty", "first", "discuss", "open_again", "both", "best"]
    assert seen == ["before", *one, *one, "after", "change", "end"]
    assert host.page.select_one("main form") is None


def test_the_host_is_told_how_many_answered_and_nothing_of_what(app: Flask) -> None:
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(6)]
    open_vote(host)
    told = set()
    for option in "abcd":
        for visitor in visitors[:5]:
            vote(visitor, option, "4")
        host.get(host.path)
        assert "5 of 6 answered" in host.words
        told.add(host.words)
        assert host.page.select_one(".bars") is None
    assert len(told) == 1, "whatever they answer, the host's page is the same"


@pytest.mark.parametrize(("people", "charted"), [(4, False), (5, True)])
def test_charts_come_after_closing_and_only_for_enough(
    app: Flask, people: int, charted: bool
) -> None:
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(people)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "b", "4")
    for name in ("closed", "certainty", "first", "discuss"):
        move(host, "next")
        assert phase(host).startswith(name)
        shown = charted and name != "closed"
        for page in (host, visitors[0].get("/play")):
            assert (page.page.select_one(".bars") is not None) == shown


def test_a_second_device_of_the_host_takes_over_cleanly(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    tablet = signed_in(app).get(host.path)
    move(host, "next")
    stale = tablet.send(move="next")
    assert stale.status == 409
    assert "Nothing was changed" in stale.words
    assert phase(tablet) == "before-0-0", "it shows where the session is now"
    move(tablet, "next", "next")
    assert phase(host.get(host.path)) == "closed-0-1"
    assert stored(LiveSession)[0].version == 3


def test_next_pressed_twice_moves_once(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    pressed = host.filled_in() | {"move": "next"}
    action = f"{host.path}/move"
    assert [host.client.post(action, data=pressed).status_code for _ in range(2)] == [303, 409]
    assert stored(LiveSession)[0].phase == "before"


def test_a_move_that_is_not_allowed_from_here_changes_nothing(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    before = host.filled_in()
    for wrong, status in (
        *(({"move": one}, 409) for one in ("reopen", "back", "resume")),
        *(({"move": one}, 400) for one in ("best", "", "NEXT")),
        *(({"move": "next", "version": one}, 400) for one in ("", "-1", "x", "0 ")),
        ({"move": "next", "version": "9" * 30}, 409),
    ):
        assert host.client.post(f"{host.path}/move", data=before | wrong).status_code == status
    assert (stored(LiveSession)[0].phase, stored(LiveSession)[0].version) == ("lobby", 0)


def test_two_sessions_never_hear_each_other(app: Flask, stored: Stored) -> None:
    one, two = hosting(app), hosting(app, name="Ola")
    here, there = joined(app, one), joined(app, two)
    open_vote(one)
    assert phase(there.get("/play")) == "lobby-0-0"
    open_vote(two)
    move(two, "next")
    assert phase(here.get("/play")) == "open-0-1"
    vote(here, "a")
    assert "1 of 1 answered" in one.get(one.path).words
    move(two, "reopen")
    assert "0 of 1 answered" in two.get(two.path).words
    by_session = {row.session_id for row in stored(LiveAnswer)}
    assert by_session == {one.path.rpartition("/")[2]}


def test_a_co_host_by_invitation(app: Flask, stored: Stored) -> None:
    host, other = hosting(app), signed_in(app, "Ola")
    page = host.path
    assert other.get(page).status == 404
    assert other.post(f"{page}/move", {"move": "next", "version": "0"}).status == 404
    host.get(f"{page}/cohost").send(email=" OLA@council.example ")
    assert host.status == 200
    assert "Ola" in host.words
    assert other.get("/host").get(page).status == 200
    move(other, "next")
    assert other.get(f"{page}/cohost").status == 403, "only whoever made it invites"
    ola = stored(CoHost)[0].person_id
    host.get(page).get(f"{page}/cohost")
    token = host.page.select_one("input[name=csrf_token]")
    assert token is not None
    host.post(f"{page}/cohost", {"remove": ola, "csrf_token": str(token["value"])})
    assert stored(CoHost) == []
    assert other.get(page).status == 404


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("nobody@council.example", "No trainer here has an account"),
        ("lee@council.example", "No trainer here has an account"),
        ("gone@council.example", "No trainer here has an account"),
        ("tess@council.example", "your own session"),
        ("", "Enter an email address"),
    ],
)
def test_only_trainers_are_invited(app: Flask, stored: Stored, email: str, says: str) -> None:
    host = hosting(app)
    signed_in(app, "Lee", (Role.LEAD,))
    signed_in(app, "Gone")
    with app.test_request_context(method="POST"):
        from quiz.database import session

        gone = accounts.find_by_email(session(), "gone@council.example")
        assert gone is not None
        gone.active = False
        session().commit()
    host.get(f"{host.path}/cohost").send(email=email)
    assert host.status == 422
    assert says in host.errors[0]
    assert stored(CoHost) == []


def test_an_ended_session_takes_nothing_more(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    vote(visitor, "a", "1")
    late = visitor.get("/play?change=1").filled_in()
    pressed = host.filled_in()
    move(host, "end")
    live = stored(LiveSession)[0]
    assert (live.code, live.phase) == (None, "end")
    assert live.closed_on is not None
    assert host.client.post(f"{host.path}/move", data=pressed | {"move": "next"}).status_code == 409
    assert visitor.post("/play", late | {"certainty": "4"}).status == 409
    assert [row.certainty for row in stored(LiveAnswer)] == [1]


def test_the_hosts_list_has_their_own_and_those_they_are_invited_to(app: Flask) -> None:
    hosting(app), hosting(app, name="Ola")
    other = signed_in(app, "Ola").get("/host")
    assert "Ola’s morning" in other.words
    assert "Tess’s morning" not in other.words


def test_sessions_with_one_title_and_day_can_be_told_apart(app: Flask) -> None:
    host = hosting(app, f"{ITEM.id} {CONTESTED.id}")
    first = code(host)
    second = code(hosting(app, ITEM.id))
    host.get("/host")
    lines = [line.get_text() for line in host.page.select(".hosted li")]
    assert [(first in line, "2 scenarios" in line) for line in lines if first in line] == [
        (True, True)
    ]
    assert [("1 scenario " in line) for line in lines if second in line] == [True]
    assert "Live sessions" in host.words


def test_who_has_begun_may_send_in_a_pause_and_the_host_is_told(app: Flask) -> None:
    host = hosting(app)
    may = "Whoever has begun to answer can still send."
    assert may not in move(host, "pause").words
    move(host, "resume", "next")
    assert may not in host.words
    assert may in move(host, "pause").words


def test_to_go_back_from_an_open_vote_says_that_it_closes_it(app: Flask) -> None:
    host = hosting(app)
    open_vote(host)
    assert "Close the vote and go back to the questions on confidence" in host.words
    move(host, "next", "skip", "next")
    assert "Close the vote and go back to the reasons of scenario 1" in host.words
    move(host, "next")
    assert "Back to the reasons of scenario 1" in host.words
    assert "Close the vote" not in host.words
    move(host, "next", "next", "next", "next")
    assert "Close the vote and go back to the talk" in host.words


def test_the_host_alone_has_notes_and_a_question_to_ask(app: Flask) -> None:
    host = hosting(app, f"{ITEM.id} {CONTESTED.id}")
    visitor = joined(app, host)
    room = Visitor(app)
    room.client = host.client
    assert JOIN[0] in host.words
    open_vote(host)
    told = {VOTE: 1, TALK: 4, AGAIN: 1, BEST: 2}
    seen = dict.fromkeys((*told, DISCUSSION), 0)
    while "Scenario 1 of 2" in host.words:
        for notes in seen:
            seen[notes] += notes[0] in host.words
        shown = host.page.select_one("section[aria-labelledby=notes]")
        assert shown is not None
        assert ITEM.prompt in shown.get_text()
        for others in (visitor.get("/play").response.text, room.get(f"{host.path}/room").words):
            assert ITEM.prompt not in others
        move(host, "next")
    assert seen == told | {DISCUSSION: 0}
    move(host, "next")
    assert DISCUSSION[0] in host.words
    move(host, "skip", "next")
    assert AFTER[0] in host.words
    move(host, "next")
    assert CLOSE[0] in host.words
