"""``flask teams delete``: closed reviews go; figures that authors saw cannot be taken apart."""

from datetime import date, timedelta

import pytest
from click.testing import Result
from flask import Flask

from quiz.answers.blocks import Block
from quiz.answers.totals import Total
from quiz.clock import today
from quiz.storage.database import Database
from quiz.teams.models import InvitationCode, Review, ReviewGroup
from tests.conftest import Stored
from tests.teams import actions

pytestmark = pytest.mark.both_databases

MARCH, MAY = date(2025, 3, 3), date(2025, 5, 5)


def over(database: Database, lead: str, day: date, name: str) -> str:
    """A review that all five people answered on this day, which closed it."""
    review = actions.made(database, lead, actions.wanted(5, name=name, opens_on=day, closes_on=day))
    for _, code in actions.codes_of(database, review):
        actions.submit_copy(database, review, code, actions.all_right(), day)
    return review


def run(app: Flask, *args: str, says: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["teams", "delete", *args], input=says)


def figures(app: Flask) -> str:
    return str(app.test_cli_runner().invoke(args=["scenarios", "figures"]).output)


def test_it_lists_the_reviews_and_asks_first(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    over(database, lead, MARCH, "Duty, March")
    kept = over(database, lead, MAY, "Duty, May")
    totals = [(one.lead, one.year, one.figures) for one in stored(Total)]
    result = run(app, "--before", "2025-05-05", says="n\n")
    assert result.exit_code == 1
    assert "“Duty, March” of Sam Lead, closed 2025-03-03\n" in result.output
    assert "Duty, May" not in result.output
    assert len(stored(Review)) == len(stored(Block)) == 2
    result = run(app, "--before", "2025-05-05", says="y\n")
    assert result.exit_code == 0, result.output
    assert [one.id for one in stored(Review)] == [kept]
    assert {one.review for one in stored(Block)} == {kept}
    assert {one.review_id for one in (*stored(InvitationCode), *stored(ReviewGroup))} == {kept}
    assert [(one.lead, one.year, one.figures) for one in stored(Total)] == totals


def test_an_old_review_that_is_not_closed_stays(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    actions.made(database, lead, actions.wanted(5, opens_on=MARCH, closes_on=MARCH))
    result = run(app, "--before", "2025-05-05", "--yes")
    assert result.exit_code == 1
    assert "no review was closed before 2025-05-05" in result.output
    assert len(stored(Review)) == 1


def test_a_future_day_is_refused(app: Flask, database: Database, lead: str, stored: Stored) -> None:
    over(database, lead, MARCH, "Duty, March")
    result = run(app, "--before", f"{today() + timedelta(days=1)}", "--yes")
    assert result.exit_code == 2
    assert "is in the future" in result.output
    assert len(stored(Review)) == 1


def test_blocks_that_authors_saw_together_are_deleted_together(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    other, third = (actions.lead(database, f"{name}@example.org") for name in ("other", "third"))
    over(database, lead, MARCH, "Duty")
    over(database, other, MARCH, "Court")
    over(database, third, MAY, "Adoption")
    before = figures(app)
    assert before.startswith("Form A: 15 people in 3 reviews by 3 leads.\n")
    result = run(app, "--before", "2025-04-01", "--yes")
    assert "Blocks kept until the reviews they were combined with are deleted: 2." in (
        result.output
    )
    assert [one.name for one in stored(Review)] == ["Adoption"]
    assert figures(app) == before, "else the difference would be of one review, or of two"
    assert "Blocks" not in run(app, "--before", "2025-06-01", "--yes").output
    assert stored(Block) == []
    assert figures(app) == "No review has published figures yet.\n"


@pytest.mark.parametrize("newer", [0, 1])
def test_blocks_that_authors_never_saw_are_deleted_with_their_review(
    app: Flask, database: Database, lead: str, stored: Stored, newer: int
) -> None:
    over(database, lead, MARCH, "Duty")
    for _ in range(newer):
        over(database, lead, MAY, "Adoption")
    assert run(app, "--before", "2025-04-01", "--yes").exit_code == 0
    assert len(stored(Block)) == newer
