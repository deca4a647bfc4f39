"""A restore on PostgreSQL happens as a whole or not at all, also where programs do not match."""

import os
import shutil
from pathlib import Path

import pytest
from flask import Flask

from quiz.people.models import Person
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.operations.steps import back_up, refused, run
from tests.people.steps import account

pytestmark = [
    pytest.mark.only_on("postgresql"),
    pytest.mark.usefixtures("client_programs"),
]


@pytest.fixture
def backup(app: Flask, tmp_path: Path) -> Path:
    """A backup, after which something else was stored."""
    account(app, Role.LEAD, name="In the backup")
    file = back_up(app, tmp_path)
    account(app, Role.LEAD, name="Made later")
    return file


def change_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let pg_restore write what these lines of a shell do; in them REAL is the true one."""
    program = tmp_path / "programs" / "pg_restore"
    program.parent.mkdir()
    text = "\n".join(["#!/bin/sh", 'case "$*" in *--list*) exit 0;; esac', *lines, ""])
    program.write_text(text.replace("REAL", f'{shutil.which("pg_restore")} "$@"'))
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def names(stored: Stored) -> set[str]:
    return {person.name for person in stored(Person)}


def test_what_only_a_newer_server_knows_is_left_out(
    app: Flask, backup: Path, tmp_path: Path, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs of version 17 and later write this, and servers until 16 refuse it; and commands of
    psql are for psql."""
    newer = tmp_path / "newer.sql"
    newer.write_text("\\restrict a1\nSET transaction_timeout = 'refused by all';\n")
    change_program(tmp_path, monkeypatch, f"cat {newer}", "REAL")
    assert run(app, "restore", backup, "--yes").exit_code == 0
    assert names(stored) == {"In the backup"}


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (["REAL | head -c 20000", "echo 'it broke off' >&2", "exit 1"], "it broke off"),
        (["REAL | sed 's/^COPY public.response /COPY public.nothing /'"], "public.nothing"),
        (["REAL --no-such-option"], "no-such-option"),
    ],
)
def test_what_fails_on_the_way_changes_nothing(
    app: Flask,
    backup: Path,
    tmp_path: Path,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
    after: list[str],
    said: str,
) -> None:
    change_program(tmp_path, monkeypatch, *after)
    message = refused(app, backup, "--yes")
    assert "nothing was restored, and what was there is still there" in message
    assert said in message
    assert names(stored) == {"In the backup", "Made later"}
