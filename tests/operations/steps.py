"""Backing up, restoring and being refused, step by step."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

from quiz.people import accounts
from quiz.storage.database import Database


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=[str(arg) for arg in args])


def back_up(app: Flask, folder: Path) -> Path:
    file = folder / "look.backup"
    result = run(app, "backup", file)
    assert result.exit_code == 0, result.output
    return file


def refused(app: Flask, file: Path, *options: str) -> str:
    """The one sentence with which a restore refuses this file."""
    result = run(app, "restore", file, *options)
    assert result.exit_code == 1, result.output
    assert len(result.output.splitlines()) == 1, result.output
    return result.output


def id_of(app: Flask, email: str) -> str:
    database: Database = app.extensions["database"]
    with database.begin(writes=False) as session:
        person = accounts.find_by_email(session, email)
        assert person
        return person.id


def lines(app: Flask) -> dict[str, str]:
    """What ``flask doctor`` said, by check; OK lines are ``OK``."""
    result = app.test_cli_runner().invoke(args=["doctor"])
    found = {}
    for line in result.output.splitlines():
        name, _, words = line[7:].partition(": ")
        found[name] = "OK" if line.startswith("OK ") else words
        assert line.startswith(("OK  ", "TO DO  "))
    assert (result.exit_code == 0) == (set(found.values()) == {"OK"})
    return found


def change(app: Flask, **settings: Any) -> None:
    """Change settings of the app."""
    app.extensions["settings"] = replace(app.extensions["settings"], **settings)
