"""No list depends on the order in which the database stores or finds its rows."""

import ast
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quiz.live.session import plan_templates
from quiz.live.session.models import PlanTemplate
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.people import accounts
from quiz.people.models import Person
from quiz.storage.database import Database
from tests.live.steps import ITEM, signed_in

PLAN = Plan((PlannedScenario(ITEM.id, ITEM.revision),))


@pytest.mark.both_databases
@pytest.mark.parametrize("first", ["Ada", "Zoe"])
def test_templates_with_one_title_are_in_the_order_of_their_trainers(
    app: Flask, database: Database, first: str
) -> None:
    """It does not matter who kept theirs first, or which random id it has."""
    names = [first, *({"Ada", "Zoe"} - {first})]
    for name in (*names, "Tess"):
        signed_in(app, name)
    with database.begin(writes=True) as session:
        for n, name in enumerate(names):
            person = accounts.find_by_email(session, f"{name.lower()}@council.example")
            assert person is not None
            id_, plan = f"{n:012x}40008{n:015x}", PLAN.to_json()
            session.add(
                PlanTemplate(
                    id=id_, person_id=person.id, title="Morning", plan_text=plan, shared=True
                )
            )
            session.flush()
        tess = session.scalars(select(Person).where(Person.name == "Tess")).one()
        listed = plan_templates.visible_to(session, tess)
        assert [one.by for one in listed] == ["Ada", "Zoe"]


def unordered(path: Path) -> list[str]:
    """Functions that list rows and have no ORDER BY."""
    found = []
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef):
            source = ast.unparse(function)
            lists = ".all()" in source or "in session.execute(" in source
            if lists and "order_by(" not in source and ".returning(" not in source:
                found.append(f"{path.stem}.{function.name}")
    return found


NEEDS_NONE = {
    "first_votes._counts": "a dictionary by session, scenario and round",
    "pledges._find": "at most one row for each key, put in their order",
    "questions._find": "put in the order of their ids",
    "questions.of": "a dictionary by id",
    "store.due_to_close": "each is closed by itself",
    "store.phones_versions": "a dictionary by id",
}


def test_every_list_of_rows_has_an_order() -> None:
    paths = sorted(Path("quiz/live").rglob("*.py"))
    assert {name for path in paths for name in unordered(path)} <= NEEDS_NONE.keys()
