"""One app for many tests, reset after each test.

Fixtures reset rows and files; this module resets extensions, settings, counters and listeners.
Routes and hooks cannot be reset: a test that adds one must be marked ``own_app``, or it fails here.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy import Engine

from quiz import content, create_app
from quiz.live.fragments import FRAGMENTS
from quiz.live.updates import broadcast
from quiz.operations import scheduled
from quiz.settings.config import Settings
from quiz.storage.database import Database
from quiz.web.failed_requests import limiter

HOOKS = (
    "before_request_funcs",
    "after_request_funcs",
    "teardown_request_funcs",
    "template_context_processors",
    "error_handler_spec",
)


def create(settings: Settings, compiled: BytecodeCache) -> Flask:
    """A new app for tests."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    return app


def close(app: Flask) -> None:
    """Stop the watcher and close every connection."""
    broadcast.watcher(app).stop()  # an active watcher would keep its connection
    database: Database = app.extensions["database"]
    database.close()


@contextmanager
def new_app(settings: Settings, compiled: BytecodeCache) -> Iterator[Flask]:
    """An app for one test."""
    app = create(settings, compiled)
    try:
        yield app
    finally:
        close(app)


def empty_folder(folder: Path) -> Path:
    """Empty the folder; returns it."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return folder


class SharedApp:
    """An app with a snapshot of its initial state."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._config, self._extensions = dict(app.config), dict(app.extensions)
        self._limiter = dict(vars(limiter))
        self._fixed = fixed(app)
        self._database: Database = app.extensions["database"]

    @contextmanager
    def fresh(self) -> Iterator[Flask]:
        """The app in its initial state. Requires an empty database and instance folder."""
        self.reset()
        try:
            yield self._app
        finally:
            close(self._app)
        assert fixed(self._app) == self._fixed, "mark this test own_app: it changes the app"

    def reset(self) -> None:
        """Restore everything that a test may have changed."""
        app = self._app
        _restore(app.config, self._config)
        _restore(app.extensions, self._extensions)
        _restore(vars(limiter), self._limiter)  # another app replaced the limiter storage
        limiter.reset()
        settings: Settings = app.extensions["settings"]
        app.extensions["database"] = _without_listeners(self._database)
        app.extensions[scheduled.DONE_ON] = {}
        content.init_app(app, settings.instance, settings.copies)
        broadcast.init_app(app, FRAGMENTS)


def fixed(app: Flask) -> dict[str, Any]:
    """The parts of a shared app that no test may change."""
    hooks = {name: _without_empty(getattr(app, name)) for name in HOOKS}
    env = app.jinja_env
    jinja = {"globals": dict(env.globals), "filters": dict(env.filters), "tests": dict(env.tests)}
    return {
        **hooks,
        **jinja,
        "routes": [repr(rule) for rule in app.url_map.iter_rules()],
        "views": dict(app.view_functions),
        "commands": dict(app.cli.commands),
        "wsgi_app": app.wsgi_app,
        "session_interface": app.session_interface,
        "undefined": env.undefined,
    }


def _without_empty(hooks: Any) -> Any:
    """Ignore empty hook lists, which Flask adds when it looks up a hook."""
    if isinstance(hooks, dict):
        return {key: left for key, value in hooks.items() if (left := _without_empty(value))}
    return list(hooks) if isinstance(hooks, list) else hooks


def _restore(current: dict[str, Any], initial: dict[str, Any]) -> None:
    current.clear()
    current.update(initial)


def _without_listeners(database: Database) -> Database:
    """A copy that shares connections and compiled statements, but not a test's listeners."""

    def copy(engine: Engine) -> Engine:
        return engine.execution_options()

    return Database(copy(database.reader), copy(database.writer))
