"""Groups that a lead names: read, folded like roles, and escaped wherever their names go."""

import csv
import json
import re
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from quiz.storage.database import Database
from quiz.teams.models import Review
from quiz.teams.own_groups import own_groups
from tests.conftest import Stored
from tests.teams import actions
from tests.teams.test_new_review import NEW
from tests.visitor import Visitor, normalize_space

MARKUP = "<b>Night</b> & “late”"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead).get("/teams/new")


def sends(visitor: Visitor, typed: str) -> Visitor:
    return visitor.send(**NEW | {"way": "own_groups", "own_groups": typed})


def test_a_line_is_a_name_a_colon_and_a_number() -> None:
    typed = " Duty team : 12\n\nTeam 7: north:9\nCafe\u0301:1"
    assert own_groups(typed, 500) == {"Duty team": 12, "Team 7: north": 9, "Caf\u00e9": 1}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Duty team 12", "“Duty team 12”: write a name, a colon and a number"),
        ("Duty: 0", "write a name, a colon and a number"),
        ("Duty: 501", "write a name, a colon and a number"),
        ("Duty: ²", "write a name, a colon and a number"),
        (": 12", "Give each group a name with letters"),
        ("—: 12", "Give each group a name with letters"),
        ("Duty: 12\nDUTY: 12", "“DUTY” is taken"),
        ("Cafe\u0301: 12\nCAF\u00c9: 12", "is taken"),
        ("everyone else: 12", "“everyone else” is taken"),
        ("Du\u200bty: 12", "has invisible characters"),
        ("D" * 41 + ": 12", f"“{'D' * 40}…” is too long: use 40 characters or fewer"),
        ("D" * 5000, f"“{'D' * 40}…”: write a name, a colon and a number"),
        ("\n".join(f"Team {n}: 12" for n in range(9)), "Name 8 groups at most"),
    ],
)
def test_the_first_problem_is_named(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        own_groups(typed, 500)


def test_an_error_is_shown_once_and_keeps_what_was_typed(visitor: Visitor, stored: Stored) -> None:
    sends(visitor, "Duty team 12")
    assert visitor.status == 422
    assert len(visitor.errors) == 1
    assert visitor.filled_in()["own_groups"] == "Duty team 12"
    assert sends(visitor, "").errors == ["Invite 5 people or more, or no figures can open"]
    assert stored(Review) == []


def test_small_groups_fold_as_roles_do(visitor: Visitor, stored: Stored) -> None:
    sends(visitor, "Duty: 12\nNight: 6\nÉquipe: 5")
    assert "so they are in “Everyone else”: Night, Équipe" in visitor.words
    (review,) = stored(Review)
    path = visitor.path
    invited = visitor.get(f"{path}/preview").words
    assert "Duty: 12" in invited
    assert "Everyone else: 11" in invited
    assert "Night" not in visitor.get(f"{path}/codes").words
    assert review.k == 5


@pytest.mark.both_databases
def test_each_code_is_for_the_group_that_the_sheet_says(
    visitor: Visitor, app: Flask, database: Database, stored: Stored
) -> None:
    """Databases sort capitals and accents in orders of their own."""
    sends(visitor, "adult care: 10\nÉquipe: 10\nZebra: 11")
    (review,) = stored(Review)
    for name, code in actions.codes_of(database, review.id)[::5]:
        assert f"for the group “{name}”" in Visitor(app).get(f"/review/{code}").words


def test_names_are_text_in_pages_and_in_the_table_of_codes(
    visitor: Visitor, app: Flask, database: Database, stored: Stored
) -> None:
    sends(visitor, f"{MARKUP}: 10\n{FORMULA}: 10")
    (review,) = stored(Review)
    path = visitor.path
    for page in (path, f"{path}/codes", f"{path}/more-people", f"{path}/preview"):
        assert MARKUP in visitor.get(page).words.replace("\u00a0", " ")
        assert "<b>" not in visitor.response.text
    rows = list(csv.reader(StringIO(visitor.get(f"{path}/codes.csv").response.text)))
    assert {row[0] for row in rows[1:]} == {MARKUP, f"'{FORMULA}"}
    for name, code in actions.codes_of(database, review.id):
        actions.submit_copy(database, review.id, code, actions.all_right(1 + len(name) % 4))
    assert MARKUP in visitor.get(f"{path}/results").words
    assert "<b>" not in visitor.response.text
    exported = visitor.get(f"{path}/results.csv").response.data.decode("utf-8-sig")
    groups = {row[0] for row in csv.reader(StringIO(exported))}
    assert {MARKUP, f"'{FORMULA}"} <= groups
    found = {
        file: BytesIO(visitor.get(f"{path}/results.{file}").response.data)
        for file in ("pdf", "xlsx", "json")
    }
    text = " ".join(page.extract_text() for page in PdfReader(found["pdf"]).pages)
    assert MARKUP in normalize_space(text)
    cells = [
        cell
        for sheet in load_workbook(found["xlsx"])
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in (MARKUP, FORMULA)
    ]
    assert {cell.value for cell in cells} == {MARKUP, FORMULA}
    assert {cell.data_type for cell in cells} == {"s"}
    assert {part["group"] for part in json.load(found["json"])["parts"][1:]} == {MARKUP, FORMULA}
