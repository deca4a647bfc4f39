"""The log has the id of the request and the name of the page, and nothing about a person."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from quiz.operations import logs
from quiz.settings.config import Settings
from quiz.storage.database import Database
from quiz.teams import codes
from quiz.vocabulary import Role
from tests.databases import full_disk
from tests.live import steps as live
from tests.live.steps import ITEM
from tests.people.steps import PASSWORD, account, invitation
from tests.selfcheck.steps import answer, code_of, walk_to_scenarios
from tests.shared_app import new_app
from tests.signin.steps import sign_in
from tests.teams import actions
from tests.visitor import Visitor

EMAIL = "lee@council.example"
PROXYS_ID = "proxy-0123456789abcdef"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Every line of every logger, as the service writes them, at the lowest level."""
    out, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(out), root.level
    handler.setFormatter(logs.JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def fail(*_: object, **__: object) -> str:
    raise ValueError(f"{ITEM.best} was answered by {EMAIL}")


def play_check(app: Flask) -> set[str]:
    """A check with an answer, and a return code that is tried; returns what nobody may read."""
    visitor = answer(walk_to_scenarios(Visitor(app)))
    code = code_of(visitor)
    Visitor(app).get("/check/return").send(code=code)
    Visitor(app).get("/check/return").send(code=f"{code}x")
    return {code}


def play_review(app: Flask, database: Database) -> set[str]:
    """A submission, a wrong code, sign-ins; returns what nobody may read."""
    lead = account(app, Role.LEAD, email=EMAIL, password=PASSWORD, name="Lee Lead")
    review = actions.made(database, lead, actions.wanted())
    (_, code), *_ = actions.codes_of(database, review)
    token = invitation(app, lead)
    actions.until_submission(app, code).send()
    Visitor(app).get(f"/review/{codes.spelled(code)}")
    Visitor(app).get("/review/ABCDE-FGHJK")
    sign_in(Visitor(app), email=EMAIL, password="a wrong guess")
    sign_in(Visitor(app), email=EMAIL).get(f"/teams/{review}")
    Visitor(app).get(f"/invited/{token}")
    Visitor(app).get(f"/invited/{token}x")
    found = {code, codes.spelled(code), "ABCDE-FGHJK", EMAIL, token, "a wrong guess", PASSWORD}
    return {*found, "Lee Lead", review}


def play_live(app: Flask) -> set[str]:
    host = live.host_session(app)
    code, screen = live.code(host), live.open_screen(host)
    guest = live.join_session(app, host)
    live.open_vote(host)
    live.vote(guest, ITEM.best)
    Visitor(app).get(screen)
    return {code, screen.rpartition("/")[2], host.path.split("/")[2], "tess@council.example"}


def test_a_whole_run_has_nothing_about_anybody(
    app: Flask, database: Database, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.testing = False  # errors become pages and lines of the log
    secrets = {*play_check(app), *play_review(app, database), *play_live(app)}
    with full_disk(database):
        answer_lost = Visitor(app).client.post("/", data={"length": "full", "feedback": "end"})
    monkeypatch.setitem(app.view_functions, "teams.invitation", fail)
    monkeypatch.setitem(app.view_functions, "information.privacy", fail)
    address = f"/review/BCDFG-HJKLM?name={EMAIL}"
    assert app.test_client().get(address).status_code == 500
    assert app.test_client().get("/privacy").status_code == 500
    assert answer_lost.status_code >= 400
    text = written.getvalue()
    secrets |= {"BCDFG-HJKLM", "127.0.0.1", "was answered", ITEM.id, "before-you-look="}
    assert not [secret for secret in secrets if secret.lower() in text.lower()]
    lines = [json.loads(line) for line in text.splitlines()]
    failed = [line for line in lines if line["message"] == "a request failed"]
    assert [line["page"] for line in failed] == ["teams.invitation", "information.privacy"]
    assert failed[0]["error"] == "ValueError"
    assert failed[0]["at"][-1].endswith(" fail")
    assert "a wrong address or password: signin.sign_in" in {line["message"] for line in lines}
    app.testing = True


def test_a_librarys_message_is_not_filled_in(written: io.StringIO) -> None:
    logging.getLogger("flask-limiter").warning("%s exceeded a limit", "127.0.0.1")
    server = logging.getLogger("gunicorn.error")
    server.debug("%s %s", "GET", "/review/ABCDE-FGHJK")
    server.warning("Worker %d ends", 7)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["logger"], line["message"]) for line in lines] == [
        ("flask-limiter", "%s exceeded a limit"),
        ("gunicorn.error", "%s %s"),
        ("gunicorn.error", "Worker 7 ends"),
    ]
    assert date.fromisoformat(lines[0]["time"][:10])


def test_lines_of_one_request_have_its_id(app: Flask, written: io.StringIO) -> None:
    response = app.test_client().post("/join", data={"code": "BCDFG", "csrf_token": "forged"})
    line = json.loads(written.getvalue().splitlines()[0])
    assert line["request"] == response.headers["X-Request-ID"]
    assert line["page"] == "live.join"
    other = app.test_client().get("/").headers["X-Request-ID"]
    assert other != line["request"]
    assert len(other) == 32


@pytest.mark.parametrize(
    ("proxies", "sent", "kept"),
    [
        (1, PROXYS_ID, True),
        (0, PROXYS_ID, False),
        (1, "two words and more", False),
        (1, "a" * 65, False),
        (1, "naïve-0123456789", False),
    ],
)
def test_only_a_proxys_id_is_taken(
    settings: Settings, compiled: FileSystemBytecodeCache, proxies: int, sent: str, kept: bool
) -> None:
    with new_app(replace(settings, proxies=proxies), compiled) as app:
        response = app.test_client().get("/privacy", headers={"X-Request-ID": sent})
    assert (response.headers["X-Request-ID"] == sent) is kept


def test_places_are_paths_of_the_project() -> None:
    assert logs._short(str(Path(logs.__file__))) == "quiz/operations/logs.py"
    assert logs._short("/somewhere/else/library.py") == "library.py"


def test_the_places_of_an_exception_need_no_source_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of each file of a traceback would stay in the memory of the worker."""
    with pytest.raises(ValueError, match="answered") as failed:
        fail()
    line = fail.__code__.co_firstlineno + 1
    with monkeypatch.context() as patch:
        patch.setattr("linecache.updatecache", lambda *_: pytest.fail("a file was read"))
        places = logs._places(failed.tb)
    assert places[-1] == f"tests/operations/test_logs.py:{line} fail"
    assert len(places) == 2
