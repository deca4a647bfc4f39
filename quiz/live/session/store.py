"""Live sessions as they are stored: who hosts, who joined, and how a session moves on.

The SQL of this activity is here, in ``votes`` and in ``archive``. Whoever answers holds the
session's row against a move, and whoever moves holds it against answers: an answer is stored before
the vote closes, or it is refused.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz import clock, keys
from quiz.keys import Purpose
from quiz.live.session import timer
from quiz.live.session.models import (
    CODE_LENGTH,
    CODE_LETTERS,
    CoHost,
    LiveSession,
    Participant,
)
from quiz.live.session.phases import Move, Phase, Plan, moves
from quiz.people.models import Person
from quiz.tables import upsert

MOST_DRAWS = 20


class NoCodeLeft(Exception):
    """Every code that was drawn is in use; with 47 million of them, something else is wrong."""


def make(
    session: Session, host: Person, title: str, plan: Plan, today: date, *, rehearsal: bool = False
) -> LiveSession:
    """A new session in its lobby, with a code of its own. Raises NoCodeLeft."""
    for _ in range(MOST_DRAWS):
        made = LiveSession(
            id=uuid4().hex,
            person_id=host.id,
            code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
            title=title,
            plan_text=plan.to_json(),
            opened_on=today,
            rehearsal=rehearsal,
        )
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:
            continue
        return made
    raise NoCodeLeft


def _hosted_by(person: Person) -> Any:
    invited = select(CoHost.session_id).where(CoHost.person_id == person.id)
    return or_(LiveSession.person_id == person.id, LiveSession.id.in_(invited))


def hosted(session: Session, person: Person) -> Sequence[LiveSession]:
    """The sessions that a person hosts or co-hosts: the newest day first, then by title."""
    newest = (LiveSession.opened_on.desc(), LiveSession.title, LiveSession.id)
    return session.scalars(select(LiveSession).where(_hosted_by(person)).order_by(*newest)).all()


def find(session: Session, person: Person, session_id: str) -> LiveSession | None:
    """A session, for its host or a co-host; None for anybody else."""
    this = select(LiveSession).where(LiveSession.id == session_id, _hosted_by(person))
    return session.scalar(this)


def versions(session: Session, ids: Collection[str]) -> dict[str, int]:
    """The version of each session that there still is."""
    found = select(LiveSession.id, LiveSession.version).where(LiveSession.id.in_(sorted(ids)))
    return {row.id: row.version for row in session.execute(found)}


def cohosts(session: Session, live: LiveSession) -> Sequence[Person]:
    """Who else may host, by name."""
    joined = select(Person).join(CoHost, CoHost.person_id == Person.id)
    here = joined.where(CoHost.session_id == live.id).order_by(Person.name, Person.id)
    return session.scalars(here).all()


def invite(session: Session, live: LiveSession, person: Person) -> None:
    """Let somebody else host, too; once is enough. The host needs no invitation."""
    if person.id != live.person_id:
        upsert(session, CoHost, {"session_id": live.id, "person_id": person.id})


def uninvite(session: Session, live: LiveSession, person_id: str) -> None:
    """Take the invitation back."""
    this = (CoHost.session_id == live.id, CoHost.person_id == person_id)
    session.execute(delete(CoHost).where(*this))


def renew(session: Session, live: LiveSession, plan: Plan) -> None:
    """Take another plan, as long as nothing was asked by the one it has."""
    held = session.get_one(LiveSession, live.id, with_for_update=True, populate_existing=True)
    if held.phase == Phase.LOBBY and not held.state.votes:
        held.plan_text = plan.to_json()


def move(
    session: Session,
    live: LiveSession,
    wanted: Move,
    version: int,
    today: date,
    *,
    gone: bool = False,
) -> LiveSession | None:
    """Move the session on, from the version that the host saw; ``gone`` as in ``phases.moves``.

    None when it has moved since, from another device or by an impatient finger, or when the move is
    not allowed from where it is: then nothing changes.
    """
    held = session.get_one(LiveSession, live.id, with_for_update=True, populate_existing=True)
    led = moves(held.state, held.plan, gone=gone).get(wanted)
    if led is None or held.version != version:
        return None
    if Phase.LOBBY in (held.phase, led.phase):
        held.opened_on = today
    if led.phase == Phase.END:
        held.code, held.closed_on = None, today
    if led.phase != Phase.LOBBY:
        held.archive_on = (held.closed_on or held.opened_on) + timedelta(days=held.plan.days)
    held.timer = timer.after_move(held.timer, held.state, led, held.plan, clock.seconds())
    held.state = led
    held.version += 1
    session.flush()
    return held


# Joining


def by_code(session: Session, code: str) -> LiveSession | None:
    """The open session with this code, as ``codes.typed`` gives it."""
    return session.scalar(select(LiveSession).where(LiveSession.code == code))


def token_in(secret: str, browser: str, live: LiveSession) -> str:
    """The token of a browser in one session: always the same there, and another in any other.

    Nothing that is stored ties the two together; only who has the browser's own random number, and
    the secret, could say that they are one.
    """
    return keys.keyed_hash(secret, Purpose.LIVE_TOKEN, f"{browser}:{live.id}").hex()


def participant_id(secret: str, token: str) -> str:
    """Whom a token stands for. Nobody finds the token from it."""
    return keys.keyed_hash(secret, Purpose.LIVE_PARTICIPANT, token).hex()


def taking_part(
    session: Session, id_: str, *, to_answer: bool
) -> tuple[Participant, LiveSession] | None:
    """A participant and their session; ``to_answer`` holds it against a move until the request
    ends."""
    found = (
        select(Participant, LiveSession)
        .join(LiveSession, LiveSession.id == Participant.session_id)
        .where(Participant.id == id_)
    )
    if to_answer:
        found = found.with_for_update(read=True, of=LiveSession)
    row = session.execute(found, execution_options={"populate_existing": True}).one_or_none()
    return row and (row[0], row[1])


def join(session: Session, live: LiveSession, id_: str) -> None:
    """Let a browser take part. Whoever joins twice is one participant."""
    upsert(session, Participant, {"id": id_, "session_id": live.id})
