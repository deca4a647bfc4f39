"""What people will do differently: who sees it, and what is stored of it."""

import pytest
from flask import Flask
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from quiz.answers import record
from quiz.live.session import pledges
from quiz.live.session.anonymous import LONGEST_TEXT
from quiz.live.session.models import LiveAnswer
from quiz.live.session.pledges import LivePledge
from quiz.storage.database import Database, connect, downgrade, upgrade
from quiz.storage.tables import upsert
from tests.conftest import SECRET, Stored
from tests.databases import insert
from tests.live.dates import DAY
from tests.live.steps import session_path
from tests.live.stored_steps import (
    host_session,
    join_session,
    membership,
    move,
    open_vote,
    writing,
)
from tests.visitor import Visitor

BEFORE, AFTER = "0026since0025", "0027since0025"


def ended_session(app: Flask, count: int = 6) -> tuple[Visitor, list[Visitor]]:
    """A host whose session has ended, and its participants."""
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(count)]
    return move(host, "end"), guests


def ticked(host: Visitor) -> list[str]:
    """The sentences whose boxes are ticked on the host's page."""
    boxes = host.page.select(".govuk-checkboxes__item")
    labels = [box.label.get_text(strip=True) for box in boxes if box.select("input[checked]")]  # type: ignore[union-attr]
    return sorted(labels)


def marks(host: Visitor, *texts: str) -> list[str]:
    """The values of the boxes beside these sentences on the host's page."""
    boxes = host.page.select(".govuk-checkboxes__item")
    found = [box for box in boxes if any(text in box.get_text() for text in texts)]
    assert len(found) == len(texts)
    return [str(box.input["value"]) for box in found]  # type: ignore[index]


def write(guest: Visitor, text: str) -> Visitor:
    return guest.get("/play").send(pledge=text)


@pytest.mark.both_databases
def test_the_room_sees_them_only_when_the_host_shows_them(app: Flask, stored: Stored) -> None:
    host, guests = ended_session(app)
    page = session_path(host)
    for number, guest in enumerate(guests[:4]):
        write(guest, f"I will ask {number} <b>first</b>")
    assert "I will ask" not in host.get(f"{page}/pledges").words, "four are too few"
    assert "You can read and show them once 5 people have" in host.words
    assert "Your sentence is kept" in guests[0].words
    write(guests[4], "I will look\u202e\u200b up   the law\x07")
    host.get(f"{page}/pledges")
    assert "I will look up the law" in host.words
    assert "I will ask 0 <b>first</b>" in host.words, "it is escaped"
    assert "I will" not in host.get(f"{page}/display").words
    host.get(f"{page}/pledges").send(shown=marks(host, "ask 1", "ask 2", "ask 3", "the law"))
    for path in ("display", "after"):
        host.get(f"{page}/{path}")
        assert "I will ask 1" in host.words
        assert "I will ask 0" not in host.words
    write(guests[1], "I will write what the host has not read")
    assert "has not read" not in host.get(f"{page}/display").words
    host.get(f"{page}/pledges").send(none="yes")
    assert "I will" not in host.get(f"{page}/display").words


def test_each_phone_has_one_and_none_stands_beside_an_answer(app: Flask, stored: Stored) -> None:
    _, guests = ended_session(app)
    write(guests[0], "First"), write(guests[0], "Second")
    assert [row.text for row in stored(LivePledge)] == ["Second"]
    assert not {row.id for row in stored(LivePledge)} & {
        row.participant_id for row in stored(LiveAnswer)
    }


@pytest.mark.parametrize(
    ("text", "status"), [("  ", 422), ("\u200b \u200b", 422), ("x" * 201, 422), ("x" * 200, 200)]
)
def test_an_empty_or_long_sentence_is_refused(app: Flask, text: str, status: int) -> None:
    _, guests = ended_session(app)
    assert write(guests[0], text).status == status


def test_nobody_writes_one_before_the_end(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    guest = join_session(app, host)
    open_vote(host)
    sent = guest.get("/play").filled_in()
    guest.post("/play", sent | {"pledge": "Too early"})
    assert guest.status == 409
    assert stored(LivePledge) == []


def test_they_are_deleted_with_the_answers(app: Flask, stored: Stored) -> None:
    host, guests = ended_session(app)
    page = session_path(host)
    for guest in guests:
        write(guest, "I will ask first")
    host.get(f"{page}/delete").send(what="answers")
    assert stored(LivePledge) == []
    assert "What people will do differently" not in host.get(f"{page}/after").words


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["", " ", "x" * (LONGEST_TEXT + 1)])
def test_the_table_refuses_an_empty_or_long_text(app: Flask, database: Database, text: str) -> None:
    host, _ = ended_session(app)
    row = {"session_id": session_path(host).split("/")[2], "text": text, "shown": False}
    with database.begin(writes=True) as session, pytest.raises(Exception) as refused:  # noqa: PT011
        upsert(session, LivePledge, {"id": "a" * 64}, row)
    # PostgreSQL refuses what is too long for the column before it looks at the constraint.
    assert isinstance(refused.value, IntegrityError) or "too long" in str(refused.value)


def test_nothing_is_ticked_that_the_host_has_not_chosen(app: Flask, stored: Stored) -> None:
    host, guests = ended_session(app)
    page = f"{session_path(host)}/pledges"
    for number, guest in enumerate(guests[:5]):
        write(guest, f"Sentence {number}")
    assert ticked(host.get(page)) == []
    assert "New, or changed" not in host.words, "all are new"
    host.send()
    assert "The room’s screen shows none of them." in host.words
    assert [row.shown for row in stored(LivePledge)] == [False] * 5
    assert ticked(host.get(page)) == []
    assert not host.page.select('a[href="?new=1"]'), "the host has chosen about all"
    write(guests[5], "Sentence 5")
    host.get(page)
    first = host.page.select(".govuk-checkboxes__item")[0].get_text(" ", strip=True)
    assert first == "Sentence 5 New, or changed since you read it"
    host.get(f"{page}?new=1")
    assert ticked(host) == ["Sentence 5"], "what was hidden stays hidden"
    host.send()
    assert ticked(host) == ["Sentence 5"]
    host.send(none="yes")
    assert ticked(host) == []
    assert [row.shown for row in stored(LivePledge)] == [False] * 6


def test_all_are_ticked_in_one_press_that_the_host_makes(app: Flask, stored: Stored) -> None:
    host, guests = ended_session(app)
    for number, guest in enumerate(guests):
        write(guest, f"Sentence {number}")
    page = f"{session_path(host)}/pledges"
    (link,) = host.get(page).page.select('main a[href="?new=1"]')
    assert link.get_text() == "Tick all 6"
    host.get(f"{page}?new=1").send()
    assert [row.shown for row in stored(LivePledge)] == [True] * 6


def test_a_text_that_changed_while_the_host_read_is_not_shown(app: Flask, stored: Stored) -> None:
    host, guests = ended_session(app)
    page = session_path(host)
    for number, guest in enumerate(guests[:5]):
        write(guest, f"Sentence {number}")
    sent = host.get(f"{page}/pledges?new=1").filled_in()
    sent["shown"] = marks(host, *(f"Sentence {number}" for number in range(5)))
    write(guests[0], "An unread name")
    write(guests[5], "An unread sentence")
    host.post(f"{page}/pledges", sent)
    assert "2 are new, or were changed since you read them, so they are not shown." in host.words
    assert ticked(host) == [f"Sentence {number}" for number in range(1, 5)]
    assert {row.text: row.shown for row in stored(LivePledge)} == {
        **{f"Sentence {number}": True for number in range(1, 5)},
        **{"An unread name": None, "An unread sentence": None},
    }
    assert "unread" not in host.get(f"{page}/display").words
    sent["shown"] = []
    write(guests[1], "Sentence 1, changed")
    host.post(f"{page}/pledges", sent | {"none": "yes"})
    assert {row.shown for row in stored(LivePledge)} == {None, False}


def test_a_screen_that_shows_a_sentence_takes_it_off_when_it_is_changed(app: Flask) -> None:
    host, guests = ended_session(app)
    page = session_path(host)
    for number, guest in enumerate(guests):
        write(guest, f"Sentence {number}")
    host.get(f"{page}/pledges?new=1").send()
    screen = str(host.client.get(f"{page}/display").headers["Location"])
    tag = host.client.get(f"{screen}/state").headers["ETag"]
    write(guests[0], "A second thought")
    later = host.client.get(f"{screen}/state", headers={"If-None-Match": tag})
    assert later.status_code == 200
    assert "Sentence 0" not in later.text
    numbers = [
        [int(one) for one in each[3:-1].split(".")[:-1]] for each in (tag, later.headers["ETag"])
    ]
    assert numbers[0] < numbers[1], "pages take what is newer"


def test_a_person_has_one_also_while_keys_are_changed(app: Flask, stored: Stored) -> None:
    _, guests = ended_session(app)
    newer = "k" * 40
    with writing(guests[0]) as session:
        who, live = membership(session, guests[0])
        for secrets, text in (((newer, SECRET), "New"), ((SECRET,), "Old")):
            assert pledges.keep(session, live, who, secrets, text)
        assert pledges.written(session, live) == 2, "the process with the old key finds no other"
        assert pledges.of(session, who, (newer, SECRET)) == "New"
        assert pledges.keep(session, live, who, (newer, SECRET), "Newest")
        assert pledges.written(session, live) == 1
        session.commit()
    assert [row.text for row in stored(LivePledge)] == ["Newest"]


@pytest.mark.both_databases
def test_the_migration_keeps_what_is_shown_and_hidden(
    database_url: str,
) -> None:
    opened = connect(database_url)
    upgrade(opened, BEFORE)
    host, live = record.new_id(), record.new_id()
    person = {"id": host, "email": "a@b.example", "name": "Ada", "invited_on": DAY, "active": True}
    insert(opened.writer, "person", person)
    state = {"phase": "lobby", "step": 0, "votes": "[]", "paused": False, "version": 9}
    more = {"screen_moves": True, "takes_questions": False, "number": 0, "revealed": "[]"}
    row = {"id": live, "person_id": host, "title": "Monday", "plan": "{}", "opened_on": DAY}
    insert(opened.writer, "live_session", row | state | more | {"rehearsal": False})
    for letter, shown in (("a", True), ("b", False)):
        pledge = {"id": letter * 64, "session_id": live, "text": "x", "shown": shown}
        insert(opened.writer, "live_pledge", pledge)

    def stored() -> list[bool | None]:
        with opened.writer.connect() as connection:
            rows = connection.execute(sql("SELECT shown FROM live_pledge ORDER BY id"))
            return [None if one is None else bool(one) for one in rows.scalars()]

    upgrade(opened, AFTER)
    assert stored() == [True, False]
    changed = {"id": "c" * 64, "session_id": live, "text": "x", "shown": None}
    insert(opened.writer, "live_pledge", changed)
    downgrade(opened, BEFORE)
    assert stored() == [True, False, False]
    opened.close()
