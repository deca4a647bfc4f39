"""The end of a session: highlights, what people will do differently, the link to answers."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from quiz.database import Database
from quiz.live.results.headline import NOT_THE_SAME
from quiz.live.results.highlights import highlights
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.anonymous import LONGEST_TEXT
from quiz.live.session.pledges import LivePledge
from quiz.tables import upsert
from quiz.vocabulary import Certainty
from tests.conftest import Stored
from tests.live.completed_session import completed_session, session_path
from tests.live.ended_session import BANK, PLAN, best_option, ended_aggregate, other_option
from tests.visitor import Visitor

VERY, UNSURE = Certainty.VERY_SURE, Certainty.UNSURE


# The highlights


def test_the_recap_names_what_was_sure_and_wrong_and_what_moved() -> None:
    found = highlights(BANK, PLAN, ended_aggregate())
    title = BANK.items[PLAN.scenarios[0].item].title
    title += "" if title.endswith("?") else ":"
    assert list(found.sure_and_wrong) == [f"1. {title} 3 of 10 were sure, and wrong."]
    assert found.moved[0] == f"1. {title} best answer 4 of 10, then 9 of 11."
    assert "3 of 10 said yes, then 6." in found.moved[1]
    assert found.caution == ""


@pytest.mark.parametrize(
    ("total", "wrong", "told"),
    [(5, 1, ""), (9, 1, ""), (9, 8, "more than half of the 9 were"), (10, 1, "1 of 10 was")],
)
def test_in_a_room_under_ten_no_single_answer_is_told(total: int, wrong: int, told: str) -> None:
    best, other = best_option(PLAN, 0), other_option(best_option(PLAN, 0))
    found = highlights(
        BANK, PLAN, one_scenario({(best, UNSURE): total - wrong, (other, VERY): wrong})
    )
    assert told in " ".join(found.sure_and_wrong)
    assert bool(found.sure_and_wrong) == bool(told)


def test_a_change_of_different_people_says_so() -> None:
    right, wrong = best_option(PLAN, 0), other_option(best_option(PLAN, 0))
    votes = ({(right, UNSURE): 2, (wrong, UNSURE): 9}, {(right, UNSURE): 12})
    assert highlights(BANK, PLAN, one_scenario(*votes)).caution == NOT_THE_SAME


def test_nothing_is_said_of_a_vote_without_a_chart() -> None:
    assert highlights(BANK, PLAN, one_scenario()).parts == []


def one_scenario(*votes: dict[tuple[str, Certainty], int]) -> SessionAggregate:
    first, *rest = PLAN.scenarios
    others = (ScenarioVotes(one.item, one.revision, ()) for one in rest)
    return SessionAggregate(9, (ScenarioVotes(first.item, first.revision, votes), *others))


def test_host_display_and_summary_begin_with_the_same_highlights(app: Flask) -> None:
    host, _ = completed_session(app)
    line = "said yes, then"
    assert line in host.words
    page = session_path(host)
    assert line in host.get(page).words
    assert line in host.get(f"{page}/display").words


# What people will do differently


def write(guest: Visitor, text: str) -> Visitor:
    return guest.get("/play").send(pledge=text)


@pytest.mark.both_databases
def test_the_room_sees_them_only_when_the_host_shows_them(app: Flask, stored: Stored) -> None:
    host, guests = completed_session(app)
    page = session_path(host)
    for number, guest in enumerate(guests[:4]):
        write(guest, f"I will ask {number} <b>first</b>")
    assert "I will ask" not in host.get(f"{page}/pledges").words, "four are too few"
    assert "You can read and show them once 5 have" in host.words
    assert "Your sentence is kept" in guests[0].words
    write(guests[4], "I will look\u202e\u200b up   the law\x07")
    host.get(f"{page}/pledges")
    assert "I will look up the law" in host.words
    assert "I will ask 0 <b>first</b>" in host.words, "it is escaped"
    assert "I will" not in host.get(f"{page}/display").words
    hidden = next(row.id for row in stored(LivePledge) if "ask 0" in row.text)
    ids = [row.id for row in stored(LivePledge) if row.id != hidden]
    host.get(f"{page}/pledges").send(shown=ids)
    for path in ("display", "after"):
        host.get(f"{page}/{path}")
        assert "I will ask 1" in host.words
        assert "I will ask 0" not in host.words
    write(guests[1], "I will write what the host has not read")
    assert "has not read" not in host.get(f"{page}/display").words
    host.get(f"{page}/pledges").send(none="yes")
    assert "I will" not in host.get(f"{page}/display").words


def test_each_phone_has_one_and_none_stands_beside_an_answer(app: Flask, stored: Stored) -> None:
    _, guests = completed_session(app)
    write(guests[0], "First"), write(guests[0], "Second")
    assert [row.text for row in stored(LivePledge)] == ["Second"]
    from quiz.live.session.models import LiveAnswer

    assert not {row.id for row in stored(LivePledge)} & {
        row.participant_id for row in stored(LiveAnswer)
    }


@pytest.mark.parametrize(
    ("text", "status"), [("  ", 422), ("\u200b \u200b", 422), ("x" * 201, 422), ("x" * 200, 200)]
)
def test_an_empty_or_long_sentence_is_refused(app: Flask, text: str, status: int) -> None:
    _, guests = completed_session(app)
    assert write(guests[0], text).status == status


def test_nobody_writes_one_before_the_end(app: Flask, stored: Stored) -> None:
    from tests.live.stored_steps import host_session, join_session, open_vote

    host = host_session(app)
    guest = join_session(app, host)
    open_vote(host)
    sent = guest.get("/play").filled_in()
    guest.post("/play", sent | {"pledge": "Too early"})
    assert guest.status == 409
    assert stored(LivePledge) == []


def test_they_are_deleted_with_the_answers(app: Flask, stored: Stored) -> None:
    host, guests = completed_session(app)
    page = session_path(host)
    for guest in guests:
        write(guest, "I will ask first")
    host.get(f"{page}/delete").send(what="answers")
    assert stored(LivePledge) == []
    assert "What people will do differently" not in host.get(f"{page}/after").words


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["", " ", "x" * (LONGEST_TEXT + 1)])
def test_the_table_refuses_an_empty_or_long_text(app: Flask, database: Database, text: str) -> None:
    host, _ = completed_session(app)
    row = {"session_id": session_path(host).split("/")[2], "text": text, "shown": False}
    with database.begin(writes=True) as session, pytest.raises(Exception) as refused:  # noqa: PT011
        upsert(session, LivePledge, {"id": "a" * 64}, row)
    # PostgreSQL refuses what is too long for the column before it looks at the constraint.
    assert isinstance(refused.value, IntegrityError) or "too long" in str(refused.value)


# The link to one's own answers


def test_the_link_opens_the_answers_in_any_browser_until_they_are_deleted(app: Flask) -> None:
    host, guests = completed_session(app)
    guests[0].get("/play")
    link = guests[0].page.select_one("a.link-to-keep")
    assert link is not None
    path = "/" + str(link["href"]).split("/", 3)[3]
    other = Visitor(app).get(path)
    assert other.status == 200
    assert "You chose the best answer in 1 of 1" in other.words
    assert "Anyone who has the link to this page can see it" in other.words
    assert "five words" not in other.words, "another browser cannot keep a copy"
    # Not the last letter: two of its bits mean nothing.
    forged = path[:-4] + ("a" if path[-4] != "a" else "b") + path[-3:]
    assert Visitor(app).get(forged).status == 404
    assert Visitor(app).get("/play").status == 403, "it is not a way into the session"
    host.get(f"{session_path(host)}/delete").send(what="answers")
    gone = Visitor(app).get(path)
    assert gone.status == 404
    assert "These answers are not here" in gone.words


def test_the_page_says_first_what_to_look_at(app: Flask) -> None:
    from tests.live.completed_session import WRONG
    from tests.live.stored_steps import host_session, join_session, move, open_vote, vote

    host = host_session(app)
    guest = join_session(app, host)
    open_vote(host)
    vote(guest, WRONG, "4")
    move(host, "next", "end")
    guest.get("/play/feedback")
    first = guest.page.select("main h2")[0]
    assert first.get_text() == "Look at this one first: you were sure, and wrong"
