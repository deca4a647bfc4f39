"""Nobody but its owner can read the database file."""

import errno
import stat
from pathlib import Path

import pytest

from quiz.storage.database import connect, upgrade
from quiz.storage.file_mode import only_for_its_owner


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


def test_a_closed_file_on_a_read_only_disk_is_no_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read_only(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    path = tmp_path / "quiz.sqlite3"
    path.touch(0o600)
    monkeypatch.setattr(Path, "touch", read_only)
    only_for_its_owner(path)
    assert caplog.records == []
    only_for_its_owner(tmp_path / "missing.sqlite3")
    assert "Read-only file system" in caplog.text
