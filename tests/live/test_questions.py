"""Questions from phones without a name: who may send them, and what the room sees."""

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from quiz.live.session import questions
from quiz.live.session.anonymous import LONGEST_TEXT
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from quiz.live.session.questions import MOST_QUESTIONS, LiveQuestion
from quiz.settings.keys import Purpose, keyed_hash
from quiz.storage.database import Database
from quiz.storage.tables import upsert
from tests.conftest import SECRET, Stored
from tests.live.room_steps import display
from tests.live.screen_steps import press
from tests.live.steps import open_screen, session_path
from tests.live.stored_steps import (
    host_session,
    join_session,
    membership,
    move,
    open_vote,
    vote,
    writing,
)
from tests.visitor import Visitor


def allow(host: Visitor) -> str:
    """Let phones send questions. Returns the path of the session."""
    page = session_path(host)
    host.get(f"{page}/questions").send(press="allow")
    assert "Phones may send questions now." in host.words
    return page


def send(guest: Visitor, text: str) -> Visitor:
    return guest.get("/play/question").send(question=text)


def does(host: Visitor, state: str, text: str, stored: Stored, at: str = "/questions") -> Visitor:
    """Press the button of a question on its page, or on the host's page."""
    (id_,) = [row.id for row in stored(LiveQuestion) if row.text == text]
    host.get(session_path(host) + at)
    (button,) = host.page.select(f'button[name="press"][value="{state} {id_}"]')
    form = button.find_parent("form")
    assert form is not None
    sent = {str(one["name"]): str(one["value"]) for one in form.select("input")}
    return host.post(f"{session_path(host)}/questions", sent | {"press": f"{state} {id_}"})


def shown(host: Visitor) -> str:
    screen = display(host.get(session_path(host)))
    assert screen.page.select_one(".display__part")
    found = screen.page.select_one("h1.display__question")
    return found.get_text() if found else ""


@pytest.mark.both_databases
def test_the_room_sees_only_the_question_that_the_host_puts_on_its_screen(
    app: Flask, stored: Stored
) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(2)]
    assert guests[0].get("/play/question").path == "/play", "off unless the host allows it"
    allow(host)
    assert "Ask the host a question" in guests[0].get("/play").words
    send(guests[0], "May I\u202e look   <b>now</b>?\x07")
    assert "Your question is sent: May I look <b>now</b>?" in guests[0].words
    tag = host.client.get(f"{session_path(host)}/state").headers["ETag"]
    send(guests[1], "Who decides?")
    assert host.client.get(f"{session_path(host)}/state").headers["ETag"] != tag, "pages take it"
    assert "Questions from phones (2)" in host.get(session_path(host)).words
    assert shown(host) == ""
    assert "look" not in display(host).words
    does(host, "shown", "Who decides?", stored, at="")
    assert host.path == session_path(host)
    assert shown(host) == "Who decides?"
    does(host, "shown", "May I look <b>now</b>?", stored)
    assert shown(host) == "May I look <b>now</b>?", "one at a time"
    does(host, "answered", "May I look <b>now</b>?", stored)
    assert shown(host) == ""
    does(host, "shown", "Who decides?", stored)
    does(host, "hidden", "Who decides?", stored)
    assert shown(host) == ""
    move(host, "end")
    host.get(f"{session_path(host)}/after")
    assert "Answered May I look <b>now</b>?" in host.words
    assert "Who decides?" not in host.words
    assert guests[0].get("/play/question").path == "/play"


def test_the_next_step_takes_a_question_off_the_screen(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guest, screen = join_session(app, host), open_screen(host)
    allow(host)
    send(guest, "Who decides?")
    open_vote(host)
    does(host, "shown", "Who decides?", stored)
    move(host, "pause")
    assert shown(host) == "", "a pause shows how to join"
    assert "The room sees it when you go on." in host.words
    move(host, "resume")
    assert shown(host) == "Who decides?", "a pause only covers it"
    does(host, "new", "Who decides?", stored)
    move(host, "pause")
    does(host, "shown", "Who decides?", stored)
    assert "The room sees it when you go on." in host.words
    move(host, "resume")
    assert shown(host) == "Who decides?", "it was put there during the pause"
    version = stored(LiveSession)[0].screen_version
    assert press(host, screen, "take_off", version=str(version - 1)).status_code == 409
    assert press(host, screen, "take_off").status_code == 303
    assert stored(LiveSession)[0].phase == "open", "the vote goes on"
    assert stored(LiveSession)[0].screen_version == version + 1
    does(host, "shown", "Who decides?", stored)
    move(host, "next")
    assert shown(host) == ""
    assert [row.state for row in stored(LiveQuestion)] == ["new"]


@pytest.mark.both_databases
def test_a_phone_sends_so_many_and_none_shows_whose_it_is(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guest = join_session(app, host)
    page = allow(host)
    open_vote(host)
    vote(guest, "a")
    for number in (0, *range(MOST_QUESTIONS)):  # the same text twice is one question
        assert send(guest, f"Question {number}?").status == 200
    assert guest.page.select_one("main form") is None, "no more can be sent"
    tag = str(guest.get("/play").page.select("[data-form-tag]")[0]["data-form-tag"])
    token = guest.get("/join").filled_in()["csrf_token"]
    guest.post("/play/question", {"question": "One more?", "form_tag": tag, "csrf_token": token})
    assert guest.status == 422
    rows = stored(LiveQuestion)
    assert len(rows) == MOST_QUESTIONS
    (person,) = stored(Participant)
    expected = {
        keyed_hash(SECRET, Purpose.LIVE_QUESTION, f"{person.id}:{number}").hex()
        for number in range(1, MOST_QUESTIONS + 1)
    }
    assert {row.id for row in rows} == expected
    assert person.id not in {row.id for row in rows}
    assert {row.participant_id for row in stored(LiveAnswer)} == {person.id}
    texts = host.get(f"{page}/questions").page.select(".question__text")
    listed = [one.get_text() for one in texts]
    assert listed == [row.text for row in sorted(rows, key=lambda row: row.id)]


def test_a_question_takes_the_first_free_id_while_keys_are_changed(app: Flask) -> None:
    """A process without the newest key cannot find the questions that it made, nor can one whose
    older key was taken away."""
    old, middle, new = SECRET, "m" * 40, "n" * 40
    guest = join_session(app, host := host_session(app))
    allow(host)
    with writing(guest) as session:
        who, live = membership(session, guest)

        def ask(text: str, *secrets: str) -> bool:
            return questions.ask(session, live, who, secrets, text)

        assert ask("1", middle, old)
        assert all(ask(text, old) for text in "23456")
        assert not ask("7", old)
        assert len(questions.of(session, who, (middle, old))) == MOST_QUESTIONS + 1
        assert not ask("8", middle, old), "more than the most is no fewer"
        session.rollback()
    with writing(guest) as session:
        who, live = membership(session, guest)
        assert ask("1", old)
        assert ask("2", new, middle, old)
        assert ask("3", middle, old)
        assert all(ask(text, new, old) for text in "456"), "the middle key was taken away"
        assert not ask("7", new, old)
        assert questions.of(session, who, (new, old)) == ["1", "2", "4", "5", "6"]


def test_an_empty_or_long_question_is_refused(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guest = join_session(app, host)
    allow(host)
    for text in ("  ", "\u200b", "x" * (LONGEST_TEXT + 1)):
        assert send(guest, text).status == 422
    assert send(guest, "x" * LONGEST_TEXT).status == 200
    assert [row.text for row in stored(LiveQuestion)] == ["x" * LONGEST_TEXT]


def test_the_host_can_stop_them_and_they_go_with_the_answers(app: Flask, stored: Stored) -> None:
    host, other = host_session(app), host_session(app, name="Ola")
    guest = join_session(app, host)
    page = allow(host)
    send(guest, "Who decides?")
    guest.get("/play/question")
    host.get(f"{page}/questions").send(press="stop")
    guest.send(question="Too late?")
    assert guest.path == "/play"
    (row,) = stored(LiveQuestion)
    form = other.get(f"{session_path(other)}/questions")
    assert "Who decides?" not in form.words
    form.send(press=f"shown {row.id}")
    assert stored(LiveQuestion)[0].state == "new", "it belongs to another session"
    move(host.get(page), "end")
    host.get(f"{page}/delete").send(what="answers")
    assert stored(LiveQuestion) == []
    assert "Questions from phones" not in host.get(f"{page}/after").words


@pytest.mark.both_databases
def test_the_table_refuses_a_strange_text_or_state(app: Flask, database: Database) -> None:
    session_id = session_path(host_session(app)).split("/")[2]
    for text, state in (
        ("", "new"),
        (" ", "new"),
        ("x" * (LONGEST_TEXT + 1), "new"),
        ("Who?", "x"),
    ):
        row = {"session_id": session_id, "text": text, "state": state}
        # PostgreSQL refuses a text that is too long before it looks at the constraint.
        with database.begin(writes=True) as session, pytest.raises(DBAPIError):
            upsert(session, LiveQuestion, {"id": "a" * 64}, row)
