"""Programs that we did not write read our files: gift-pegjs, citolab-qti-convert and openpyxl."""

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import qti_convert
from openpyxl import load_workbook

from quiz.bank.formats.portable import EVERYTHING, PortableItem
from quiz.bank.formats.registry import WRITTEN
from tests.bank.formats.sample_items import AWKWARD, scored

ASSETS = Path(__file__).parents[3] / "assets"
NODE = Path(__file__).parents[3] / ".venv/bin/node"
PARSE_GIFT = """
import {parse} from "gift-pegjs";
let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(parse(text)));
"""


ITEMS = (*scored()[::10], AWKWARD)


def content(name: str) -> bytes:
    used = WRITTEN[name]
    assert used.write
    return used.write(ITEMS).content


def test_gift_pegjs_reads_our_gift() -> None:
    command = [str(NODE), "--input-type=module", "--eval", PARSE_GIFT]
    done = subprocess.run(command, input=content("gift"), capture_output=True, cwd=ASSETS)
    assert done.returncode == 0, done.stderr.decode()
    assert [as_written(one) for one in json.loads(done.stdout)] == [
        (
            item.title,
            f"{item.vignette}\n\n{item.question}",
            [(option.text, option.reason) for option in item.options],
            [number == item.best for number in range(4)],
        )
        for item in ITEMS
    ]


def as_written(question: dict[str, Any]) -> tuple[Any, ...]:
    assert question["type"] == "MC"
    choices = question["choices"]
    return (
        question["title"],
        question["stem"]["text"],
        [(one["text"]["text"], one["feedback"]["text"]) for one in choices],
        [one["isCorrect"] for one in choices],
    )


def complete() -> list[PortableItem]:
    return [item.only(EVERYTHING) for item in ITEMS]


def test_qti_convert_makes_3_0_of_our_2_1() -> None:
    files = qti_convert.upgrade_package_files(qti_convert.read_package(BytesIO(content("qti21"))))
    reading = WRITTEN["qti30"].read(qti_convert.package_to_zip(files.files))
    assert [item.only(EVERYTHING) for item in reading.items] == complete()


def test_qti_convert_makes_2_1_of_our_3_0() -> None:
    found = qti_convert.downgrade_package_files(qti_convert.read_package(BytesIO(content("qti30"))))
    assert {one.code for one in found.warnings} <= {"removed-attribute"}
    reading = WRITTEN["qti21"].read(qti_convert.package_to_zip(found.files))
    assert [item.only(EVERYTHING) for item in reading.items] == complete()


def test_openpyxl_finds_kahoot_s_headings_in_row_8() -> None:
    sheet = load_workbook(BytesIO(content("kahoot"))).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[8]]
    assert headings[1:3] == ["Question - max 120 characters", "Answer 1 - max 75 characters"]
    assert headings[6:] == [
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
    ]
    first = [cell.value for cell in sheet[9]]
    item = scored()[0]
    assert first == [1, item.question, *(one.text for one in item.options), 120, item.best + 1]
