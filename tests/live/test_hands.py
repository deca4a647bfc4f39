"""Hands and paper: what the host counts, on which vote it is, and that pages and files say so."""

import re
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pptx import Presentation

from quiz.clock import today
from quiz.live.session import archive, hands, store
from quiz.live.session.hands import CountedOn, LiveHands
from tests.conftest import Stored
from tests.live import numbers_read
from tests.live.completed_session import session_path, to_summary
from tests.live.room_steps import display
from tests.live.steps import CONTESTED, ITEM, OTHER, position
from tests.live.stored_steps import (
    host_session,
    join_session,
    move,
    open_vote,
    session_of,
    vote,
    writing,
)
from tests.visitor import Visitor, text_of

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


def test_typed_counts_survive_a_jump_and_bad_input(app: Flask, stored: Stored) -> None:
    """Somebody types; meanwhile the session is moved by a clicker, or by a co-host."""
    host = host_session(app)
    open_vote(host)
    path = session_path(move(host, "next", "next"))
    form = host.get(f"{path}/hands").filled_in()

    def send(**typed: str) -> Visitor:
        return host.post(f"{path}/hands", form | {"counted_on": "hands"} | typed)

    with writing(host) as session:
        live = session_of(session, host)
        assert store.jump(session, live, OTHER.id, live.screen_version, today())
        session.commit()
    assert send(a="3", b="x").status == 422
    assert host.filled_in()["a"] == "3"
    assert ITEM.question in host.words
    send(a="3", b="4")
    assert "The counts are kept with scenario 1." in host.words
    assert [(row.round, row.a, row.b) for row in stored(LiveHands)] == [(1, 3, 4)]
    move(host.get(path), "back", "skip")
    assert send(a="5", b="4").status == 409
    assert "These counts were not kept" in host.words
    assert (host.filled_in()["a"], host.filled_in()["b"]) == ("5", "4")
    assert [(row.round, row.a, row.b) for row in stored(LiveHands)] == [(1, 3, 4)]


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
    move(host, "skip", "reopen")
    vote(guests[0], "b")
    move(host, "next")
    title = "Asked after the answer" if scenario == ITEM.id else "Asked after the reasons"
    assert f"{title}, you chose" in guests[0].get("/play").words
    assert f"{title}: " in host.get(f"{path}/hands").words
    assert "Count before" not in host.words
    count(host, path, 0, 6, 0, 0)
    words = display(move(host, "next")).words
    assert "First vote. By show of hands: 6 people" in words
    assert f"{title}. By show of hands: 6 people" in words
    contested = scenario == CONTESTED.id
    assert (NO_BEST in words) == contested
    move(host, "end")
    assert title in [one.get_text() for one in guests[0].get("/play/feedback").page.select("dt")]
    for where, text in texts_of(to_summary(host)).items():
        assert (NO_BEST in text) == contested, where
        assert "First vote. By show of hands: A 3, B 2, C 1, D 0 (6 in all)" in text, where
        assert f"{title}. By show of hands: A 0, B 6, C 0, D 0 (6 in all)" in text, where


def test_hands_of_few_are_in_the_summary_as_on_the_wall(app: Flask) -> None:
    """A room of three: the room saw them. They go when the answers are deleted."""
    host = host_session(app, ITEM.id)
    path = host.path
    move(host, "next", "next", "next")
    count(host, path, 2, 0, 1, 0)
    hints = []
    for phase in ("closed", "first", "discuss"):
        assert position(host).startswith(phase)
        hints.append(text_of(host.page.select(".hosting__hint")[0]))
        move(host, "next")
    few = "Fewer than 5 answered, so there is no chart."
    assert hints == [f"{few} Show the room its hands, and let people talk.", few, few]
    assert "Change the count of hands" not in move(host, "next").words
    assert "Count hands or paper" in host.words, "of the second vote"
    move(host, "end")
    for where, text in texts_of(to_summary(host)).items():
        assert "First vote. By show of hands: A 2, B 0, C 1, D 0 (3 in all)" in text, where
    bars = {("1", "First vote. By show of hands"): [("2",), ("0",), ("1",), ("0",)]}
    assert numbers_read.summary(host) == bars
    pdf, slides = (host.client.get(f"{path}/after.{end}").data for end in ("pdf", "pptx"))
    assert numbers_read.slides(slides) == bars
    assert f"{ITEM.option(ITEM.best).text} (best answer)" in numbers_read.words(pdf)
    assert "of 3, for the best answer" in numbers_read.words(pdf)


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


def test_two_hosts_who_count_the_same_hands_are_told_and_choose(app: Flask, stored: Stored) -> None:
    """Both opened the form while nothing was counted. The first is not replaced without a word."""
    host = host_session(app)
    open_vote(host)
    path = session_path(move(host, "next", "next"))
    form = host.get(f"{path}/hands").filled_in() | {"counted_on": "hands"}

    def send(counted: dict[str, str], **more: str) -> Visitor:
        return host.post(f"{path}/hands", form | counted | more)

    def rows() -> list[tuple[int, ...]]:
        return [(row.a, row.b, row.c, row.d) for row in stored(LiveHands)]

    first, second = {"a": "7", "b": "2"}, {"a": "6", "b": "3"}
    assert send(first).path == path
    assert send(first).path == path, "a button pressed twice, or the same counts"
    assert send(second).status == 409
    assert "Somebody else changed the counts" in host.words
    assert "Theirs, by show of hands 7 2 0 0 Yours, by show of hands 6 3 0 0" in host.words
    assert rows() == [(7, 2, 0, 0)]
    shown = host.filled_in()
    assert (shown["a"], shown["b"]) == ("6", "3"), "nothing typed is lost"
    assert host.send().path == path, "they chose their own"
    assert rows() == [(6, 3, 0, 0)]
    assert send({}).status == 409, "who takes counts back sees those of the other first"
    assert rows() == [(6, 3, 0, 0)]
    host.send()
    assert rows() == []
    assert send(first, seen=shown["seen"]).status == 409, "they were taken back meanwhile"
    assert "Keep no counts" in host.words
