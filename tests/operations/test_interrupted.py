"""What a backup or a restore leaves that was killed: it is noticed, and deleted."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask

from quiz.instance import RESTORING
from quiz.operations import database_copy
from quiz.operations.working_folder import IN_USE, working_folder
from tests.operations.steps import back_up, lines, run

pytestmark = pytest.mark.usefixtures("client_programs")

AGAIN = "run flask restore FILE --yes again"
CONFIGURATION = Path(__file__).parents[2] / "gunicorn.conf.py"
START = """import runpy, sys
from types import SimpleNamespace as Has
app = Has(instance_path=sys.argv[2])
runpy.run_path(sys.argv[1])["on_starting"](Has(app=Has(wsgi=lambda: app)))
"""


class Killed(BaseException):
    """No code of the command can catch it."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def readiness(app: Flask) -> tuple[int, str]:
    response = app.test_client().get("/readyz")
    return response.status_code, response.get_json()["status"]


def test_a_restore_that_was_interrupted_is_noticed_until_one_ends(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = back_up(app, tmp_path)
    with monkeypatch.context() as moment:
        moment.setattr("quiz.operations.backup._put_content", killed)
        with suppress(Killed):
            run(app, "restore", file, "--yes")
    assert readiness(app)[0] == 503
    assert AGAIN in readiness(app)[1]
    assert AGAIN in lines(app)["backups"]
    assert AGAIN in run(app, "backup", tmp_path / "half.backup").output
    assert not (tmp_path / "half.backup").exists()
    assert run(app, "restore", file, "--yes").exit_code == 0
    assert readiness(app) == (200, "ok")


@pytest.mark.starts_python
def test_the_service_does_not_start_on_half_a_restore(tmp_path: Path) -> None:
    (tmp_path / RESTORING).touch()
    environ = {**os.environ, "TMPDIR": str(tmp_path)}
    started = subprocess.run(
        [sys.executable, "-c", START, str(CONFIGURATION), str(tmp_path)],
        env=environ,
        capture_output=True,
        text=True,
    )
    assert started.returncode == 1
    assert AGAIN in started.stderr


def test_a_restore_that_replaced_nothing_leaves_no_mark(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = back_up(app, tmp_path)

    def locked(*_: object) -> None:
        raise database_copy.BackupError("the database is locked")

    monkeypatch.setattr(database_copy, "replace", locked)
    assert "is locked" in run(app, "restore", file, "--yes").output
    assert readiness(app) == (200, "ok")


def test_the_next_backup_deletes_what_killed_commands_left_and_nothing_that_is_in_use(
    app: Flask, tmp_path: Path
) -> None:
    backups, instance = tmp_path / "backups", Path(app.instance_path)
    for parent in (backups, instance):
        left = parent / ".before-you-look-left"
        left.mkdir(parents=True)
        (left / IN_USE).touch()
        (left / "database").write_text("deleted answers")
    with working_folder(backups) as used:
        file = back_up(app, backups)
        assert set(backups.iterdir()) == {used, file}
    assert list(instance.glob(".before*")) == []
    assert list(backups.iterdir()) == [file]
