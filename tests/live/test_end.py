"""The end of a session: highlights, the link to answers, and a vote that is still open."""

from datetime import timedelta

import pytest
from flask import Flask

from quiz.clock import today
from quiz.live.results.headline import NOT_THE_SAME
from quiz.live.results.highlights import highlights
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.models import LiveSession
from quiz.vocabulary import Certainty
from tests.conftest import Stored
from tests.live.completed_session import completed_session, session_path
from tests.live.ended_session import BANK, PLAN, best_option, ended_aggregate, other_option
from tests.live.steps import ITEM, open_screen
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

VERY, UNSURE = Certainty.VERY_SURE, Certainty.UNSURE


# The highlights


def test_the_recap_names_what_was_sure_and_wrong_and_what_moved() -> None:
    found = highlights(BANK, PLAN, ended_aggregate())
    title = BANK.items[PLAN.scenarios[0].item].title
    title += "" if title.endswith("?") else ":"
    assert list(map(str, found.sure_and_wrong)) == [f"1. {title} 3 of 10 were sure, and wrong."]
    assert str(found.moved[0]) == f"1. {title} best answer 4 of 10, then 9 of 11."
    assert "3 of 10 said yes, then 6." in str(found.moved[1])
    assert found.caution == ""


def test_the_wall_names_the_first_finding_once() -> None:
    found = highlights(BANK, PLAN, ended_aggregate())
    assert "".join(text for text, _ in found.first) == "3 of 10 were sure, and wrong in scenario 1."
    assert found.first_of == BANK.items[PLAN.scenarios[0].item]
    assert found.others == [("What moved", list(found.moved))]


def test_in_a_small_room_nothing_moved_where_its_words_are_the_same() -> None:
    best, other = best_option(PLAN, 0), other_option(best_option(PLAN, 0))
    votes = [{(best, UNSURE): right, (other, UNSURE): 1} for right in (4, 6)]
    assert highlights(BANK, PLAN, one_scenario(*votes)).moved == []
    less = {(best, UNSURE): 1, (other, UNSURE): 5}
    moved = highlights(BANK, PLAN, one_scenario(less, votes[1])).moved
    assert str(moved[0]).endswith("then more than half of the 7.")


@pytest.mark.parametrize(
    ("total", "wrong", "told"),
    [
        *((5, 1, ""), (9, 1, ""), (10, 1, "")),
        *((9, 8, "more than half of the 9 were"), (10, 2, "2 of 10 were")),
    ],
)
def test_no_single_answer_is_told(total: int, wrong: int, told: str) -> None:
    best, other = best_option(PLAN, 0), other_option(best_option(PLAN, 0))
    found = highlights(
        BANK, PLAN, one_scenario({(best, UNSURE): total - wrong, (other, VERY): wrong})
    )
    assert told in " ".join(map(str, found.sure_and_wrong))
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


# The link to one's own answers


def test_the_link_opens_the_answers_in_any_browser_until_they_are_deleted(app: Flask) -> None:
    host, guests = completed_session(app)
    guests[0].get("/play")
    link = guests[0].page.select_one("a.link-to-keep")
    assert link is not None
    path = "/" + str(link["href"]).split("/", 3)[3]
    other = Visitor(app).get(path)
    assert other.status == 200
    assert "In the end you chose the best answer in 1 of 1" in other.words
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


# The host's page


def test_after_the_end_the_host_s_page_does_not_say_that_keys_move_the_session(app: Flask) -> None:
    host = host_session(app)
    path, moves = session_path(host), "Its keys and small buttons move the session"
    assert moves in host.words
    (told,) = [one for one in host.page.select("[data-joining]") if moves in one.get_text()]
    assert told.name == "span", "the script takes it away when the session ends"
    assert moves not in move(host, "end").words
    assert "Today it still shows what the session showed." in host.words
    with writing(host) as session:
        session_of(session, host).closed_on = today() - timedelta(days=1)
        session.commit()
    assert "Open the room’s screen" not in host.get(path).words


# A vote that is open


def test_a_vote_can_be_closed_and_kept_when_the_session_ends(app: Flask, stored: Stored) -> None:
    """On the host's page and on the room's screen: its answers count, and the summary has them."""
    host = host_session(app, ITEM.id)
    voters = [join_session(app, host) for _ in range(5)]
    assert not host.page.select('button[value="close_and_end"]'), "no vote is open"
    open_vote(host)
    for voter in voters:
        vote(voter, ITEM.best)
    host.get(host.path)
    assert "End it for everybody" in host.words
    screen = Visitor(app)
    screen.client = host.client
    panel = screen.get(open_screen(host)).page.select_one('[data-panel="end"]')
    assert panel is not None
    keeps, leaves = panel.select("button")
    assert (keeps["value"], keeps.has_attr("data-confirms")) == ("close_and_end", True)
    assert (leaves["value"], leaves.has_attr("data-confirms")) == ("end", False)
    host.get(host.path).send(move="close_and_end")
    assert "The session has ended" in host.words
    (live,) = stored(LiveSession)
    assert live.code is None
    assert not any(one.left_out for one in live.state.votes)
    host.get(f"{host.path}/after")
    assert "5 people joined. 1 scenario was asked." in host.words
    assert "left out" not in host.words
    assert "More than half of the 5 chose the best answer." in host.words
