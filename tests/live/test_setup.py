"""Setting up a session: its plan, a copy, a rehearsal, the minimum, and the guide."""

from collections import Counter
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from quiz.live.session.phases import Phase
from quiz.live.session.rehearsal import FEWEST, choice
from quiz.vocabulary import Answer, Certainty, Strand
from tests.conftest import Stored
from tests.live import steps
from tests.live.steps import BANK, CONTESTED, ITEM, OTHER
from tests.visitor import Visitor


def plan_of(stored: Stored, number: int = 0) -> list[str]:
    return [planned.item for planned in stored(LiveSession)[number].plan.scenarios]


def new_session_page(app: Flask, query: str) -> Visitor:
    return steps.signed_in(app).get(f"/host/new?{query}")


@pytest.mark.both_databases
def test_a_session_is_made_from_an_agenda(app: Flask, stored: Stored) -> None:
    host = steps.signed_in(app).get("/host/new")
    assert {"20", "45", "90", "none"} == set(host.choices("agenda"))
    host.get("/host/new?agenda=45").send(title="Mon\x00day\x01")
    (live,) = stored(LiveSession)
    assert host.path == f"/host/{live.id}"
    assert (live.title, len(live.plan.scenarios)) == ("Monday", 4)
    assert (live.plan.before, live.plan.after, live.plan.votes) == (True, True, 2)
    assert (live.plan.timer, live.plan.minimum, live.rehearsal) == (None, 5, False)


def test_an_address_with_the_old_word_for_an_agenda_works(app: Flask, stored: Stored) -> None:
    new_session_page(app, "template=90").send(title="From an old link")
    (live,) = stored(LiveSession)
    assert len(live.plan.scenarios) == 7


def test_the_host_sets_the_order_of_the_scenarios(app: Flask, stored: Stored) -> None:
    host = new_session_page(app, "agenda=none")
    positions = {
        f"position_{CONTESTED.id}": "9",
        f"position_{OTHER.id}": "10",
        f"position_{ITEM.id}": "3",
    }
    host.send(title="Mine", votes="1", timer="90", minimum="8", before="", after="", **positions)
    (live,) = stored(LiveSession)
    assert plan_of(stored) == [ITEM.id, CONTESTED.id, OTHER.id]
    assert [planned.contested for planned in live.plan.scenarios] == [False, True, False]
    assert (live.plan.votes, live.plan.timer, live.plan.minimum) == (1, 90, 8)
    assert (live.plan.before, live.plan.after) == (False, False)


def test_the_widest_gaps_of_a_team_review_are_in_the_starting_plan(
    app: Flask, stored: Stored
) -> None:
    host = new_session_page(app, "topics=C,E,H&after=A")
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
        (
            {f"position_{OTHER.id}": "1"},
            f"“{ITEM.title}” and “{OTHER.title}” are both number 1. Give each a number of its own",
        ),
        ({f"position_{ITEM.id}": "0"}, f"Number “{ITEM.title}” from 1 to 99, or leave it empty"),
    ],
)
def test_an_error_is_shown_and_the_form_keeps_its_values(
    app: Flask, stored: Stored, sent: dict[str, str], error: str
) -> None:
    host = new_session_page(app, "agenda=none")
    host.send(**({"title": "A title", f"position_{ITEM.id}": "1"} | sent))
    assert (host.status, host.errors) == (422, [error])
    assert not stored(LiveSession)
    if "title" not in sent:
        assert host.filled_in()["title"] == "A title"


def test_direction_characters_are_removed_from_a_title(app: Flask, stored: Stored) -> None:
    """UAX 9 (Unicode bidirectional algorithm), 2: the marks, embeddings, overrides and isolates."""
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    host = new_session_page(app, "agenda=none")
    host.send(title="\u202e Tea " + " ".join(marks) + " مرحبا", **{f"position_{ITEM.id}": "1"})
    (live,) = stored(LiveSession)
    assert "".join(live.title.split()) == "Teaمرحبا"
    assert live.title.startswith("Tea ")


def test_a_session_has_at_most_twelve_scenarios(app: Flask, stored: Stored) -> None:
    items = [item.id for form in BANK.forms for item in form.items][:13]
    host = new_session_page(app, "agenda=none")
    host.send(title="All", **{f"position_{id_}": str(n) for n, id_ in enumerate(items, 1)})
    assert host.errors == ["Number at most 12 scenarios; you numbered 13"]
    assert not stored(LiveSession)


def test_a_copy_has_the_plan_and_no_answers(app: Flask, stored: Stored) -> None:
    host = steps.host_session(app)
    first = host.path
    steps.join_session(app, host)
    steps.open_vote(host)
    host.get(f"{first}/duplicate").send()
    assert host.status == 200
    titles = sorted(live.title for live in stored(LiveSession))
    assert titles == ["Tess’s morning", "Tess’s morning (again)"]
    assert plan_of(stored, 0) == plan_of(stored, 1)
    copy = next(live for live in stored(LiveSession) if "again" in live.title)
    assert (copy.phase, len(stored(Participant))) == (Phase.LOBBY, 1)


def test_the_minimum_can_be_raised_and_not_lowered(app: Flask, stored: Stored) -> None:
    host = steps.host_session(app)
    page = host.path
    host.get(f"{page}/minimum").send(minimum="8")
    assert stored(LiveSession)[0].plan.minimum == 8
    host.get(f"{page}/minimum").send(minimum="7")
    assert "was not changed" in host.words or "was not changed" in host.page.get_text()
    assert stored(LiveSession)[0].plan.minimum == 8


def test_the_minimum_cannot_change_after_the_first_answer(app: Flask, stored: Stored) -> None:
    host = steps.host_session(app)
    page = host.path
    guest = steps.join_session(app, host)
    host.get(f"{page}/minimum")
    form = host.filled_in()
    steps.open_vote(host.get(page))
    steps.vote(guest, "a")
    host.post(f"{page}/minimum", {**form, "minimum": "20"})
    assert stored(LiveSession)[0].plan.minimum == 5
    assert "can no longer be changed" in host.get(f"{page}/minimum").words


def start_rehearsal(app: Flask) -> Visitor:
    host = steps.host_session(app)
    host.get(f"{host.path}/rehearse").send()
    assert "Rehearsal." in host.words
    return host


def test_made_up_participants_answer_each_question(app: Flask, stored: Stored) -> None:
    """As people do: who is not aware is not asked about understanding."""
    host = start_rehearsal(app)
    assert f"{FEWEST} here" in host.words
    steps.move(host, "next")
    said = Counter((row.strand, row.answer) for row in stored(LiveRating))
    assert said.total() == 4 * FEWEST - said[Strand.AWARE, Answer.NO]
    asked = FEWEST - said[Strand.AWARE, Answer.NO]
    assert sum(said[Strand.UNDERSTANDING, answer] for answer in Answer) == asked
    steps.move(host, "next")
    assert f"{FEWEST - 1} of {FEWEST} answered" in host.words
    assert len(stored(LiveAnswer)) == FEWEST - 1
    steps.move(host, "next", "next", "next")
    assert host.page.select(".bars")
    steps.move(host, *["next"] * 4)
    # What they answer depends on the session's id. Of one who was sure, and wrong, it says nothing.
    assert " sure, and wrong." in host.words or " chose the best answer." in host.words
    assert "Not all the same people answered both times." in host.words


def test_an_ended_rehearsal_is_deleted(app: Flask, stored: Stored) -> None:
    host = start_rehearsal(app)
    steps.move(host, "next", "next", "end")
    assert host.path == "/host"
    assert [live.rehearsal for live in stored(LiveSession)] == [False]
    assert not stored(Participant)
    assert not stored(LiveAnswer)
    assert not stored(LiveRating)


def test_made_up_answers_are_always_the_same() -> None:
    first = [choice(f"seed {n}", ITEM, 1) for n in range(400)]
    assert first == [choice(f"seed {n}", ITEM, 1) for n in range(400)]
    assert {option for option, _ in first} == set("abcd")
    assert {certainty for _, certainty in first} == set(Certainty)
    second = [choice(f"seed {n}", ITEM, 2) for n in range(400)]
    right = [sum(option == ITEM.best for option, _ in votes) for votes in (first, second)]
    # 45 % and a quarter of the others, then 70 % and a quarter of the others: 59 % and 78 %.
    assert right[0] == pytest.approx(235, abs=40)
    assert right[1] == pytest.approx(310, abs=40)


def test_only_the_host_can_download_the_guide(app: Flask) -> None:
    host = steps.host_session(app)
    response = host.client.get(f"{host.path}/guide.pdf")
    assert response.mimetype == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    pages = PdfReader(BytesIO(response.data)).pages
    assert ITEM.title in " ".join(page.extract_text() for page in pages)
    other = steps.signed_in(app, "Olu")
    guest = steps.join_session(app, host.get(host.path))
    assert other.client.get(f"{host.path}/guide.pdf").status_code == 404
    assert guest.get(f"{host.path}/guide.pdf").path == "/signin"


@pytest.mark.parametrize(
    "page", ["duplicate", "rehearse", "minimum", "after", "delete", "after.pdf", "after.xlsx"]
)
def test_other_trainers_get_404(app: Flask, page: str) -> None:
    host = steps.host_session(app)
    other = steps.signed_in(app, "Olu")
    assert other.get(f"{host.path}/{page}").status == 404
