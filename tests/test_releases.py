"""Two releases on one database: an upgrade while old nodes serve, and the way back."""

import ast
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from quiz.answers.models import Attempt
from quiz.storage import database as tables
from quiz.storage.database import (
    MIGRATIONS,
    Database,
    downgrade,
    newest_revision,
    revision_of,
    upgrade,
)
from quiz.storage.revisions import NAME, works_with
from tests.conftest import Stored
from tests.selfcheck.steps import start
from tests.visitor import Visitor

HERE = newest_revision()
NUMBER = HERE[:4]
NEXT = f"{int(NUMBER) + 1:04}"
ADDS = f"{NEXT}since{NUMBER}"
MIGRATION = '''"""A table that only the next release knows."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("attempt", sa.Column("note", sa.String(9), nullable=True))


def downgrade() -> None:
    op.drop_table("extra")
    op.drop_column("attempt", "note")
'''
ADDING = {"create_table", "create_index", "add_column"}
"""What a migration may do while the code before it is still running."""


@pytest.mark.parametrize(
    ("code", "found", "works"),
    [
        ("0025", "0025", True),
        ("0025", "0024", False),
        ("0025", "0026", False),
        ("0025", "0026since0025", True),
        ("0025", "0028since0025", True),
        ("0025", "0028since0026", False),
        ("0026since0025", "0028since0026", True),
        ("0026since0025", "0026since0025", True),
        ("0026", "0025since0024", False),
        ("0025", "nonsense", False),
    ],
)
def test_which_code_works_with_which_tables(code: str, found: str, works: bool) -> None:
    assert works_with(code, found) is works


def adds_column(call: str) -> bool:
    """SQL that adds a column with its constraint, which Alembic cannot do on SQLite: one that may
    be null, so that earlier code need not know it."""
    return call.startswith("op.execute(") and "ADD COLUMN" in call and "NOT NULL" not in call


def not_adding(source: str) -> list[str]:
    """What a migration's upgrade does that would break the code before it."""
    tree = ast.parse(source)
    up = next(
        one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "upgrade"
    )
    calls = {ast.unparse(one): one.func for one in ast.walk(up) if isinstance(one, ast.Call)}
    named = {call: ast.unparse(name) for call, name in calls.items() if not adds_column(call)}
    done = [name.removeprefix("op.") for name in named.values() if name.startswith("op.")]
    required = [
        call
        for call, name in named.items()
        if name == "op.add_column" and "nullable=True" not in call and "server_default" not in call
    ]
    return [name for name in done if name not in ADDING] + required


def test_a_migration_that_says_so_only_adds() -> None:
    files = sorted((MIGRATIONS / "versions").glob("*.py"))
    for file in files:
        name = NAME.fullmatch(file.name.partition("_")[0])
        assert name, file.name
        if name["since"]:
            between = [one for one in files if name["since"] < one.name[:4] <= name["number"]]
            for one in between:
                assert not_adding(one.read_text("utf-8")) == [], one.name


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("op.create_index('ix', 'attempt', ['form'])", False),
        ("op.add_column('attempt', sa.Column('a', sa.Integer(), nullable=True))", False),
        ("op.add_column('attempt', sa.Column('a', sa.Integer(), server_default='1'))", False),
        ("op.add_column('attempt', sa.Column('a', sa.Integer(), nullable=False))", True),
        ("op.drop_table('attempt')", True),
        ("op.execute('DELETE FROM attempt')", True),
    ],
)
def test_what_only_adds(line: str, found: bool) -> None:
    assert bool(not_adding(f"def upgrade():\n    {line}\n")) is found


Change = Callable[[str], None]


@pytest.fixture
def release(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Change]:
    """Change to the code whose newest revision this is; at the end, back to the tables of today."""

    def change(name: str) -> None:
        folder = MIGRATIONS if name == HERE else tmp_path / name
        if not folder.exists():
            shutil.copytree(MIGRATIONS, folder)
            file = folder / "versions" / f"{name}_extra.py"
            file.write_text(MIGRATION.format(revision=name, before=HERE), "utf-8")
        monkeypatch.setattr(tables, "MIGRATIONS", folder)
        newest_revision.cache_clear()

    yield change
    if (found := revision(database)) and found != HERE:
        change(found)
        downgrade(database, HERE)
    monkeypatch.undo()
    newest_revision.cache_clear()


def run(app: Flask, *command: str, **more: str) -> Result:
    with app.app_context():
        return app.test_cli_runner().invoke(args=command, **more)


def is_ready(app: Flask) -> bool:
    return app.test_client().get("/readyz").status_code == 200


def revision(database: Database) -> str | None:
    with database.reader.connect() as connection:
        return revision_of(connection)


@pytest.mark.both_databases
def test_old_nodes_serve_during_an_upgrade_and_start_after_it(
    app: Flask, database: Database, stored: Stored, release: Change
) -> None:
    start(Visitor(app))
    release(ADDS)
    assert not is_ready(app), "the new code needs its table"
    assert run(app, "upgrade").exit_code == 0
    assert is_ready(app)
    release(HERE)
    assert is_ready(app)
    start(Visitor(app))
    assert len(stored(Attempt)) == 2
    assert run(app, "upgrade").exit_code == 0, "the old code starts again"
    assert revision(database) == ADDS

    refused = run(app, "downgrade", "--yes")
    assert refused.exit_code == 1, "it cannot undo what it does not know"
    assert "the database stays as it is" in refused.output
    assert revision(database) == ADDS


@pytest.mark.both_databases
def test_downgrade_says_what_is_lost_and_asks(
    app: Flask, database: Database, stored: Stored, release: Change
) -> None:
    start(Visitor(app))
    release(ADDS)
    upgrade(database)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE attempt SET note = 'new'"))
        connection.execute(text("INSERT INTO extra (id) VALUES (1)"))
    asked = run(app, "downgrade", input="n\n")
    assert asked.exit_code == 1
    assert asked.output.splitlines()[:2] == [
        "column attempt.note: 1 values",
        "table extra: 1 rows",
    ]
    assert revision(database) == ADDS, "nothing is done before the answer"
    done = run(app, "downgrade", "--yes")
    assert done.output.splitlines()[-1] == f"The database is at revision {HERE}."
    release(HERE)
    assert is_ready(app)
    assert len(stored(Attempt)) == 1


def test_tables_that_this_release_cannot_use_stop_its_start(
    app: Flask, database: Database, release: Change
) -> None:
    release(NEXT)
    upgrade(database)
    release(HERE)
    assert not is_ready(app)
    result = run(app, "upgrade")
    assert result.exit_code == 1
    assert f"of a newer release (revision {NEXT})" in result.output
