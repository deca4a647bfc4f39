"""Tests sharing an app are isolated."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, DictLoader, FileSystemBytecodeCache
from sqlalchemy import Engine, event, inspect, text

from quiz import content
from quiz.live.updates.broadcast import watcher
from quiz.mail import MailServer
from quiz.operations import scheduled
from quiz.settings.config import Provider, Settings
from quiz.storage.database import Database, connect
from quiz.web.failed_requests import limiter
from tests.live.steps import join_session, open_vote, vote
from tests.live.stored_steps import host_session
from tests.selfcheck.steps import reach_answers
from tests.shared_app import SharedApp, create, empty_folder, fixed
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases


def rows(url: str) -> dict[str, list[Any]]:
    """The rows of every table, read outside the app."""
    database = connect(url)
    with database.reader.connect() as connection:
        found = {
            name: list(connection.execute(text(f'SELECT * FROM "{name}"')))
            for name in inspect(connection).get_table_names()
        }
    database.close()
    return found


def state(app: Flask) -> dict[str, Any]:
    """State that must match a new app."""
    live = watcher(app)
    return {
        **fixed_names(app),
        "config": {name: repr(value) for name, value in app.config.items()},
        "extensions": {name: type(value).__name__ for name, value in app.extensions.items()},
        "settings": app.extensions["settings"],
        "mail": app.extensions["mail"],
        "daily_tasks": dict(app.extensions[scheduled.DONE_ON]),
        "content": set(content.store(app).bank.items),
        "listeners": live.listeners,
        "watching": live._thread is not None,
        "stopped": live._stopping.is_set(),
        "testing": app.testing,
        "limits": [dict(limiter.storage.storage), dict(limiter.storage.events)],
    }


def fixed_names(app: Flask) -> dict[str, Any]:
    found = fixed(app)
    return {name: sorted(found[name]) for name in ("routes", "views", "commands", "globals")}


def record(engine: Engine, statements: list[str]) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def add(_c: object, _k: object, statement: str, *_: object) -> None:
        statements.append(statement)


def change_everything(app: Flask, statements: list[str], compiled: BytecodeCache) -> None:
    """Change rows, counters, files, listeners, settings and extensions, as tests do."""
    database: Database = app.extensions["database"]
    for engine in (database.reader, database.writer):
        record(engine, statements)
    reach_answers(Visitor(app), length="short")
    host = host_session(app)
    participant = join_session(app, host)
    open_vote(host)
    vote(participant, "a")
    for _ in range(40):
        Visitor(app).get("/check/return").send(code="an unknown code")
    stream = participant.client.get("/play/events")
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
        public_url="https://other.example",
        provider=Provider("https://id.example", "client", "secret"),
    )
    store = content.store(app)
    store.bank = replace(store.bank, items={})
    create(replace(settings, limits="memory://?another"), compiled)


@pytest.fixture
def shared(settings: Settings, compiled: FileSystemBytecodeCache) -> SharedApp:
    return SharedApp(create(settings, compiled))


def test_reset_restores_everything(
    shared: SharedApp,
    settings: Settings,
    compiled: FileSystemBytecodeCache,
    empty_database: Callable[[], str],
) -> None:
    url, statements = settings.database_url, list[str]()
    before = rows(url)
    limiter_storage = limiter.storage
    with shared.fresh() as app:
        first = state(app)
        change_everything(app, statements, compiled)
    assert {name for name, found in rows(url).items() if found != before[name]} >= {
        *("attempt", "response", "rating", "person", "live_session", "live_answer"),
    }
    assert statements
    statements.clear()
    empty_database()
    empty_folder(settings.instance)
    with shared.fresh() as app:
        assert rows(url) == before
        assert limiter.storage is limiter_storage
        assert state(app) == first == state(create(settings, compiled))
        assert reach_answers(Visitor(app), length="short").status == 200
        assert statements == [], "the previous test's listener is still active"


def test_an_added_view_hook_or_jinja_global_fails_the_test(shared: SharedApp) -> None:
    def replace_view(app: Flask) -> None:
        app.view_functions["health"] = lambda: "well"

    def add_hook(app: Flask) -> None:
        app.before_request_funcs.setdefault(None, []).append(lambda: None)

    def add_global(app: Flask) -> None:
        app.jinja_env.globals["another"] = DictLoader({})

    for change in (replace_view, add_hook, add_global):
        with pytest.raises(AssertionError, match="own_app"), shared.fresh() as app:
            change(app)
