"""Only a successful POST commits, and only stored answers are acknowledged."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from quiz.answers.models import Attempt
from quiz.storage.database import Database, session
from tests.conftest import Stored
from tests.databases import full_disk
from tests.selfcheck.steps import reach_scenarios
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


@pytest.mark.own_app
def test_only_a_successful_post_commits(app: Flask, stored: Stored) -> None:
    def change(status: int) -> tuple[str, int]:
        for attempt in session().scalars(select(Attempt)):
            attempt.form = "Z"
        return "changed", status

    app.add_url_rule("/change/<int:status>", "change", change, methods=["POST"])
    reach_scenarios(Visitor(app))
    for status in (400, 404, 422, 500, 503):
        app.test_client().post(f"/change/{status}")
        assert stored(Attempt)[0].form == "A"
    app.test_client().post("/change/200")
    assert stored(Attempt)[0].form == "Z"


@pytest.mark.own_app
def test_the_database_refuses_a_get_that_writes(app: Flask, stored: Stored) -> None:
    def write() -> str:
        for attempt in session().scalars(select(Attempt)):
            attempt.form = "Z"
        session().flush()
        return "written"

    app.add_url_rule("/write", "write", write, methods=["GET", "POST"])
    reach_scenarios(Visitor(app))
    visitor = Visitor(app).get("/write")
    assert visitor.status == 503
    assert stored(Attempt)[0].form == "A"
    Visitor(app).client.post("/write")
    assert stored(Attempt)[0].form == "Z"


def test_a_failed_commit_is_never_acknowledged(app: Flask, database: Database) -> None:
    visitor = reach_scenarios(Visitor(app))
    option = visitor.choices("option")[0]
    with full_disk(database):
        visitor.send(option=option, certainty="1")
    assert visitor.status == 503
    assert "was not kept yet, but it is still on this page" in visitor.words
    assert "Content-Security-Policy" in visitor.response.headers
    visitor.get("/check/scenario/1").send(option=option, certainty="1")
    assert visitor.path == "/check/scenario/2"


def test_a_reading_session_outside_a_request_cannot_write(app: Flask, database: Database) -> None:
    reach_scenarios(Visitor(app))
    with database.begin(writes=False) as reading:
        reading.scalars(select(Attempt)).one().form = "Z"
        with pytest.raises(DBAPIError):
            reading.flush()
