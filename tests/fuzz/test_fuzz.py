"""Fuzzing: whatever anybody sends to a parser or a page is no fault of ours."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.engine import BLIND, GUIDED, SEEDS, blind
from tests.fuzz.pages import PAGES
from tests.fuzz.parsers import PARSERS

SECONDS = 15
FEWEST = 50
"""Inputs in that time, on a slow machine that does something else, too."""


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_what_was_tried_before_is_no_fault(name: str) -> None:
    seeds = sorted((SEEDS / name).glob("*"))
    assert seeds
    for seed in seeds:
        PARSERS[name](seed.read_bytes())


@pytest.mark.only_test_all
@pytest.mark.parametrize("name", sorted({**PARSERS, **PAGES}))
def test_nothing_that_is_sent_is_a_fault(name: str, tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    result = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.engine", name, str(SECONDS), str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        errors="replace",
    )
    printed = result.stdout + result.stderr
    failed = [path.read_bytes() for path in tmp_path.glob("*-*") if path.is_file()]
    assert result.returncode == 0, f"{failed}: put it into {SEEDS / name}\n{printed[-3000:]}"
    (runs,) = re.findall(r"Done (\d+) runs", printed)
    assert int(runs) >= FEWEST
    assert (GUIDED if find_spec("atheris") else BLIND) in printed


def test_every_seed_has_a_target() -> None:
    assert {path.name for path in SEEDS.iterdir()} == {*PARSERS, *PAGES}


def test_an_input_that_fails_is_kept(tmp_path: Path) -> None:
    def faulty(data: bytes) -> None:
        if data[:1] != b"a":
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - ours, without words
        blind(faulty, [b"abc"], 60, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes()[:1] != b"a"
