"""Settings, and the one sentence an operator gets when one is wrong."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.config import OperatorError, from_environment

ROOT = Path(__file__).parents[1]


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    environ = {"INSTANCE": str(tmp_path / "new")}
    first = from_environment(environ)
    assert len(first.secret_key) >= 32
    assert from_environment(environ).secret_key == first.secret_key
    mode = (tmp_path / "new" / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_database_is_sqlite_in_the_instance_unless_named(tmp_path: Path) -> None:
    settings = from_environment({"INSTANCE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'quiz.sqlite3'}"
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        found = from_environment(
            {"INSTANCE": str(tmp_path), "DATABASE_URL": f"{scheme}://me:pw@host/quiz"}
        )
        assert found.database_url == "postgresql+psycopg://me:pw@host/quiz"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PRODUCTION": "1"}, "PRODUCTION is set but SECRET_KEY is not"),
        ({"PRODUCTION": "1", "SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"DATABASE_URL": "mysql://host/quiz"}, "use sqlite:///a/file or postgresql"),
        ({"DATABASE_URL": "no address at all"}, "not a database address"),
        ({"DATABASE_URL": "postgresql://host:port/quiz"}, "not a database address"),
        ({"DATABASE_URL": "sqlite://"}, "use sqlite:///a/file"),
        ({"DATABASE_URL": "sqlite+other:///x"}, "use sqlite:///a/file"),
        ({"PROXIES": "many"}, "PROXIES must be a whole number"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, environ: dict[str, str], sentence: str
) -> None:
    with pytest.raises(OperatorError, match=sentence):
        from_environment({"INSTANCE": str(tmp_path), **environ})


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PRODUCTION": "1"}, "PRODUCTION is set but SECRET_KEY is not"),
        ({"INSTANCE": "/dev/null/instance"}, "which cannot be made"),
    ],
)
def test_the_start_stops_with_one_sentence(
    tmp_path: Path, environ: dict[str, str], sentence: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"INSTANCE": str(tmp_path), **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 3
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
