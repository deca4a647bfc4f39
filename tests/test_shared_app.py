"""One app serves test after test: none of them finds what another left behind."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, DictLoader, FileSystemBytecodeCache
from sqlalchemy import Engine, event, inspect, text

from quiz import content, scheduled
from quiz.config import Provider, Settings
from quiz.database import Database, connect
from quiz.live.updates.broadcast import watcher
from quiz.mail import MailServer
from quiz.security import limiter
from tests.live.steps import host_session, join_session, open_vote, vote
from tests.selfcheck.steps import reach_answers
from tests.shared_app import SharedApp, create, emptied, fixed
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


def rows(url: str) -> dict[str, list[Any]]:
    """Every row of every table, read from outside the app."""
    opened = connect(url)
    with opened.reader.connect() as connection:
        found = {
            name: list(connection.execute(text(f'SELECT * FROM "{name}"')))
            for name in inspect(connection).get_table_names()
        }
    opened.close()
    return found


def parts(app: Flask) -> dict[str, Any]:
    """All that an app has, as far as two apps made from the same settings have it alike."""
    bare = {name: repr(value) for name, value in app.config.items()}
    kinds = {name: type(value).__name__ for name, value in app.extensions.items()}
    live = watcher(app)
    return {
        **fixed_names(app),
        "config": bare,
        "extensions": kinds,
        "settings": app.extensions["settings"],
        "mail": app.extensions["mail"],
        "done": dict(app.extensions[scheduled.DONE_ON]),
        "content": set(content.store(app).bank.items),
        "listeners": live.listeners,
        "watching": live._thread is not None,
        "stopped": live._stopping.is_set(),
        "testing": app.testing,
        "counted": [dict(limiter.storage.storage), dict(limiter.storage.events)],
    }


def fixed_names(app: Flask) -> dict[str, Any]:
    found = fixed(app)
    return {name: sorted(found[name]) for name in ("addresses", "views", "commands", "globals")}


def listens(engine: Engine, heard: list[str]) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def hear(_c: object, _k: object, statement: str, *_: object) -> None:
        heard.append(statement)


def uses_everything(app: Flask, heard: list[str], compiled: BytecodeCache) -> None:
    """What tests do: rows in the tables, counters, files, listeners, and changed parts."""
    database: Database = app.extensions["database"]
    for engine in (database.reader, database.writer):
        listens(engine, heard)
    reach_answers(Visitor(app), length="short")
    host = host_session(app)
    one = join_session(app, host)
    open_vote(host)
    vote(one, "a")
    for _ in range(40):
        Visitor(app).get("/check/return").send(code="not a code of ours")
    stream = one.client.get("/play/events")
    next(iter(stream.response))
    folder = Path(app.instance_path)
    (folder / "local.json").write_text("{}")
    (folder / "a folder").mkdir()
    app.testing = False
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["ANOTHER"] = "setting"
    app.extensions["another"] = "part"
    app.extensions["mail"] = MailServer("smtp://nowhere", "a@b.example")
    settings: Settings = app.extensions["settings"]
    app.extensions["settings"] = replace(
        settings,
        public_url="https://it.is.me",
        provider=Provider("https://id.example", "client", "secret"),
    )
    served = content.store(app)
    served.bank = replace(served.bank, items={})
    create(replace(settings, limits="memory://?another"), compiled)


@pytest.fixture
def shared(settings: Settings, compiled: FileSystemBytecodeCache) -> SharedApp:
    return SharedApp(create(settings, compiled))


def test_after_a_test_that_used_everything_the_app_is_as_a_new_one(
    shared: SharedApp,
    settings: Settings,
    compiled: FileSystemBytecodeCache,
    empty_database: Callable[[], str],
) -> None:
    url, heard = settings.database_url, list[str]()
    before = rows(url)
    counts_in = limiter.storage
    with shared.as_new() as app:
        first = parts(app)
        uses_everything(app, heard, compiled)
    assert {name for name, found in rows(url).items() if found != before[name]} >= {
        *("attempt", "response", "rating", "person", "live_session", "live_answer"),
    }
    assert heard
    heard.clear()
    empty_database()
    emptied(settings.instance)
    with shared.as_new() as app:
        assert rows(url) == before
        assert limiter.storage is counts_in
        assert parts(app) == first == parts(create(settings, compiled))
        assert reach_answers(Visitor(app), length="short").status == 200
        assert heard == [], "a listener of the test before"


def test_an_address_or_a_hook_that_stays_is_found(shared: SharedApp) -> None:
    def adds(app: Flask) -> None:
        app.view_functions["health"] = lambda: "well"

    def hooks(app: Flask) -> None:
        app.before_request_funcs.setdefault(None, []).append(lambda: None)

    def words(app: Flask) -> None:
        app.jinja_env.globals["another"] = DictLoader({})

    for changes in (adds, hooks, words):
        with pytest.raises(AssertionError, match="own_app"), shared.as_new() as app:
            changes(app)
