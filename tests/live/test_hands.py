"""Hands and paper: what the host counts, on which vote it is, and that pages and files say so."""

import re
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pptx import Presentation
from sqlalchemy.exc import DBAPIError

from quiz.database import Database
from quiz.live.session import archive, hands
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.tables import upsert
from tests.conftest import Stored
from tests.live import numbers_read
from tests.live.completed_session import session_path, to_summary
from tests.live.room_steps import display
from tests.live.steps import CONTESTED, ITEM, position
from tests.live.stored_steps import (
    host_session,
    join_session,
    move,
    open_vote,
    session_of,
    vote,
    writing,
)
from tests.visitor import Visitor


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
    if kept:
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


NO_BEST = "There is no single best answer."


def count(host: Visitor, path: str, *counted: int) -> Visitor:
    """Count hands on the page for it, and go back to the host's page."""
    typed = {option: str(n) for option, n in zip("abcd", counted, strict=True)}
    return host.get(f"{path}/hands").send(**typed, counted_on="hands")


def texts_of(host: Visitor) -> dict[str, str]:
    """The summary and every file of it as text."""
    path = session_path(host)
    files = {end: host.client.get(f"{path}/after.{end}").data for end in ("pdf", "xlsx", "pptx")}
    book = load_workbook(BytesIO(files["xlsx"]))["Summary"]
    slides = Presentation(BytesIO(files["pptx"])).slides
    boxes = [shape for slide in slides for shape in slide.shapes if shape.has_text_frame]
    return {
        "page": host.words,
        "pdf": numbers_read.words(files["pdf"]),
        "xlsx": " ".join(str(cell.value) for row in book.iter_rows() for cell in row),
        "pptx": " ".join(shape.text_frame.text for shape in boxes),
    }


def test_hands_are_not_counted_for_a_vote_from_before_the_answer(
    app: Flask, stored: Stored
) -> None:
    """Who has seen the best answer raises a hand for it."""
    host = host_session(app, ITEM.id)
    guests = [join_session(app, host) for _ in range(6)]
    open_vote(host)
    for guest in guests:
        vote(guest, "a")
    path = host.path
    late = move(host, "next").get(f"{path}/hands").filled_in() | {"a": "6", "counted_on": "hands"}
    count(host, path, 1, 2, 3, 0)
    move(host, "skip")
    assert not host.page.select('a[href$="/hands"]')
    assert host.get(f"{path}/hands").path == path
    move(host.get(path), "back")
    assert not host.page.select('a[href$="/hands"]'), "it has been seen, even if it is hidden now"
    with writing(host) as session:
        live = session_of(session, host)
        assert not hands.keep(session, live, 1, CountedOn.HANDS, dict.fromkeys("abcd", 5))
    assert late["round"] == "1"
    assert [row.counts for row in stored(LiveHands)] == [{"a": 1, "b": 2, "c": 3, "d": 0}]


@pytest.mark.parametrize("scenario", [ITEM.id, CONTESTED.id])
def test_hands_after_the_answer_are_a_vote_after_the_answer(app: Flask, scenario: str) -> None:
    """A contested scenario has no answer: that is said everywhere, too."""
    host = host_session(app, scenario)
    guests = [join_session(app, host) for _ in range(6)]
    open_vote(host)
    for guest in guests:
        vote(guest, "a")
    path = host.path
    count(move(host, "next"), path, 3, 2, 1, 0)
    move(host, "skip", "reopen", "next")
    title = "Asked after the answer" if scenario == ITEM.id else "Asked after the reasons"
    assert f"{title}: " in host.get(f"{path}/hands").words
    count(host, path, 0, 6, 0, 0)
    words = display(move(host, "next")).words
    assert "By show of hands, first vote: 6 people" in words
    assert f"By show of hands, {title.lower()}: 6 people" in words
    contested = scenario == CONTESTED.id
    assert (NO_BEST in words) == contested
    move(host, "end")
    for where, text in texts_of(to_summary(host)).items():
        assert (NO_BEST in text) == contested, where
        assert "By show of hands, first vote: A 3, B 2, C 1, D 0 (6 in all)" in text, where
        assert f"By show of hands, {title.lower()}: A 0, B 6, C 0, D 0 (6 in all)" in text, where


def test_hands_of_few_are_in_the_summary_as_on_the_wall(app: Flask) -> None:
    """A room of three: the room saw them. They go when the answers are deleted."""
    host = host_session(app, ITEM.id)
    path = host.path
    move(host, "next", "next", "next")
    count(host, path, 2, 0, 1, 0)
    assert "A 2" in display(move(host, "next")).words
    move(host, "end")
    for where, text in texts_of(to_summary(host)).items():
        assert "By show of hands, first vote: A 2, B 0, C 1, D 0 (3 in all)" in text, where


def test_a_minimum_is_not_raised_over_hands_or_paper(app: Flask, stored: Stored) -> None:
    """Else a count of five would stand on the wall, and nothing is shown of fewer than nine."""
    host = host_session(app, ITEM.id)
    move(host, "next", "next", "next")
    with writing(host) as session:
        live = session_of(session, host)
        five = {"a": 3, "b": 1, "c": 1, "d": 0}
        assert hands.keep(session, live, 1, CountedOn.PAPER, five)
        assert not archive.raise_minimum(session, live, 9)
        session.commit()
    assert [row.total for row in stored(LiveHands)] == [5]


def test_the_last_vote_after_the_answer_replaces_the_one_before_and_says_so(app: Flask) -> None:
    host = host_session(app, ITEM.id)
    guests = [join_session(app, host) for _ in range(10)]
    open_vote(host)
    for option in "abc":
        for guest in guests:
            vote(guest, option)
        move(host, "next", "skip") if option == "a" else move(host, "next", "next")
        again = re.search(r"Ask this again[^.]*after the answer", host.words)
        assert again
        assert ("it replaces the last vote" in again[0]) == (option != "a")
        if option != "c":
            move(host, "reopen")
    move(host, "end")
    said = "“Asked after the answer” is the last of 2 such votes: each replaces the one before."
    for where, text in texts_of(to_summary(host)).items():
        assert said in text, where
    host.get(f"{session_path(host)}/delete").send(what="answers")
    assert said in host.words
