"""One app for many tests: after each of them it is again as it was made.

What a test may change is put back: rows and files by the fixtures below the app; extensions,
settings, counters and listeners here. What cannot be put back must not change: a test that adds an
address or a hook makes an app of its own (``own_app``), and one that forgets to fails here.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy import Engine

from quiz import content, create_app, scheduled
from quiz.config import Settings
from quiz.database import Database
from quiz.live.fragments import FRAGMENTS
from quiz.live.updates import broadcast
from quiz.security import limiter

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
    """Stop what runs, and give back every connection."""
    broadcast.watcher(app).stop()  # one that looked on would keep its connection
    opened: Database = app.extensions["database"]
    opened.close()


@contextmanager
def made(settings: Settings, compiled: BytecodeCache) -> Iterator[Flask]:
    """An app for one test."""
    app = create(settings, compiled)
    try:
        yield app
    finally:
        close(app)


def emptied(folder: Path) -> Path:
    """The folder without what was in it."""
    for found in folder.iterdir():
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()
    return folder


class SharedApp:
    """An app, and how it was when it was made."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._config, self._extensions = dict(app.config), dict(app.extensions)
        self._limiter = dict(vars(limiter))
        self._fixed = fixed(app)
        self._database: Database = app.extensions["database"]

    @contextmanager
    def as_new(self) -> Iterator[Flask]:
        """The app as it was made. Its database and its instance folder were emptied before."""
        self.reset()
        try:
            yield self._app
        finally:
            close(self._app)
        assert fixed(self._app) == self._fixed, "mark this test own_app: it changes the app"

    def reset(self) -> None:
        """Put back all that a test may have changed."""
        app = self._app
        _put_back(app.config, self._config)
        _put_back(app.extensions, self._extensions)
        _put_back(vars(limiter), self._limiter)  # an app made meanwhile had it count elsewhere
        limiter.reset()
        settings: Settings = app.extensions["settings"]
        app.extensions["database"] = _without_listeners(self._database)
        app.extensions[scheduled.DONE_ON] = {}
        content.init_app(app, settings.instance, settings.copies)
        broadcast.init_app(app, FRAGMENTS)


def fixed(app: Flask) -> dict[str, Any]:
    """What no test may change on a shared app."""
    hooks = {name: _filled(getattr(app, name)) for name in HOOKS}
    env = app.jinja_env
    words = {"globals": dict(env.globals), "filters": dict(env.filters), "tests": dict(env.tests)}
    return {
        **hooks,
        **words,
        "addresses": [repr(rule) for rule in app.url_map.iter_rules()],
        "views": dict(app.view_functions),
        "commands": dict(app.cli.commands),
        "wsgi_app": app.wsgi_app,
        "session_interface": app.session_interface,
        "undefined": env.undefined,
    }


def _filled(hooks: Any) -> Any:
    """Without the empty places that Flask makes where it looks for a hook."""
    if isinstance(hooks, dict):
        return {key: filled for key, value in hooks.items() if (filled := _filled(value))}
    return list(hooks) if isinstance(hooks, list) else hooks


def _put_back(now: dict[str, Any], before: dict[str, Any]) -> None:
    now.clear()
    now.update(before)


def _without_listeners(database: Database) -> Database:
    """The same connections and compiled statements; a test's listeners stay on this copy alone."""

    def copy(engine: Engine) -> Engine:
        return engine.execution_options()

    return Database(copy(database.reader), copy(database.writer))
