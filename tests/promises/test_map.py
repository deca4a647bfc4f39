"""The map is the truth: every address is on it, says who may ask, and keeps to its method."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError, OperationalError

from quiz.answers.models import Attempt
from quiz.clock import today
from quiz.database import Database, session
from quiz.routes import MAP, Address, Audience
from quiz.selfcheck import second
from tests.conftest import Stored
from tests.selfcheck.way import answer, reach_scenarios
from tests.visitor import Visitor

EXAMPLES = {
    **{"<strand:strand>": "casework", "<int:number>": "1"},
    **{"<code>": "CDFHJK", "<session_id>": "0" * 32},
}
WRITES = {"INSERT", "UPDATE", "DELETE", "REPLACE"}


def path(address: Address) -> str:
    found = address.rule
    for part, example in EXAMPLES.items():
        found = found.replace(part, example)
    assert "<" not in found, f"no example for {address.rule}"
    return found


POSTS = [
    address
    for address in MAP
    if "POST" in address.methods
    # What participants and hosts send is tried in tests/live, in a session.
    and address.audience in (Audience.ANYONE, Audience.HOLDER)
]
by_rule = pytest.mark.parametrize("address", MAP, ids=lambda address: address.rule)
by_post = pytest.mark.parametrize("address", POSTS, ids=lambda address: address.rule)


def test_the_app_answers_at_the_addresses_of_the_map_and_at_no_other(app: Flask) -> None:
    served = {rule.rule for rule in app.url_map.iter_rules()}
    assert served == {address.rule for address in MAP} | {"/static/<path:filename>"}


def test_no_address_stands_twice() -> None:
    assert len({address.rule for address in MAP}) == len(MAP)
    assert len({address.endpoint for address in MAP}) == len(MAP)


@by_rule
def test_who_holds_no_attempt_gets_no_further_than_the_door(app: Flask, address: Address) -> None:
    visitor = Visitor(app).get(path(address))
    if "GET" not in address.methods:
        assert visitor.status == 405
    else:
        assert visitor.status == (200 if address.audience == Audience.ANYONE else 403)


@by_rule
def test_a_get_writes_nothing(
    app: Flask, database: Database, stored: Stored, address: Address
) -> None:
    visitor = reach_scenarios(Visitor(app), length="short")
    written = []

    @event.listens_for(database.reader, "before_cursor_execute")
    @event.listens_for(database.writer, "before_cursor_execute")
    def watch(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.split()[0].upper() in WRITES:
            written.append(statement)

    visitor.get(path(address))
    assert visitor.status < 500
    assert written == []
    assert len(stored(Attempt)) == 1


def test_the_database_itself_refuses_a_get_that_writes(app: Flask, stored: Stored) -> None:
    def writes_all_the_same() -> str:
        for attempt in session().scalars(select(Attempt)):
            attempt.form = "Z"
        session().flush()
        return "written"

    app.add_url_rule("/writes", "writes", writes_all_the_same, methods=["GET", "POST"])
    reach_scenarios(Visitor(app))
    visitor = Visitor(app).get("/writes")
    assert visitor.status == 503
    assert stored(Attempt)[0].form == "A"
    Visitor(app).client.post("/writes")
    assert stored(Attempt)[0].form == "Z"


@by_post
def test_no_form_is_accepted_without_its_token(
    app: Flask, stored: Stored, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = reach_scenarios(Visitor(app), length="short")
    while visitor.path != "/check/answers":
        answer(visitor, right=False)
    if address.view == second.second_look:
        visitor.send()  # it follows a finished check, on a later day
        monkeypatch.setattr(second, "today", lambda: today() + timedelta(days=1))
    before = [(a.id, a.finished_on, a.return_hash) for a in stored(Attempt)]
    visitor.get(path(address))
    assert visitor.path == path(address)
    main = visitor.page.main
    assert main is not None
    data = visitor.filled_in() if main.find("form") else {}
    data.pop("csrf_token", None)
    response = visitor.client.post(path(address), data=data)
    assert response.status_code == 400
    assert [(a.id, a.finished_on, a.return_hash) for a in stored(Attempt)] == before


@by_rule
def test_every_page_has_the_headers(app: Flask, address: Address) -> None:
    visitor = reach_scenarios(Visitor(app))
    headers = visitor.client.get(path(address)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
@by_rule
def test_other_methods_are_refused_with_a_page(app: Flask, address: Address, method: str) -> None:
    response = app.test_client().open(path(address), method=method)
    assert response.status_code == 405
    assert b"cannot be used in this way" in response.data


def test_an_address_that_is_not_there_has_a_page(app: Flask) -> None:
    for missing in (
        "/nowhere",
        "/check/confidence/else",
        "/check/scenario/x",
        "/check/scenario/-1",
    ):
        visitor = Visitor(app).get(missing)
        assert visitor.status == 404
        assert "There is no page here" in visitor.words


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


def test_a_commit_that_fails_is_never_acknowledged(app: Flask, database: Database) -> None:
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


def test_a_look_beside_the_app_cannot_write(app: Flask, database: Database) -> None:
    reach_scenarios(Visitor(app))
    with database.begin(writes=False) as looking:
        looking.scalars(select(Attempt)).one().form = "Z"
        with pytest.raises(DBAPIError):
            looking.flush()
