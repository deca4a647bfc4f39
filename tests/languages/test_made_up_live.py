"""A live session on a phone in the made-up language, from the code to the answers that are kept."""

from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from quiz.clock import today
from quiz.live.session import hands, questions, room_screen, store
from quiz.live.session.hands import CountedOn
from quiz.live.session.models import LiveSession
from quiz.live.session.moves import Move
from quiz.live.session.timer import ClockMove
from tests.languages.english_left import english_left
from tests.live.steps import CONTESTED, ITEM, USUAL_RATINGS
from tests.live.stored_steps import host_session, join_session, rate, session_of, vote, writing
from tests.visitor import Visitor

TYPED = ("Tess’s morning", "Who decides?", "I ask first.")
"""By the host and by people, in whichever language they write."""
OTHERS, FEW = 9, 5
"""With the phone enough for exact counts; and for ranges."""
PHASES = 9
"""Most steps from a vote to the best answer."""


class Phone:
    """A phone in the made-up language, which notes what is left in English on its pages."""

    def __init__(self, app: Flask, host: Visitor) -> None:
        self.visitor, self.host = Visitor(app), host
        self.left: dict[str, set[str]] = {}

    def look(self, path: str = "") -> None:
        """Open a page, or take the one that is here, and note its English."""
        if path:
            self.visitor.get(path)
        shown = self.visitor.response.text
        for one in TYPED:
            shown = shown.replace(one, "")
        if found := english_left(shown):
            self.left[f"{self.phase}: {self.visitor.path}"] = found

    @property
    def phase(self) -> str:
        with self.host.app.extensions["database"].begin(writes=False) as session:
            return str(session_of(session, self.host).phase)

    def after(self, act: Callable[[Session, LiveSession], object]) -> None:
        """The host does something, and the phone shows its page."""
        with writing(self.host) as session:
            assert act(session, session_of(session, self.host)) is not False
            session.commit()
        self.look("/play")

    def moves(self, name: str) -> None:
        """The host moves the session."""
        self.after(lambda s, live: store.move(s, live, Move(name), live.screen_version, today()))

    def answers(self, option: str) -> None:
        """This person answers the vote: at first without an option, then with this one."""
        visitor = self.visitor
        visitor.send()
        assert visitor.errors
        self.look()
        visitor.get("/play")
        chosen = next(one for one in visitor.choices("option") if one[-1] == option)
        visitor.send(option=chosen, certainty="4")
        self.look()


def test_no_english_is_left_on_a_phone(app: Flask) -> None:
    host = host_session(app, f"{ITEM.id} {CONTESTED.id}")
    others = [join_session(app, host) for _ in range(OTHERS)]
    phone = Phone(app, host)
    joins(phone)
    phone.moves("next")
    phone.visitor.send(aware="")
    phone.look()
    phone.visitor.get("/play").send(**USUAL_RATINGS)
    phone.look()
    for other in others:
        rate(other)
    phone.moves("next")
    scenario(phone, others)
    phone.moves("next")
    scenario(phone, others[:FEW])
    asks_the_host(phone)
    phone.moves("next")
    for one in (phone.visitor, *others):
        rate(one, aware="no" if one is phone.visitor else "yes")
    phone.moves("next")
    phone.moves("next")
    end(phone)
    assert phone.left == {}, phone.left


def joins(phone: Phone) -> None:
    visitor = phone.visitor
    visitor.get("/language/en-XA?next=/join")
    phone.look()
    visitor.send(code="")
    assert visitor.errors
    phone.look()
    phone.look("/play")  # it is in no session
    with writing(phone.host) as session:
        live = session_of(session, phone.host)
        questions.allow(session, live, True)
        code = str(live.code)
        session.commit()
    visitor.get(f"/join/{code}").send()
    assert visitor.path == "/play"
    phone.look()


def scenario(phone: Phone, others: Sequence[Visitor]) -> None:
    """From the open vote to the best answer, with every kind of part between them."""
    for number, other in enumerate(others):
        vote(other, "abcd"[number % 4], str(1 + number % 4))
    phone.after(lambda s, live: store.set_clock(s, live, ClockMove.CLOSE_SOON, live.screen_version))
    phone.answers("b")
    late = phone.visitor.get("/play?change=1").filled_in()
    phone.look()
    phone.moves("pause")
    phone.after(lambda s, live: room_screen.end_pause_in(s, live, 5))
    phone.moves("resume")
    phone.moves("next")
    phone.visitor.post("/play", late | {"certainty": "1"})
    assert phone.visitor.status == 409
    phone.look()
    counts = dict.fromkeys("abcd", 2)
    phone.after(lambda s, live: hands.keep(s, live, live.state.round, CountedOn.PAPER, counts))
    counts["a"] = 9
    phone.after(lambda s, live: hands.keep(s, live, live.state.round, CountedOn.HANDS, counts))
    for _ in range(PHASES):
        phone.moves("next")
        if phone.phase == "open_again" and len(others) == OTHERS:
            vote(others[0], "a")
            phone.look("/play?change=1")
        if phone.phase == "best":
            return
    raise AssertionError("it did not reach the best answer")


def asks_the_host(phone: Phone) -> None:
    visitor = phone.visitor
    phone.look("/play/question")
    visitor.send(question="")
    assert visitor.errors
    phone.look()
    visitor.get("/play/question").send(question="Who decides?")
    phone.look()


def end(phone: Phone) -> None:
    visitor = phone.visitor
    visitor.send(pledge="I ask first.")
    phone.look()
    phone.look("/play/feedback")
    note = visitor.page.select_one("#cpd")
    assert note is not None
    assert {one["lang"] for one in note.select("[lang]")} == {"en-GB"}
    phone.look("/play/keep")
    visitor.send()
    phone.look()
    phone.look("/play/answers/nonsense")


@pytest.mark.repeats
def test_no_english_is_left_on_a_phone_that_is_shared(app: Flask) -> None:
    phone = Phone(app, host_session(app, ITEM.id))
    joins(phone)
    for person in ("1", "2"):
        phone.look("/join?share=1")
        phone.visitor.send(turn="new")
        phone.look("/join?share=1")
        phone.visitor.send(turn=person)
        phone.look()
    phone.visitor.get("/play/question").send(question="Who decides?")
    phone.look()
    phone.moves("next")
    phone.visitor.send(**USUAL_RATINGS)
    phone.look()
    phone.look("/join?share=1")
    phone.visitor.send(leaves="2")
    phone.look()
    phone.moves("end")
    assert phone.left == {}, phone.left
