"""The host's summary after a session: page, files and images agree, and identify nobody."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from quiz.live.results import summary
from quiz.live.session.models import LiveSession, LiveSums
from quiz.storage.database import Database
from tests.conftest import Stored
from tests.live import stored_steps as steps
from tests.live.completed_session import (
    WRONG,
    archive_due,
    completed_session,
    session_path,
    to_summary,
)
from tests.live.numbers_read import words
from tests.live.steps import ITEM, OTHER
from tests.visitor import Visitor


def test_the_summary_says_what_happened(app: Flask) -> None:
    host, _ = completed_session(app)
    assert host.path.endswith("/after")
    assert (
        "6 people joined. 2 scenarios were asked. The vote on 1 of them was left out." in host.words
    )
    words_of = "More than half of the 6 chose the best answer. Still more than half."
    assert words_of in host.words
    assert "Sure, and wrong: fewer than half of the 6, then fewer than half of the 6." in host.words
    assert ITEM.title in host.words
    assert f"2. {OTHER.title} {summary.LEFT_OUT}" in host.words
    assert "Fewer than 5 people answered on phones, so their votes are not shown." not in host.words


def test_below_the_minimum_nothing_is_shown_anywhere(app: Flask) -> None:
    host, _ = completed_session(app, count=4)
    assert "Fewer than 5 people answered on phones, so their votes are not shown." in host.words
    assert not host.page.select(".bars")
    assert "How confident the room said it was" not in host.words
    page = session_path(host)
    assert host.client.get(f"{page}/charts/scenario-1.png").status_code == 404
    assert host.client.get(f"{page}/charts/confidence.png").status_code == 404
    book = load_workbook(BytesIO(host.client.get(f"{page}/after.xlsx").data))
    assert book["Votes"].max_row == 1
    assert "Confidence" not in book.sheetnames
    text = words(host.client.get(f"{page}/after.pdf").data)
    assert "answered" in text
    assert "What the room said" not in text


@pytest.mark.parametrize("public_url", [None, "https://look.example"])
def test_the_handout_leads_to_the_guidance_in_two_minutes(
    app: Flask, public_url: str | None
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], public_url=public_url)
    host, _ = completed_session(app)
    handout = words(host.client.get(f"{session_path(host)}/after.pdf").data)
    assert f": {public_url or 'http://localhost'}/guidance/{ITEM.topic.id}" in handout


def test_the_files_agree_with_the_page(app: Flask) -> None:
    host, _ = completed_session(app, count=10)
    page = session_path(host)
    sentence = "9 of 10 chose the best answer. Now 10 of 10."
    assert sentence in host.words
    assert sentence in words(host.client.get(f"{page}/after.pdf").data)
    book = load_workbook(BytesIO(host.client.get(f"{page}/after.xlsx").data))
    rows = list(book["Votes"].iter_rows(min_row=2, values_only=True))
    assert sum(row[9] for row in rows if row[2] == "First vote") == 10
    assert sum(row[10] for row in rows) == 1
    for name in ("scenario-1", "confidence"):
        image = host.client.get(f"{page}/charts/{name}.png")
        assert image.data.startswith(b"\x89PNG")
        assert image.mimetype == "image/png"
    assert host.client.get(f"{page}/charts/scenario-2.png").status_code == 404
    assert host.client.get(f"{page}/charts/../../secret.png").status_code == 404


def test_what_was_left_out_is_told_from_what_was_not_asked(
    app: Flask, database: Database, stored: Stored
) -> None:
    host = steps.host_session(app)
    steps.move(host, "skip")
    page, sums = host.path, {}
    for archived in (False, True):
        if archived:
            assert archive_due(app, database, date(2100, 1, 1)) == 1
            sums = json.loads(stored(LiveSums)[0].sums)
        else:
            steps.move(host, "end")
        host.get(f"{page}/after")
        assert f"1. {ITEM.title} {summary.LEFT_OUT}" in host.words
        assert f"2. {OTHER.title} {summary.NOT_ASKED}" in host.words
    for one in sums["asked"]:
        del one["left_out"]
    with database.begin(writes=True) as session:
        session.execute(update(LiveSums).values(sums=json.dumps(sums)))
        session.commit()
    host.get(f"{page}/after")
    for number, title in enumerate((ITEM.title, OTHER.title), 1):
        assert f"{number}. {title} {summary.NOT_ASKED_OR_LEFT_OUT}" in host.words


def test_an_open_session_has_no_summary(app: Flask) -> None:
    host = steps.host_session(app)
    page = host.path
    assert host.get(f"{page}/after").path == page
    for name in ("after.pdf", "after.xlsx", "charts/scenario-1.png"):
        assert host.client.get(f"{page}/{name}").status_code == 404


def test_no_change_is_shown_after_one_person_left(app: Flask) -> None:
    """A14: 6 before and 5 after. Both are shown; a change would show how the sixth answered."""
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


def test_a_change_is_shown_for_the_same_people(app: Flask) -> None:
    host, _ = completed_session(app)
    assert host.page.select("#confidence")
    assert "no change is shown" not in host.words


@pytest.mark.parametrize("how", ["back", "end", "archived"])
def test_a_vote_that_was_shown_still_counts_when_a_new_vote_is_left_out(
    app: Flask, database: Database, stored: Stored, how: str
) -> None:
    host = steps.host_session(app)
    guests = [steps.join_session(app, host) for _ in range(6)]
    steps.open_vote(host)
    for guest in guests:
        steps.vote(guest, WRONG)
    steps.move(host, "next", "next", "next", "reopen")
    steps.vote(guests[0], ITEM.best)
    if how == "archived":
        (live,) = stored(LiveSession)
        assert archive_due(app, database, live.archive_on) == 1
        host.get(host.path)
    else:
        steps.move(host, *dict.fromkeys((how, "end")))
    to_summary(host)
    assert "First vote: 6 answered" in host.words
    assert "Fewer than 5 people answered" not in host.words


def test_it_is_said_when_not_the_same_people_answered_both_votes(app: Flask) -> None:
    """Both charts may be shown, and the sentence says no more than they do."""
    host = steps.host_session(app, ITEM.id)
    guests = [steps.join_session(app, host) for _ in range(10)]
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
    assert "10 of 10 were sure, and wrong. Now nobody." in host.words
    assert "Not all the same people answered both times." in host.words


def test_a_vote_after_the_answer_is_labelled_everywhere_and_never_counts(
    app: Flask, database: Database, stored: Stored
) -> None:
    """Two steps back and a reopened vote: the second vote stays 6 of 12, on pages and in files."""
    host = steps.host_session(app, ITEM.id)
    guests = [steps.join_session(app, host) for _ in range(12)]
    late = steps.join_session(app, host)
    steps.open_vote(host)
    for number, guest in enumerate(guests):
        steps.vote(guest, ITEM.best if number % 2 else WRONG)
    steps.move(host, "next", "skip", "back", "reopen")
    for guest in (*guests, late):
        steps.vote(guest, ITEM.best)
    assert "A vote after the answer is open" in host.words
    display = Visitor(app)
    display.client = host.client
    for page in (guests[0].get("/play"), display.get(f"{host.path}/display")):
        assert "Asked after the answer: keep yours, or change it." in page.words
    steps.move(host, "next")
    label, sentence = "Asked after the answer", "6 of 12 were sure, and wrong."
    for page in (host, guests[0].get("/play")):
        assert label in page.words
        assert "First and second vote" not in page.words
    steps.move(host, "next")
    shown = [host, guests[0].get("/play"), display.get(f"{host.path}/display")]
    steps.move(host, "end")
    shown.append(to_summary(host))
    for page in shown:
        assert sentence in page.words
        assert label in page.words
        assert "Now" not in page.words
    path = session_path(host)
    handout = words(host.client.get(f"{path}/after.pdf").data)
    assert sentence in handout
    assert label in handout
    book = load_workbook(BytesIO(host.client.get(f"{path}/after.xlsx").data))
    rows = list(book["Votes"].iter_rows(min_row=2, values_only=True))
    assert {row[2]: row[9] for row in rows if row[4] == "yes"} == {"First vote": 6, label: 13}
    mine = guests[0].get("/play/feedback")
    assert "You chose the best answer in 0 of 1" in mine.words
    assert label in mine.words
    assert "You chose the best answer" not in late.get("/play/feedback").words
    archive_due(app, database, date(2100, 1, 1))
    (sums,) = stored(LiveSums)
    (asked,) = json.loads(sums.sums)["asked"]
    assert [vote["people"] for vote in (*asked["votes"], asked["later"])] == [12, 13]
    assert sentence in host.get(host.path).words
