"""The lock on a content file is let go at once, whatever else holds its folder open."""

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from quiz.bank.content_file import Data
from quiz.bank.edits import locked, write

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
