"""Nobody but its owner can read the database file."""

import stat
from pathlib import Path

import pytest

from quiz.database import connect, upgrade


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("earlier", [True, False])
def test_the_database_and_its_log_have_the_mode_of_the_key(tmp_path: Path, earlier: bool) -> None:
    path = tmp_path / "quiz.sqlite3"
    if earlier:
        path.touch(0o644)
        path.chmod(0o644)
    opened = connect(f"sqlite:///{path}")
    upgrade(opened)
    assert [mode(file) for file in tmp_path.iterdir()] == [0o600] * len(list(tmp_path.iterdir()))
    assert len(list(tmp_path.iterdir())) > 1
    opened.close()
