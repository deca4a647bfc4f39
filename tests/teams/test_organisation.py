"""All reviews here together: who sees it, from when on, and its files."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from quiz.bank.items import Bank
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.people.steps import account
from tests.teams import actions
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import lead, review
from tests.visitor import Visitor

PAGE = "/teams/organisation"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A lead without a review."""
    return actions.signed_in(app, account(app, Role.LEAD))


def store(database: Database, bank: Bank, sizes: list[int], form: str = "A") -> None:
    """A review of each size, each of another lead."""
    for number, people in enumerate(sizes):
        made = blocks(bank, [people], number, form=form)
        review(database, lead(database, f"L{form}{number}"), made, form=form)


@pytest.mark.parametrize("sizes", [[30, 30], [16, 17, 16]], ids=str)
def test_it_needs_three_leads_and_fifty_people(
    visitor: Visitor, database: Database, bank: Bank, sizes: list[int]
) -> None:
    store(database, bank, sizes)
    assert "Nothing can be shown yet" in visitor.get(PAGE).words
    assert visitor.page.find("table") is None
    for kind in ("csv", "xlsx", "json"):
        assert visitor.client.get(f"{PAGE}.{kind}").status_code == 404


def test_the_page_and_its_files_state_the_same(
    visitor: Visitor, database: Database, bank: Bank
) -> None:
    store(database, bank, [20, 21, 22])
    store(database, bank, [40, 5, 6], form="B")
    words = visitor.get(PAGE).words
    assert "Set 1: 63 people, 3 leads" in words
    assert "Set 2: 51 people, 3 leads" in words
    plain = json.loads(visitor.client.get(f"{PAGE}.json").data)
    lines = [str(line.get_text()) for line in visitor.page.select(".results__first")]
    assert plain["headline"] == lines
    assert [line.partition(".")[0] for line in lines] == [
        "Set 1: 63 people of 3 leads",
        "Set 2: 51 people of 3 leads",
    ]
    first = visitor.page.select_one("figure.chart")
    assert first
    assert first["id"] == "overview"
    assert "Set 1: how sure, and how right, by topic" in first.get_text()
    assert (plain["form"], [part["people"] for part in plain["parts"]]) == ("A, B", [63, 51])
    figures = [
        (part["group"], row["about"], figure["words"])
        for part in plain["parts"]
        for section in part["sections"]
        for row in section["rows"]
        for figure in row["figures"]
    ]
    assert len(figures) > 100
    for _, _, found in figures:
        assert found.replace("\xa0", " ") in words
    table = visitor.client.get(f"{PAGE}.csv").data.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(table)) if row["figure"]]
    assert [(row["group"], row["about"], row["words"]) for row in rows] == figures
    book = load_workbook(BytesIO(visitor.client.get(f"{PAGE}.xlsx").data))
    cells = {
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert {found for _, _, found in figures} <= cells
    counts = {row["high"] for row in rows if row["high"]}
    assert counts <= cells


def test_a_fourth_lead_changes_nothing_until_two_more_have_figures(
    visitor: Visitor, database: Database, bank: Bank
) -> None:
    store(database, bank, [20, 21, 22])
    before = visitor.get(PAGE).words
    for number in range(2):
        made = blocks(bank, [30], 9 + number)
        review(database, lead(database, f"new{number}"), made)
        assert visitor.get(PAGE).words == before
    review(database, lead(database, "new2"), blocks(bank, [30], 12))
    assert "Set 1: 153 people, 6 leads" in visitor.get(PAGE).words
