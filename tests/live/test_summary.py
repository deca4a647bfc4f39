"""After a session: what its host sees, what is deleted, and what a participant takes away."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from quiz import scheduled
from quiz.answers.models import Attempt, Response
from quiz.clock import today
from quiz.database import Database
from quiz.live.session import aggregate, archive
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, LiveSums, Participant
from quiz.vocabulary import Moment
from tests.conftest import Stored
from tests.live import steps
from tests.live.steps import ITEM, OTHER
from tests.visitor import Visitor

WRONG = next(option.id for option in ITEM.options if option.id != ITEM.best)
RAW = (LiveAnswer, LiveRating, Participant)
Room = tuple[Visitor, list[Visitor]]


def held(app: Flask, many: int = 6) -> Room:
    """A session of two scenarios that is over. Of the first, all but one are right; then all are.
    The second is left out. Confidence is said before and after by everybody."""
    host = steps.host_session(app)
    guests = [steps.join_session(app, host) for _ in range(many)]
    steps.move(host, "next")
    for guest in guests:
        steps.rate(guest, casework="no")
    steps.move(host, "next")
    for number, guest in enumerate(guests):
        steps.vote(guest, ITEM.best if number else WRONG, "4")
    steps.move(host, "next", "next", "next", "next", "next")
    for guest in guests:
        steps.vote(guest, ITEM.best, "3")
    steps.move(host, "next", "next", "next", "skip")
    for guest in guests:
        steps.rate(guest, casework="yes")
    steps.move(host, "next", "end")
    return to_summary(host), guests


def to_summary(host: Visitor) -> Visitor:
    """From the page of a session that is over to what is told of it."""
    assert "The session has ended" in host.words
    return host.get(f"{host.path}/after")


def summary(host: Visitor) -> str:
    return host.path.removesuffix("/after")


def test_the_summary_says_what_happened(app: Flask) -> None:
    host, _ = held(app)
    assert host.path.endswith("/after")
    assert "6 joined. 1 scenario was asked." in host.words
    assert "Best answer: 5 of 6, then 6 of 6. Sure and wrong: 1, then 0." in host.words
    assert ITEM.title in host.words
    assert f"2. {OTHER.title} This was not asked." in host.words
    assert "Fewer than 5 people answered, so nothing is shown." not in host.words


def test_below_the_minimum_nothing_is_shown_anywhere(app: Flask) -> None:
    host, _ = held(app, many=4)
    assert "Fewer than 5 people answered, so nothing is shown." in host.words
    assert not host.page.select(".bars")
    assert "How confident the room said it was" not in host.words
    page = summary(host)
    assert host.client.get(f"{page}/pictures/scenario-1.png").status_code == 404
    assert host.client.get(f"{page}/pictures/confidence.png").status_code == 404
    book = load_workbook(BytesIO(host.client.get(f"{page}/after.xlsx").data))
    assert [book[name].max_row for name in ("Votes", "Confidence")] == [1, 1]
    text = words(host.client.get(f"{page}/after.pdf").data)
    assert "answered" in text
    assert "What the room said" not in text


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_files_say_what_the_page_says(app: Flask) -> None:
    host, _ = held(app)
    page = summary(host)
    assert "Best answer: 5 of 6, then 6 of 6." in words(host.client.get(f"{page}/after.pdf").data)
    book = load_workbook(BytesIO(host.client.get(f"{page}/after.xlsx").data))
    rows = list(book["Votes"].iter_rows(min_row=2, values_only=True))
    assert sum(row[9] for row in rows if row[2] == "First vote") == 6
    assert sum(row[10] for row in rows) == 1
    for name in ("scenario-1", "confidence"):
        picture = host.client.get(f"{page}/pictures/{name}.png")
        assert picture.data.startswith(b"\x89PNG")
        assert picture.mimetype == "image/png"
    assert host.client.get(f"{page}/pictures/scenario-2.png").status_code == 404
    assert host.client.get(f"{page}/pictures/../../secret.png").status_code == 404


def test_an_open_session_has_no_summary(app: Flask) -> None:
    host = steps.host_session(app)
    page = host.path
    assert host.get(f"{page}/after").path == page
    for name in ("after.pdf", "after.xlsx", "pictures/scenario-1.png"):
        assert host.client.get(f"{page}/{name}").status_code == 404


def test_who_leaves_takes_the_change_with_them(app: Flask) -> None:
    """A14: before for 6, after for 5: two pictures, and nothing is set against the other."""
    host = steps.host_session(app)
    guests = [steps.join_session(app, host) for _ in range(6)]
    steps.move(host, "next")
    for guest in guests:
        steps.rate(guest)
    steps.move(host, "next", "skip", "skip")
    for guest in guests[1:]:
        steps.rate(guest)
    to_summary(steps.move(host, "next", "end"))
    assert "no change is shown" in host.words
    assert not host.page.select("#confidence")
    assert "Before: 6 answered" in host.words
    assert "After: 5 answered" in host.words


def test_the_same_people_have_a_change(app: Flask) -> None:
    host, _ = held(app)
    assert host.page.select("#confidence")
    assert "no change is shown" not in host.words


def test_archiving_keeps_the_sums_and_the_page(
    app: Flask, database: Database, stored: Stored
) -> None:
    host, guests = held(app)
    before = host.page.select(".recap")
    shown = [" ".join(one.get_text(" ").split()) for one in before]
    ended = stored(LiveSession)[0].closed_on
    assert archived(app, database, ended + timedelta(days=29)) == 0
    assert archived(app, database, ended + timedelta(days=30)) == 1
    assert archived(app, database, ended + timedelta(days=31)) == 0
    assert not any(stored(table) for table in RAW)
    host.get(host.path)
    after = [" ".join(one.get_text(" ").split()) for one in host.page.select(".recap")]
    assert after == shown
    assert "The answers are deleted." in host.words
    assert guests[0].get("/play/feedback").status == 403
    kept = aggregate.from_json(stored(LiveSums)[0].sums)
    assert kept.confidence[Moment.BEFORE].people == 6


def archived(app: Flask, database: Database, day: date) -> int:
    with app.app_context(), database.begin(writes=True) as session:
        found = archive.archive_due(session, day)
        session.commit()
    return found


def test_a_command_archives_what_is_due(app: Flask, database: Database, stored: Stored) -> None:
    held(app)
    with database.begin(writes=True) as session:
        session.query(LiveSession).one().archive_on = date(2026, 1, 1)
        session.commit()
    result = app.test_cli_runner().invoke(args=["live", "archive-due"])
    assert result.output == "1 archived.\n"
    assert len(stored(LiveSums)) == 1
    assert not any(stored(table) for table in RAW)


def test_the_first_form_of_a_day_archives_what_is_due(
    app: Flask, database: Database, stored: Stored
) -> None:
    held(app)
    with database.begin(writes=True) as session:
        session.query(LiveSession).one().archive_on = date(2026, 1, 1)
        session.commit()
    app.extensions[scheduled.DONE_ON].clear()
    Visitor(app).get("/").send(length="short", when="end")
    assert not any(stored(table) for table in RAW)


def test_a_session_that_nobody_ended_is_archived_too(
    app: Flask, database: Database, stored: Stored
) -> None:
    host = steps.open_vote(steps.host_session(app))
    steps.vote(steps.join_session(app, host), "a")
    day = stored(LiveSession)[0].opened_on + timedelta(days=30)
    assert archived(app, database, day - timedelta(days=1)) == 0
    assert archived(app, database, day) == 1
    (left,) = stored(LiveSession)
    assert (left.phase, left.code) == ("end", None)
    assert not any(stored(table) for table in RAW)


@pytest.mark.parametrize("leaves", ["back", "end", "archived"])
def test_what_the_room_has_seen_stays_when_a_new_vote_is_left_open(
    app: Flask, database: Database, stored: Stored, leaves: str
) -> None:
    host = steps.host_session(app)
    guests = [steps.join_session(app, host) for _ in range(6)]
    steps.open_vote(host)
    for guest in guests:
        steps.vote(guest, WRONG)
    steps.move(host, "next", "next", "next", "reopen")
    steps.vote(guests[0], ITEM.best)
    if leaves == "archived":
        (live,) = stored(LiveSession)
        assert archived(app, database, live.archive_on) == 1
        host.get(host.path)
    else:
        steps.move(host, *dict.fromkeys((leaves, "end")))
    to_summary(host)
    assert "First vote: 6 answered" in host.words
    assert "Fewer than 5 people answered" not in host.words


def test_a_newcomer_to_the_second_vote_is_not_told_apart(app: Flask) -> None:
    """Both charts may stay; what became of the room may not, for it is not the same room."""
    host = steps.host_session(app, ITEM.id)
    guests = [steps.join_session(app, host) for _ in range(6)]
    steps.open_vote(host)
    for guest in guests:
        steps.vote(guest, WRONG)
    steps.move(host, "next", "next", "next", "next")
    guests.append(steps.join_session(app, host.get(host.path)))
    steps.move(host, "next")
    for guest in guests:
        steps.vote(guest, ITEM.best)
    steps.move(host, "next", "next", "end")
    to_summary(host)
    assert "Second vote" in host.words
    assert "then 7 of 7" not in host.words


def test_the_day_can_be_set(app: Flask, stored: Stored) -> None:
    host, _ = held(app)
    assert host.filled_in()["days"] == "30"
    host.send(days="7")
    (live,) = stored(LiveSession)
    assert live.archive_on == live.closed_on + timedelta(days=7)
    host.send(days="8")
    assert host.errors == ["Enter a number from 1 to 7"], "people were told the earlier day"


def test_a_session_that_was_made_long_ago_is_held_today(
    app: Flask, database: Database, stored: Stored
) -> None:
    """What is due is counted from the day it was begun, and nothing is due in the lobby."""
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    with database.begin(writes=True) as session:
        session.query(LiveSession).one().opened_on = today() - timedelta(days=31)
        session.commit()
    assert archived(app, database, today()) == 0
    steps.open_vote(host)
    steps.vote(guest, ITEM.best)
    assert archived(app, database, today()) == 0
    assert stored(LiveSession)[0].opened_on == today()
    assert len(stored(LiveAnswer)) == 1


def test_whoever_makes_it_says_for_how_long_answers_stay(app: Flask, stored: Stored) -> None:
    host = steps.signed_in(app).get("/host/new?template=20")
    assert host.filled_in()["days"] == "30"
    host.send(title="A morning", days="366")
    assert host.errors == ["Enter a number of days from 1 to 365"]
    host.send(days="60")
    steps.move(host, "end")
    (live,) = stored(LiveSession)
    assert live.archive_on == today() + timedelta(days=60)


def test_answers_can_be_deleted_at_once(app: Flask, stored: Stored) -> None:
    host, _ = held(app)
    host.get(f"{summary(host)}/delete").send(what="answers")
    assert not any(stored(table) for table in RAW)
    assert "Best answer: 5 of 6, then 6 of 6." in host.words
    assert len(stored(LiveSums)) == 1


def test_a_session_can_be_deleted_at_once(app: Flask, stored: Stored) -> None:
    host, guests = held(app)
    host.get(f"{summary(host)}/delete").send(what="session")
    assert host.path == "/host"
    assert not any(stored(table) for table in (*RAW, LiveSums, LiveSession))
    assert guests[0].get("/play/feedback").status == 403


def test_deleting_asks_what(app: Flask, stored: Stored) -> None:
    host, _ = held(app)
    host.get(f"{summary(host)}/delete").send()
    assert host.errors == ["Choose what to delete"]
    assert len(stored(Participant)) == 6


def test_a_participant_sees_their_own_answers(app: Flask) -> None:
    _, guests = held(app)
    me = guests[0].get("/play/feedback")
    assert me.status == 200
    assert "You chose the best answer in 1 of 1" in me.words
    assert ITEM.option(WRONG).text in me.words
    assert ITEM.option(ITEM.best).reason in me.words
    assert OTHER.title not in me.words
    note = me.page.find("textarea")
    assert note is not None
    assert ITEM.topic.title in note.get_text()


def test_nobody_has_feedback_before_the_end(app: Flask) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.open_vote(host)
    steps.vote(guest, ITEM.best)
    assert guest.get("/play/feedback").path == "/play"
    assert guest.get("/play/keep").path == "/play"


def test_a_copy_is_kept_under_five_words_and_outlives_the_session(
    app: Flask, database: Database, stored: Stored
) -> None:
    _, guests = held(app)
    me = guests[0].get("/play/keep").send()
    shown = me.page.find(id="return-code")
    assert shown is not None
    (copy,) = stored(Attempt)
    assert [(one.item, one.option, one.certainty) for one in stored(Response)] == [
        (ITEM.id, ITEM.best, 3)
    ]
    archived(app, database, date(2100, 1, 1))
    back = Visitor(app).get("/check/return").send(code=shown.get_text())
    assert back.path == "/check/feedback"
    assert "You got 1 of 1" in back.words
    assert "You said: no" in back.words
    assert copy.id not in me.response.text


def test_keeping_twice_keeps_one(app: Flask, stored: Stored) -> None:
    _, guests = held(app)
    me = guests[0].get("/play/keep")
    form = me.filled_in()
    me.post("/play/keep", form)
    me.post("/play/keep", form)
    assert len(stored(Attempt)) == 1
    assert len(stored(Response)) == 1
    assert guests[1].get("/play/keep").page.find(id="return-code") is None


def test_somebody_who_answered_nothing_keeps_nothing(app: Flask, stored: Stored) -> None:
    host = steps.host_session(app)
    guest = steps.join_session(app, host)
    steps.move(host, "end")
    assert "You did not answer any scenario" in guest.get("/play/feedback").words
    assert guest.get("/play/keep").path == "/play"
    assert not stored(Attempt)


@pytest.mark.parametrize("page", ["/play/feedback", "/play/keep"])
def test_a_stranger_has_no_such_page(app: Flask, page: str) -> None:
    assert Visitor(app).get(page).status == 403
