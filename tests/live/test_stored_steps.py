"""Steps through the store keep exactly what the pages keep."""

from collections import defaultdict
from typing import Any

from flask import Flask

from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from tests.conftest import Stored
from tests.live import steps, stored_steps
from tests.live.completed_session import completed_session, session_path
from tests.visitor import Visitor

DIFFERENT = {"id", "session_id", "participant_id", "code", "number"}


def values(row: Any) -> tuple[str, ...]:
    """A row, without random values, and without the number among the sessions of a host."""
    columns = row.__mapper__.column_attrs
    return tuple(f"{c.key}={getattr(row, c.key)!r}" for c in columns if c.key not in DIFFERENT)


def rows(stored: Stored, host: Visitor) -> list[Any]:
    """The session, and what each participant answered, in the order of the answers."""
    session_id = session_path(host).rpartition("/")[2]
    answers = defaultdict(list)
    for table in (LiveAnswer, LiveRating):
        for row in stored(table):
            answers[row.participant_id].append((table.__tablename__, *values(row)))
    (live,) = (live for live in stored(LiveSession) if live.id == session_id)
    people = [one.id for one in stored(Participant) if one.session_id == session_id]
    return [values(live), sorted(sorted(answers[one]) for one in people)]


def cookie_keys(visitor: Visitor) -> set[str]:
    with visitor.client.session_transaction() as cookie:
        return set(cookie)


def test_a_stored_session_has_the_rows_and_pages_of_a_played_one(
    app: Flask, stored: Stored
) -> None:
    host, guests = completed_session(app, steps=steps)
    stored_host, stored_guests = completed_session(app, steps=stored_steps)
    assert rows(stored, host) == rows(stored, stored_host)
    assert len(rows(stored, host)[1]) == 6
    assert host.words == stored_host.words
    for one, other in zip(guests, stored_guests, strict=True):
        assert one.get("/play").words == other.get("/play").words
        assert cookie_keys(one) == cookie_keys(other)
