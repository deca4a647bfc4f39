"""Only a successful POST commits, and nothing is acknowledged before it is stored."""

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError, OperationalError

from quiz.answers.models import Attempt
from quiz.database import Database, session
from tests.conftest import Stored
from tests.selfcheck.steps import reach_scenarios
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


@pytest.mark.own_app
def test_only_a_successful_post_commits(app: Flask, stored: Stored) -> None:
    def stores(status: int) -> tuple[str, int]:
        for attempt in session().scalars(select(Attempt)):
            attempt.form = "Z"
        return "stored?", status

    app.add_url_rule("/stores/<int:status>", "stores", stores, methods=["POST"])
    reach_scenarios(Visitor(app))
    for status in (400, 404, 422, 500, 503):
        app.test_client().post(f"/stores/{status}")
        assert stored(Attempt)[0].form == "A"
    app.test_client().post("/stores/200")
    assert stored(Attempt)[0].form == "Z"


@pytest.mark.own_app
def test_the_database_refuses_a_get_that_writes(app: Flask, stored: Stored) -> None:
    def writes_anyway() -> str:
        for attempt in session().scalars(select(Attempt)):
            attempt.form = "Z"
        session().flush()
        return "written"

    app.add_url_rule("/writes", "writes", writes_anyway, methods=["GET", "POST"])
    reach_scenarios(Visitor(app))
    visitor = Visitor(app).get("/writes")
    assert visitor.status == 503
    assert stored(Attempt)[0].form == "A"
    Visitor(app).client.post("/writes")
    assert stored(Attempt)[0].form == "Z"


def test_a_failed_commit_is_never_acknowledged(app: Flask, database: Database) -> None:
    visitor = reach_scenarios(Visitor(app))

    @event.listens_for(database.writer, "commit")
    def full_disk(_connection: object) -> None:
        raise OperationalError("COMMIT", None, OSError("disk full"))

    option = visitor.choices("option")[0]
    visitor.send(option=option, certainty="1")
    assert visitor.status == 503
    assert "was not kept; everything before it is" in visitor.words
    assert "Content-Security-Policy" in visitor.response.headers
    event.remove(database.writer, "commit", full_disk)
    visitor.get("/check/scenario/1").send(option=option, certainty="1")
    assert visitor.path == "/check/scenario/2"


def test_a_reading_session_outside_a_request_cannot_write(app: Flask, database: Database) -> None:
    reach_scenarios(Visitor(app))
    with database.begin(writes=False) as looking:
        looking.scalars(select(Attempt)).one().form = "Z"
        with pytest.raises(DBAPIError):
            looking.flush()
