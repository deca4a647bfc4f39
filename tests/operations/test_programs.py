"""The units of deploy/ with systemd's checker, and the service with a real Redis."""

import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from quiz import create_app
from quiz.settings.config import from_environment
from tests.conftest import SECRET
from tests.get_programs import find
from tests.operations.nginx import started
from tests.operations.test_deploy import DEPLOY
from tests.server import free_port

pytestmark = pytest.mark.only_test_all


def test_systemd_accepts_the_units_and_the_sandbox_is_tight(tmp_path: Path) -> None:
    units = tmp_path / "units"
    shutil.copytree(DEPLOY / "systemd", units)
    python = shutil.which("python3") or "/usr/bin/python3"
    for unit in units.glob("*.service"):
        text = unit.read_text("utf-8")
        unit.write_text(text.replace("/opt/before-you-look/.venv/bin/python", python))
    names = sorted(str(path) for path in units.glob("*.*") if path.is_file())
    program = find("systemd-analyze")
    assert program, "make test-all installs systemd"
    checked = subprocess.run(
        [program, "verify", "--man=no", *names], capture_output=True, text=True, check=False
    )
    ours = [line for line in checked.stderr.splitlines() if "before-you-look" in line]
    assert (checked.returncode, ours) == (0, []), checked.stderr
    security = [program, "security", "--offline=yes", "--threshold=30"]
    for name in ("web", "due", "backup"):
        exposure = subprocess.run(
            [*security, f"before-you-look-{name}.service"],
            capture_output=True,
            text=True,
            check=False,
            env={"SYSTEMD_UNIT_PATH": f"{units}:", "PATH": "/usr/bin:/bin"},
        )
        assert exposure.returncode == 0, exposure.stdout[-600:] + exposure.stderr


def test_two_nodes_count_guesses_in_one_redis(app: Flask, tmp_path: Path) -> None:
    port = free_port()
    program = find("redis-server")
    assert program, "make test-all installs Redis"
    command = [program, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with started(command, port):
        url = f"redis://127.0.0.1:{port}/0"
        settings = {"REDIS_URL": url, "SECRET_KEY": SECRET}
        database = app.extensions["settings"].database_url
        nodes = [
            create_app(
                from_environment(
                    {**settings, "DATABASE_URL": database, "INSTANCE": str(tmp_path / name)}
                )
            )
            for name in ("one", "two")
        ]
        said = nodes[0].test_cli_runner().invoke(args=["doctor"]).output
        assert "OK     Redis: answers" in said
        statuses = [
            nodes[number % 2].test_client().get(f"/review/ABCDE-FGHJ{letter}").status_code
            for number, letter in enumerate("BCDFGHJKLMNPQRSTVWXZBC")
        ]
        assert statuses[19:] == [404, 429, 429]
        for node in nodes:
            node.extensions["database"].close()
