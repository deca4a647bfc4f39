"""The lock on a content file is let go at once, whatever else holds its folder open."""

import errno
import fcntl
import json
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from quiz.bank.content_file import Data
from quiz.bank.edits import LOCK, locked, write

TURNS, WRITERS = 25, 4


def test_the_lock_ends_with_its_block_even_if_the_close_comes_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "close", late.append)
        for _ in range(50):
            with locked(tmp_path / "local.json"):
                pass
    assert len(late) == 50
    for folder in late:
        os.close(folder)


def test_a_folder_that_cannot_be_locked_has_a_file_that_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On NFS a lock needs a file that is open for writing (man 2 flock)."""
    real = fcntl.flock

    def as_on_nfs(handle: int, how: int) -> None:
        if how == fcntl.LOCK_EX and stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EBADF, "Bad file descriptor")
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", as_on_nfs)
    with (
        locked(tmp_path / "local.json"),
        (tmp_path / LOCK).open("w") as file,
        pytest.raises(BlockingIOError),
    ):
        real(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / LOCK).open("w") as file:
        real(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_many_writers_lose_no_change(tmp_path: Path) -> None:
    for name in ("local.json", "scenarios.json"):
        file = tmp_path / name
        file.write_text(json.dumps({"count": 0}))

        def add(file: Path = file) -> None:
            for _ in range(TURNS):
                with locked(file):
                    data: Data = json.loads(file.read_text())
                    write(file, {"count": data["count"] + 1}, lambda new: new)

        writers = [Thread(target=add) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(timeout=30)
        assert json.loads(file.read_text()) == {"count": TURNS * WRITERS}
