"""Backing up, restoring and being refused, step by step."""

from pathlib import Path

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
