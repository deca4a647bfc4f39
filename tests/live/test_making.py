"""Making a session, and making it again: with a plan, as a copy, as a rehearsal, on paper."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from quiz.live.session.phases import Phase
from quiz.live.session.rehearsal import FEWEST, choice
from quiz.vocabulary import Certainty
from tests.conftest import Stored
from tests.live import way
from tests.live.way import BANK, CONTESTED, ITEM, OTHER
from tests.visitor import Visitor


def plan_of(stored: Stored, number: int = 0) -> list[str]:
    return [one.item for one in stored(LiveSession)[number].plan.scenarios]


def begin(app: Flask, query: str) -> Visitor:
    return way.signed_in(app).get(f"/host/new?{query}")


def test_a_trainer_chooses_a_template_and_then_sees_its_list(app: Flask, stored: Stored) -> None:
    host = way.signed_in(app).get("/host/new")
    assert {"20", "45", "90", "none"} == set(host.choices("template"))
    host.get("/host/new?template=45").send(title="Mon\x00day\x01")
    (made,) = stored(LiveSession)
    assert host.path == f"/host/{made.id}"
    assert (made.title, len(made.plan.scenarios)) == ("Monday", 4)
    assert (made.plan.before, made.plan.after, made.plan.votes) == (True, True, 2)
    assert (made.plan.timer, made.plan.minimum, made.rehearsal) == (None, 5, False)


def test_the_order_is_the_hosts_own(app: Flask, stored: Stored) -> None:
    host = begin(app, "template=none")
    places = {
        f"position_{CONTESTED.id}": "9",
        f"position_{OTHER.id}": "10",
        f"position_{ITEM.id}": "3",
    }
    host.send(title="Mine", votes="1", timer="90", minimum="8", before="", after="", **places)
    (made,) = stored(LiveSession)
    assert plan_of(stored) == [ITEM.id, CONTESTED.id, OTHER.id]
    assert [one.contested for one in made.plan.scenarios] == [False, True, False]
    assert (made.plan.votes, made.plan.timer, made.plan.minimum) == (1, 90, 8)
    assert (made.plan.before, made.plan.after) == (False, False)


def test_the_widest_gaps_of_a_team_review_are_filled_in(app: Flask, stored: Stored) -> None:
    host = begin(app, "topics=C,E,H&after=A")
    assert "From one look to a pattern" in host.words
    host.send(title="Our gaps")
    assert [BANK.items[id_].topic.id for id_ in plan_of(stored)] == ["C", "E", "H", "C"]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "\x00 \x01"}, "Enter a title"),
        ({"title": "x" * 101}, "Keep the title to 100 characters"),
        ({"minimum": "4"}, "Enter a number from 5 to 50"),
        ({"minimum": "five"}, "Enter a number from 5 to 50"),
        ({"timer": "5"}, "Enter seconds from 15 to 600, or leave it empty"),
        ({"timer": "-30"}, "Enter seconds from 15 to 600, or leave it empty"),
        ({"votes": "3"}, "Choose one of the answers on this page"),
        ({f"position_{ITEM.id}": ""}, "Number at least one scenario"),
        ({f"position_{ITEM.id}": "0"}, f"Number “{ITEM.title}” from 1 to 99, or leave it empty"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, stored: Stored, sent: dict[str, str], error: str
) -> None:
    host = begin(app, "template=none")
    host.send(**({"title": "Kept as typed", f"position_{ITEM.id}": "1"} | sent))
    assert (host.status, host.errors) == (422, [error])
    assert not stored(LiveSession)
    if "title" not in sent:
        assert host.filled_in()["title"] == "Kept as typed"


def test_a_title_keeps_its_letters_and_turns_nothing_around(app: Flask, stored: Stored) -> None:
    """UAX 9 (Unicode bidirectional algorithm), 2: the marks, embeddings, overrides and isolates."""
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    host = begin(app, "template=none")
    host.send(title="\u202e Tea " + " ".join(marks) + " مرحبا", **{f"position_{ITEM.id}": "1"})
    (live,) = stored(LiveSession)
    assert "".join(live.title.split()) == "Teaمرحبا"
    assert live.title.startswith("Tea ")


def test_more_than_twelve_are_too_many(app: Flask, stored: Stored) -> None:
    items = [item.id for form in BANK.forms for item in form.items][:13]
    host = begin(app, "template=none")
    host.send(title="All", **{f"position_{id_}": "1" for id_ in items})
    assert host.errors == ["Number at most 12 scenarios; these are 13"]
    assert not stored(LiveSession)


def test_a_copy_has_the_plan_and_nobodys_answers(app: Flask, stored: Stored) -> None:
    host = way.hosting(app)
    first = host.path
    way.joined(app, host)
    way.open_vote(host)
    host.get(f"{first}/duplicate").send()
    assert host.status == 200
    titles = sorted(made.title for made in stored(LiveSession))
    assert titles == ["Tess’s morning", "Tess’s morning (again)"]
    assert plan_of(stored, 0) == plan_of(stored, 1)
    copy = next(made for made in stored(LiveSession) if "again" in made.title)
    assert (copy.phase, len(stored(Participant))) == (Phase.LOBBY, 1)


def test_the_minimum_goes_up_and_never_down(app: Flask, stored: Stored) -> None:
    host = way.hosting(app)
    page = host.path
    host.get(f"{page}/minimum").send(minimum="8")
    assert stored(LiveSession)[0].plan.minimum == 8
    host.get(f"{page}/minimum").send(minimum="7")
    assert "was not changed" in host.words or "was not changed" in host.page.get_text()
    assert stored(LiveSession)[0].plan.minimum == 8


def test_the_first_answer_locks_the_minimum(app: Flask, stored: Stored) -> None:
    host = way.hosting(app)
    page = host.path
    guest = way.joined(app, host)
    host.get(f"{page}/minimum")
    token = host.filled_in()
    way.open_vote(host.get(page))
    way.vote(guest, "a")
    host.post(f"{page}/minimum", {**token, "minimum": "20"})
    assert stored(LiveSession)[0].plan.minimum == 5
    assert "can no longer be changed" in host.get(f"{page}/minimum").words


def rehearsing(app: Flask) -> Visitor:
    host = way.hosting(app)
    host.get(f"{host.path}/rehearse").send()
    assert "Rehearsal." in host.words
    return host


def test_made_up_participants_answer_what_is_asked(app: Flask, stored: Stored) -> None:
    host = rehearsing(app)
    assert f"{FEWEST} joined" in host.words
    way.move(host, "next")
    assert len(stored(LiveRating)) == 4 * FEWEST
    way.move(host, "next")
    assert f"{FEWEST} of {FEWEST} answered" in host.words
    assert len(stored(LiveAnswer)) == FEWEST
    way.move(host, "next", "next", "next")
    assert host.page.select(".bars")


def test_a_rehearsal_leaves_nothing(app: Flask, stored: Stored) -> None:
    host = rehearsing(app)
    way.move(host, "next", "next", "end")
    assert host.path == "/host"
    assert [made.rehearsal for made in stored(LiveSession)] == [False]
    assert not stored(Participant)
    assert not stored(LiveAnswer)
    assert not stored(LiveRating)


def test_the_made_up_answers_follow_a_rule() -> None:
    drawn = [choice(f"seed {n}", ITEM, 1) for n in range(400)]
    assert drawn == [choice(f"seed {n}", ITEM, 1) for n in range(400)]
    assert {option for option, _ in drawn} == set("abcd")
    assert {certainty for _, certainty in drawn} == set(Certainty)
    again = [choice(f"seed {n}", ITEM, 2) for n in range(400)]
    right = [sum(option == ITEM.best for option, _ in each) for each in (drawn, again)]
    # 45 of a hundred and a quarter of the rest, then 70 and a quarter of the rest: 59 and 78 %.
    assert right[0] == pytest.approx(235, abs=40)
    assert right[1] == pytest.approx(310, abs=40)


def test_the_guide_is_for_its_host_alone(app: Flask) -> None:
    host = way.hosting(app)
    response = host.client.get(f"{host.path}/guide.pdf")
    assert response.mimetype == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    pages = PdfReader(BytesIO(response.data)).pages
    assert ITEM.title in " ".join(page.extract_text() for page in pages)
    other = way.signed_in(app, "Olu")
    guest = way.joined(app, host.get(host.path))
    assert other.client.get(f"{host.path}/guide.pdf").status_code == 404
    assert guest.get(f"{host.path}/guide.pdf").path == "/signin"


@pytest.mark.parametrize(
    "page", ["duplicate", "rehearse", "minimum", "after", "delete", "after.pdf", "after.xlsx"]
)
def test_somebody_elses_session_is_no_page(app: Flask, page: str) -> None:
    host = way.hosting(app)
    other = way.signed_in(app, "Olu")
    assert other.get(f"{host.path}/{page}").status == 404
