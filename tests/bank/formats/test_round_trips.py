"""Every scored scenario survives each format in everything that the format holds."""

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from quiz.bank.formats.portable import EVERYTHING, PortableField, PortableItem
from quiz.bank.formats.registry import FORMATS, WRITTEN
from quiz.spreadsheets.sheets import BEGINS_A_FORMULA, guarded, unguarded
from tests.bank.formats.sample_items import AWKWARD, scored

COMPLETE = [name for name, one in WRITTEN.items() if one.holds == EVERYTHING]


def there_and_back(name: str, *items: PortableItem) -> list[PortableItem]:
    used = WRITTEN[name]
    assert used.write
    written = used.write(items)
    assert not written.refused
    reading = used.read(written.content)
    assert not reading.refused
    return [item.only(used.holds) for item in reading.items]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_scored_scenario_comes_back(name: str) -> None:
    assert len(scored()) == 60
    expected = [item.only(WRITTEN[name].holds) for item in scored()]
    assert there_and_back(name, *scored()) == expected


def test_only_kahoot_drops_anything_and_names_it() -> None:
    assert [name for name in WRITTEN if name not in COMPLETE] == ["kahoot"]
    assert FORMATS["kahoot"].dropped == tuple(PortableField)


@pytest.mark.parametrize("name", COMPLETE)
def test_characters_that_a_format_uses_come_back(name: str) -> None:
    assert there_and_back(name, AWKWARD) == [AWKWARD.only(EVERYTHING)]


@pytest.mark.parametrize("name", COMPLETE)
def test_two_options_and_nothing_else_come_back(name: str) -> None:
    bare = replace(AWKWARD.only(frozenset({PortableField.ID})), best=0, title="T")
    bare = replace(bare, options=bare.options[:2])
    [back] = there_and_back(name, bare)
    assert back.options == bare.options
    assert (back.question, back.best, back.rule) == (bare.question, 0, None)


def test_kahoot_names_what_is_too_long() -> None:
    long = replace(AWKWARD, question="x" * 121)
    longer = replace(AWKWARD, options=(replace(AWKWARD.options[0], text="y" * 76),) * 4)
    assert WRITTEN["kahoot"].write
    refused = WRITTEN["kahoot"].write([long, AWKWARD, longer]).refused
    assert [one.why for one in refused] == [
        "its question has 121 characters; 120 is the most",
        "an answer has 76 characters; 75 is the most",
    ]


def test_no_cell_is_a_formula() -> None:
    assert WRITTEN["csv"].write
    assert WRITTEN["xlsx"].write
    text = WRITTEN["csv"].write([AWKWARD]).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert "'=HYPERLINK(1)" in " ".join(cells)
    assert not any(cell.lstrip(" ").startswith(BEGINS_A_FORMULA) for cell in cells)
    sheet = load_workbook(BytesIO(WRITTEN["xlsx"].write([AWKWARD]).content)).active
    assert sheet is not None
    found = [cell for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found if str(cell.value).startswith(BEGINS_A_FORMULA))


@given(st.text("ab;'=+-@ \t\n\r,\"", max_size=12))
def test_no_cell_is_a_formula_for_a_spreadsheet_that_expects_semicolons(words: str) -> None:
    """Such a spreadsheet divides a file with commas at semicolons, tabs and line breaks."""
    cells = re.split(r"[;\t\r\n]", guarded(words))
    assert not [cell for cell in cells if re.match(" *[=+@-]", cell)]
    assert unguarded(guarded(words)) == words


def test_a_name_with_a_semicolon_is_guarded_inside() -> None:
    assert guarded("Duty;=1+1") == "Duty;'=1+1"
    prose = "First.\n\nSecond; third - no more"
    assert guarded(prose) == prose
