"""Which pages learn of each act of a host or a phone: those that show it, and no others.

Anybody may have the link to the room's screen. A change that it does not show must not reach it:
that would tell that a host hid a question. Phones would move to the top of their page.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from flask import Flask
from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.clock import today
from quiz.live.fragments import FRAGMENTS
from quiz.live.session import archive, hands, phones, pledges, questions, room_screen, store, votes
from quiz.live.session.hands import CountedOn
from quiz.live.session.models import LiveSession
from quiz.live.session.moves import Move
from quiz.live.session.pledges import LivePledge
from quiz.live.session.questions import QuestionState
from quiz.live.session.timer import ClockMove
from quiz.live.updates.broadcast import Viewer, watcher
from quiz.live.updates.stream import Key
from quiz.storage.database import Database
from quiz.vocabulary import Certainty
from tests.conftest import SECRET
from tests.live.room_steps import FakeClock
from tests.live.steps import ITEM, OTHER
from tests.live.stored_steps import (
    host_session,
    join_session,
    membership,
    session_of,
    writing,
)
from tests.visitor import Visitor

Act = Callable[[Session, LiveSession], object]
SCREEN, PHONES = Viewer.DISPLAY, Viewer.PARTICIPANT
ALL, NOBODY = {SCREEN, PHONES}, set[Viewer]()
OF_THE_STATE = re.compile(
    r' data-(version|state-id|spread)="[^"]*"|question-\d+'
    r'|<input[^>]*name="(version|csrf_token)"[^>]*>'
)
"""What says which state it is, and within how many seconds a phone asks for its own answers."""


def move(name: Move) -> Act:
    return lambda session, live: store.move(session, live, name, live.screen_version, today())


def clock(name: ClockMove) -> Act:
    return lambda session, live: store.set_clock(session, live, name, live.screen_version)


def jump(item: str) -> Act:
    return lambda session, live: store.jump(session, live, item, live.screen_version, today())


def count(round_: int, *counts: int) -> Act:
    counted = dict(zip("abcd", counts, strict=True))
    return lambda session, live: hands.keep(session, live, round_, CountedOn.HANDS, counted)


def question(text: str, state: QuestionState, *, refused: bool = False) -> Act:
    def act(session: Session, live: LiveSession) -> None:
        (one,) = [one for one in questions.of_session(session, live) if one.text == text]
        assert questions.set_state(session, live, one.id, state) != refused

    return act


def release(*texts: str) -> Act:
    def act(session: Session, live: LiveSession) -> None:
        found: list[LivePledge] = list(pledges.to_release(session, live))
        assert found
        chosen = [one.mark for one in found if one.text in texts]
        pledges.release(session, live, [one.mark for one in found], chosen)

    return act


def asks(guest: Visitor, text: str) -> Act:
    def act(session: Session, live: LiveSession) -> None:
        who, _ = membership(session, guest)
        assert questions.ask(session, live, who, [SECRET], text)

    return act


def promises(guests: Sequence[Visitor], texts: Sequence[str]) -> Act:
    def act(session: Session, _live: LiveSession) -> None:
        for guest, text in zip(guests, texts, strict=False):
            who, live = membership(session, guest)
            assert pledges.keep(session, live, who, [SECRET], text)

    return act


def answers(guests: Sequence[Visitor], option: str = "a") -> Act:
    """Everybody answers the open vote."""

    def act(session: Session, live: LiveSession) -> None:
        planned = live.plan.scenarios[live.state.step]
        given = Given(planned.item, planned.revision, option, Certainty(3), look_up=False)
        for guest in guests:
            who, _ = membership(session, guest)
            assert votes.answer(session, live, who, live.state.round, given)

    return act


def leaves(guest: Visitor) -> Act:
    return lambda session, live: phones.leave(session, live, membership(session, guest)[0])


def let_screen_move(allowed: bool) -> Act:
    return lambda session, live: room_screen.allow_moves(session, live, allowed)


def in_lobby(guests: list[Visitor]) -> Iterator[tuple[Act, set[Viewer]]]:
    yield lambda session, live: questions.allow(session, live, True), {PHONES}
    yield lambda session, live: questions.allow(session, live, True), NOBODY
    for text in ("First?", "Second?"):
        yield asks(guests[0], text), NOBODY
    yield question("First?", QuestionState.HIDDEN), NOBODY
    yield question("First?", QuestionState.NEW), NOBODY
    yield question("First?", QuestionState.SHOWN), {SCREEN}
    yield question("Second?", QuestionState.ANSWERED), NOBODY
    yield question("Second?", QuestionState.SHOWN), {SCREEN}
    yield question("Second?", QuestionState.ANSWERED), {SCREEN}
    yield questions.take_off, NOBODY
    yield lambda session, live: archive.raise_minimum(session, live, 6), {PHONES}
    yield lambda session, live: archive.raise_minimum(session, live, 6), NOBODY
    for allowed in (False, False, True):
        yield let_screen_move(allowed), NOBODY
    yield move(Move.PAUSE), ALL
    yield lambda session, live: room_screen.end_pause_in(session, live, 5), ALL
    yield lambda session, live: room_screen.end_pause_in(session, live, 5), NOBODY
    yield question("First?", QuestionState.SHOWN), NOBODY
    yield move(Move.RESUME), ALL
    yield questions.take_off, {SCREEN}
    yield move(Move.NEXT), ALL
    yield move(Move.BACK), ALL


def in_votes(guests: list[Visitor]) -> Iterator[tuple[Act, set[Viewer]]]:
    yield move(Move.SKIP), ALL
    yield clock(ClockMove.CLOSE_SOON), ALL
    yield clock(ClockMove.KEEP_OPEN), ALL
    yield asks(guests[1], "Third?"), NOBODY
    yield question("Third?", QuestionState.HIDDEN), NOBODY
    yield answers(guests), {SCREEN}
    yield answers(guests, "b"), NOBODY
    yield leaves(guests[0]), NOBODY
    yield move(Move.NEXT), ALL
    yield count(1, 1, 2, 0, 0), ALL
    yield count(1, 1, 2, 0, 0), NOBODY
    yield move(Move.NEXT), ALL
    yield count(1, 3, 2, 0, 0), NOBODY  # how sure people are
    yield move(Move.NEXT), ALL
    yield count(1, 4, 2, 0, 0), ALL
    yield move(Move.NEXT), ALL
    yield clock(ClockMove.TALK), {SCREEN}
    yield clock(ClockMove.MORE), {SCREEN}
    yield jump(OTHER.id), ALL
    yield count(1, 5, 2, 0, 0), NOBODY
    yield move(Move.NEXT), ALL
    yield move(Move.REOPEN), ALL
    yield move(Move.NEXT), ALL
    yield jump(ITEM.id), ALL
    yield move(Move.SKIP), ALL


def at_the_end(guests: list[Visitor]) -> Iterator[tuple[Act, set[Viewer]]]:
    yield move(Move.END), ALL
    texts = [f"{number}. I will ask first." for number in range(6)]
    yield promises(guests, texts), NOBODY
    yield release(), NOBODY
    yield release(texts[0]), {SCREEN}
    yield release(texts[0]), NOBODY
    yield promises(guests[1:2], ["Another text."]), NOBODY
    yield promises(guests[:1], ["I changed it."]), {SCREEN}
    yield release("I changed it."), {SCREEN}
    yield question("First?", QuestionState.HIDDEN), NOBODY
    yield question("First?", QuestionState.SHOWN, refused=True), NOBODY
    yield lambda session, live: questions.allow(session, live, False), NOBODY
    yield lambda _, live: archive.set_retention_days(live, 3), NOBODY
    yield lambda session, live: archive.archive(session, live, {}, today()), {SCREEN}


def test_an_act_reaches_the_pages_that_show_it_and_no_others(
    app: Flask, database: Database, fake_clock: FakeClock
) -> None:
    host = host_session(app, f"{ITEM.id} {OTHER.id}")
    guests = [join_session(app, host) for _ in range(10)]
    id_ = host.path.split("/")[2]
    find, keys = watcher(app)._find_changes, [Key(id_, viewer, "en") for viewer in Viewer]
    known: dict[Key, str | None] = dict.fromkeys(keys)

    def content(viewer: Viewer) -> str:
        with database.begin(writes=False) as session, app.test_request_context():
            return FRAGMENTS[viewer](session, session_of(session, host))

    def sent() -> dict[Viewer, str]:
        changes = {key: one for key, one in find(known).items() if one}
        known.update({key: one.id for key, one in changes.items()})
        return {Viewer(key.viewer): one.fragment for key, one in changes.items()}

    before = {viewer: OF_THE_STATE.sub("", shown) for viewer, shown in sent().items()}
    for part in (in_lobby, in_votes, at_the_end):
        for number, (act, reaches) in enumerate(part(guests)):
            where = f"{part.__name__}, act {number}"
            with writing(host) as session:
                act(session, session_of(session, host))
                session.commit()
            reached = sent()
            now = {
                viewer: OF_THE_STATE.sub("", reached.get(viewer) or content(viewer))
                for viewer in Viewer
            }
            changed = {viewer for viewer in Viewer if now[viewer] != before[viewer]}
            assert reached.keys() & ALL == reaches, where
            assert changed & ALL == reaches, where
            assert changed <= reached.keys(), where
            before = now
