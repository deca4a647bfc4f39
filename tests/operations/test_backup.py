"""``flask backup`` and ``flask restore``: another machine shows the same figures."""

import shutil
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from quiz.people import accounts
from quiz.people.models import Person
from quiz.storage.database import Database, downgrade, upgrade
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live.completed_session import completed_session
from tests.operations.conftest import NewService
from tests.operations.steps import back_up, id_of, refused, run
from tests.people.steps import PASSWORD, account
from tests.people.steps import sign_in as sign_in_stored
from tests.selfcheck.steps import code_of, reach_feedback
from tests.signin.steps import sign_in
from tests.teams import actions
from tests.visitor import Visitor

LEAD, TRAINER = "lee@council.example", "tess@council.example"
OWN = '{"$schema": "/schema/local.json", "items": []}'
ANSWERS = [(True, "4")] * 7 + [(False, "4")] * 5


def played(app: Flask, database: Database) -> Callable[[Flask], list[str]]:
    """A finished check, a review with a block, and a live session; returns what reads their pages
    on any machine."""
    code = code_of(reach_feedback(Visitor(app), ANSWERS))
    lead = account(app, Role.LEAD, email=LEAD, password=PASSWORD)
    review = actions.made(database, lead, actions.wanted(7))
    for number, (_, link) in enumerate(actions.codes_of(database, review)):
        right = [number > 0] * len(actions.ALL_ITEMS)
        actions.submit_copy(database, review, link, actions.copy(right))
    summary = completed_session(app, count=9)[0].path

    def figures(on: Flask) -> list[str]:
        leader = sign_in(Visitor(on), email=LEAD)
        trainer = sign_in_stored(Visitor(on), id_of(on, TRAINER))
        return [
            Visitor(on).get("/check/return").send(code=code).get("/check/feedback").words,
            leader.get(f"/teams/{review}").words,
            trainer.get(summary).words,
        ]

    return figures


def test_another_machine_shows_the_same_figures(
    app: Flask, database: Database, new_service: NewService, tmp_path: Path
) -> None:
    figures = played(app, database)
    check, review, live = before = figures(app)
    assert "7 of 12" in check
    assert "7 of 7" in review
    assert "9" in live
    file = back_up(app, tmp_path)
    other = new_service()
    for command in ("upgrade", "due"):  # of itself each service notes that it ran
        assert run(other, command).exit_code == 0
    result = run(other, "restore", file)
    assert result.exit_code == 0, result.output
    assert "Warning" not in result.output
    assert figures(other) == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.both_databases
@pytest.mark.usefixtures("client_programs")
def test_only_yes_replaces_what_is_there(app: Flask, tmp_path: Path, stored: Stored) -> None:
    account(app, Role.LEAD, name="In the backup")
    file = back_up(app, tmp_path)
    account(app, Role.LEAD, name="Made later")
    assert "is not empty; --yes replaces" in refused(app, file)
    assert len(stored(Person)) == 2
    result = run(app, "restore", file, "--yes")
    assert result.exit_code == 0, result.output
    assert [person.name for person in stored(Person)] == ["In the backup"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("reads", [False, True])
def test_a_running_service_sees_what_was_restored(
    app: Flask, database: Database, tmp_path: Path, reads: bool
) -> None:
    """Another process has the file open; one that reads at that moment finishes first."""
    account(app, Role.LEAD, name="In the backup")
    file = back_up(app, tmp_path)
    account(app, Role.LEAD, name="Made later")
    service = sqlite3.connect(str(database.writer.url.database), isolation_level=None)
    names = "SELECT name FROM person ORDER BY name"
    if reads:
        service.execute("BEGIN")
    assert len(service.execute(names).fetchall()) == 2
    result = run(app, "restore", file, "--yes")
    assert result.exit_code == 0, result.output
    if reads:
        assert len(service.execute(names).fetchall()) == 2
        service.execute("COMMIT")
    assert service.execute(names).fetchall() == [("In the backup",)]
    service.close()


@pytest.mark.own_app
@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("first", [True, False])
def test_a_backup_mends_a_damaged_file(
    app: Flask, database: Database, tmp_path: Path, first: bool, stored: Stored
) -> None:
    """Also one whose first page SQLite no longer takes for a database's: every command says to do
    this."""
    account(app, Role.LEAD, name="In the backup")
    file, live = back_up(app, tmp_path), Path(str(database.writer.url.database))
    database.close()
    page = b"\xa5" * 4096
    pages = live.stat().st_size // len(page) - 1
    sound = live.read_bytes()[: len(page)]
    live.write_bytes((page if first else sound) + page * pages)
    said = run(app, "people", "list").output
    assert "the file is damaged: restore a backup (flask restore FILE --yes)" in said
    result = run(app, "restore", file, "--yes")
    assert result.exit_code == 0, result.output
    assert [person.name for person in stored(Person)] == ["In the backup"]
    assert (f"is now {live}.damaged" in result.output) == first


def test_content_that_owners_changed_comes_along(
    app: Flask, new_service: NewService, tmp_path: Path
) -> None:
    local = Path(app.instance_path) / "local.json"
    local.write_text(OWN)
    file = back_up(app, tmp_path)
    other = new_service()
    assert run(other, "restore", file).exit_code == 0
    restored = Path(other.instance_path) / "local.json"
    assert restored.read_text() == OWN
    restored.write_text("{}")
    assert "local.json is not empty" in refused(other, file)


def changed_scenarios(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A national file of its own for this app, in which something differs."""
    content, changed = app.extensions["content_store"], folder / "scenarios.json"
    changed.write_bytes(content.national.read_bytes() + b"\n")
    monkeypatch.setattr(content, "national", changed)
    return changed


def test_another_releases_scenarios_are_put_beside(
    app: Flask, new_service: NewService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_service()
    with monkeypatch.context() as older:
        older.setattr("quiz.operations.backup.VERSION", "0.9")
        changed = changed_scenarios(app, tmp_path, older)
        file = back_up(app, tmp_path)
    result = run(other, "restore", file)
    assert "scenarios.json differs" in result.output
    aside = Path(other.instance_path) / "scenarios-of-backup.json"
    assert aside.read_bytes() == changed.read_bytes()


def test_scenarios_of_the_same_release_replace_those_here_which_are_kept(
    app: Flask, new_service: NewService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_service()
    file = back_up(app, tmp_path)
    here = changed_scenarios(other, tmp_path, monkeypatch)
    was = here.read_bytes()
    said = run(other, "restore", file).output
    assert here.read_bytes() == app.extensions["content_store"].national.read_bytes()
    here.write_bytes(later := was + b"\n")
    again = run(other, "restore", file, "--yes").output
    folder = Path(other.instance_path)
    first, second = sorted(
        folder.glob("scenarios-before-restore-*.json"), key=lambda f: f.stat().st_mtime_ns
    )
    assert (first.read_bytes(), second.read_bytes()) == (was, later)
    for name, words in ((first, said), (second, again)):
        assert f"replaces the one that was here, which is now in {name}" in words


def test_no_secret_is_in_it_and_another_key_is_said(
    app: Flask, new_service: NewService, tmp_path: Path
) -> None:
    file = back_up(app, tmp_path)
    assert app.config["SECRET_KEY"].encode() not in file.read_bytes()
    other = new_service()
    settings = replace(other.extensions["settings"], secret_key="another key of another service")
    other.extensions["settings"] = settings
    result = run(other, "restore", file)
    assert result.exit_code == 0
    assert "Warning: SECRET_KEY is not the key" in result.output


@pytest.mark.usefixtures("client_programs")
def test_a_backup_is_never_overwritten(app: Flask, tmp_path: Path) -> None:
    file = back_up(app, tmp_path)
    before = file.read_bytes()
    assert "exists; choose another name" in run(app, "backup", file).output
    assert file.read_bytes() == before


@pytest.mark.own_app
@pytest.mark.usefixtures("client_programs")
def test_an_older_revision_is_migrated(
    app: Flask,
    database: Database,
    new_service: NewService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And its scenarios are not put in place, though the number of the release may be ours."""
    downgrade(database, "0020")
    changed_scenarios(app, tmp_path, monkeypatch)
    file = back_up(app, tmp_path)
    upgrade(database)  # other tests use it, too
    other = new_service()
    result = run(other, "restore", file)
    assert result.exit_code == 0, result.output
    assert "scenarios.json differs" in result.output
    with other.test_client() as client:
        assert client.get("/healthz").json["status"] == "ok"


@pytest.mark.only_on("postgresql")
def test_missing_programs_are_named(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run(app, "backup", tmp_path / "look.backup")
    assert result.exit_code == 1
    assert "pg_dump is not installed; install PostgreSQL's client programs" in result.output
    assert not (tmp_path / "look.backup").exists()


@pytest.mark.only_on("sqlite")
def test_people_answer_while_it_is_backed_up(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    """The copy is one moment: what is written meanwhile is not in it, and is not lost."""
    with database.begin(writes=True) as session:
        accounts.add(session, "later@council.example", "Later", [Role.LEAD], actions.today())
        session.flush()
        file = back_up(app, tmp_path)
        session.commit()
    shutil.unpack_archive(file, tmp_path / "open", "zip")
    opened = sqlite3.connect(tmp_path / "open" / "database")
    assert opened.execute("SELECT count(*) FROM person").fetchone() == (0,)
    opened.close()
    assert id_of(app, "later@council.example")
