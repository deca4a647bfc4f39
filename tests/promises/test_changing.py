"""docs/changing.md answers ten questions; its paths, and those in the README's map, exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs" / "changing.md").read_text("utf-8"), re.MULTILINE
)
CHANGES = dict(ROWS[2:])
QUESTIONS = (
    *("certainty level", "about-you question", "export of a review", "live phase", "twelve months"),
    *("role", "seven", "source", "question format", "second language"),
)
PATH = re.compile(r"`([\w.]+(?:/[\w.-]+)+)`(?: \(((?:`\w+`(?:, )?)+)\))?")


@pytest.mark.parametrize("change", QUESTIONS)
def test_every_question_has_a_row_with_paths(change: str) -> None:
    (files,) = (files for heading, files in CHANGES.items() if change in heading)
    assert PATH.search(files)


@pytest.mark.parametrize("change", CHANGES)
def test_every_path_exists_and_has_the_names(change: str) -> None:
    for path, names in PATH.findall(CHANGES[change]):
        assert (ROOT / path).exists(), path
        for name in re.findall(r"\w+", names):
            assert name in (ROOT / path).read_text("utf-8"), f"{path} has no {name}"


def test_every_path_in_the_readme_s_map_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    table = text[text.index("## The map") : text.index("## Read on")]
    cells = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
    paths = {path for cell in cells for path in re.findall(r"`([^`*]+)`", cell)}
    assert len(paths) > 20
    assert not [path for path in paths if not (ROOT / path).exists()]
