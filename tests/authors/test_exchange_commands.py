"""``flask scenarios export`` and ``import``."""

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.formats.registry import WRITTEN
from quiz.bank.store import ContentStore

AIKEN = """What is first?
A. Stop
B. Ask
ANSWER: B
Is it so?
A. True
B. False
ANSWER: A
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.txt"


def test_a_dry_run_writes_nothing_and_an_import_writes_once(
    run: Any, store: ContentStore, file: Path
) -> None:
    file.write_text(AIKEN)
    dry = run("import", str(file), "--format", "aiken", "--dry-run", "--topic", "C")
    assert dry.exit_code == 0
    assert dry.output.splitlines() == [
        "1 added, 1 refused.",
        "Added as a draft: line 1, “What is first?” (local-what-is-first). Still to write or "
        "choose: where it applies, the names of its people, its story, its "
        "places in the guidance, the question for discussion, options c and d, the reason of each "
        "option.",
        "Refused: line 5, “Is it so?”: it is true or false. Rewrite it with up to four options, "
        "one of them the best, or leave it out.",
        "This was a dry run: nothing was written.",
    ]
    assert not store.local.exists()
    assert run("import", str(file), "--format", "aiken").exit_code == 0
    written = store.local.read_bytes()
    assert [row["id"] for row in json.loads(written)["items"]] == ["local-what-is-first"]
    again = run("import", str(file), "--format", "aiken")
    assert again.output.startswith("1 already here, 1 refused.")
    assert store.local.read_bytes() == written
    shown = run("show", "local-what-is-first").output
    assert "(for now) · To write: where the best answer applies. · in no form" in shown
    to_fix = [line for line in shown.splitlines() if line.startswith("To fix: ")]
    assert {
        "Write answer D.",
        "Write the reason for answer A.",
        "Write the names in the story.",
    } <= {line.removeprefix("To fix: ") for line in to_fix}
    assert not any("To write:" in line for line in to_fix)


def test_a_file_that_cannot_be_read_is_one_sentence(run: Any, store: Any, file: Path) -> None:
    file.write_bytes(b"%PDF-1.7")
    result = run("import", str(file), "--format", "gift")
    assert result.exit_code == 1
    assert result.output == "Error: This is a PDF, not a file of the format GIFT.\n"


@pytest.mark.parametrize("name", ["kahoot", "moodle-xml"])
def test_an_export_says_what_is_dropped(run: Any, store: Any, file: Path, name: str) -> None:
    result = run("export", "--format", name, "--form", "B", "--output", str(file))
    assert result.exit_code == 0
    assert f"12 written to {file}." in result.output
    assert ("Kahoot has no place for: its id, its title" in result.output) == (name == "kahoot")
    assert len(WRITTEN[name].read(file.read_bytes()).items) == 12


def test_exports_of_nothing_or_to_nowhere_are_refused(run: Any, store: Any, file: Path) -> None:
    for more, said in (
        (["--form", "Z", "--output", str(file)], "there is no form Z"),
        (["--own", "--output", str(file)], "there is no such scenario"),
        (["--output", str(file / "no" / "folder")], "cannot be written"),
    ):
        result = run("export", "--format", "csv", *more)
        assert result.exit_code == 1
        assert said in result.output
    assert not file.exists()
