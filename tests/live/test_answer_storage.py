"""What is stored of answers, and what is not: no name, no time, no token."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect

from quiz.live.host import views as host_views
from quiz.live.session.models import LiveSession, Participant
from quiz.storage.database import Database
from tests.conftest import Stored
from tests.databases import full_disk
from tests.live.steps import ITEM, join_session, move, open_vote, position, vote
from tests.live.stored_steps import host_session
from tests.live.votes import form_data, stored_answers

pytestmark = pytest.mark.both_databases


def test_the_date_does_not_matter_while_a_session_runs(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    real = datetime.now(UTC).date()
    for days in (1, -1, 0):
        monkeypatch.setattr(host_views, "today", lambda days=days: real + timedelta(days=days))
        vote(visitor, "b", "2")
        move(host, "pause", "resume")
    assert stored_answers(stored) == [(ITEM.id, 1, "b", 2)]
    assert position(visitor.get("/play")) == "open-0-1"


def test_no_column_stores_who_answered_or_when(app: Flask, database: Database) -> None:
    found: dict[str, dict[str, Any]] = {
        table: {c["name"]: c["type"] for c in inspect(database.reader).get_columns(table)}
        for table in ("live_participant", "live_answer", "live_rating")
    }
    assert set(found["live_participant"]) == {"id", "session_id"}
    assert set(found["live_answer"]) == {
        *("session_id", "participant_id", "item", "round", "revision", "option", "certainty")
    }
    assert set(found["live_rating"]) == {
        *("session_id", "participant_id", "strand", "moment", "answer")
    }
    for columns in found.values():
        assert not [t for t in columns.values() if "TIME" in str(t).upper() or isinstance(t, date)]


def test_the_token_in_the_cookie_is_not_stored(
    app: Flask, stored: Stored, database: Database
) -> None:
    visitor = join_session(app, host_session(app))
    with visitor.client.session_transaction() as jar:
        token = jar["live"]
        live = stored(LiveSession)[0]
        assert live.id not in str(dict(jar)), "the host's address is not in a participant's cookie"
    assert stored(Participant)[0].id != token


def test_an_answer_that_could_not_be_stored_is_not_acknowledged(
    app: Flask, stored: Stored, database: Database
) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    sent = form_data(visitor.get("/play"), "b")
    with full_disk(database):
        assert visitor.client.post("/play", data=sent).status_code == 503
    assert stored_answers(stored) == []
    assert visitor.post("/play", sent).status == 200
    assert stored_answers(stored) == [(ITEM.id, 1, "b", 2)]
