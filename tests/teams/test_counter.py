"""What a lead sees of how many answered does not tell whether a code was used."""

import pytest
from flask import Flask

from quiz.storage.database import Database
from quiz.teams.models import PendingSubmission
from quiz.teams.status import in_steps
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


@pytest.mark.parametrize(
    ("answered", "invited", "words"),
    [
        (0, 23, "Fewer than 5 of 23"),
        (4, 23, "Fewer than 5 of 23"),
        (5, 23, "5 or more of 23"),
        (9, 23, "5 or more of 23"),
        (22, 23, "20 or more of 23"),
        (7, None, "5 or more"),
    ],
)
def test_the_number_goes_up_in_steps_of_five(
    answered: int, invited: int | None, words: str
) -> None:
    assert in_steps(answered, invited) == words


def pages(visitor: Visitor, review: str) -> list[str]:
    """The lead's pages with the number of people who answered."""
    return [visitor.get(f"/teams{path}").words for path in ("", f"/{review}", f"/{review}/close")]


@pytest.mark.parametrize("invited", [20, {"Social worker": 12, "Student": 11}])
def test_a20_using_a_code_changes_nothing_whether_it_was_used_or_not(
    app: Flask, database: Database, lead: str, visitor: Visitor, invited: object
) -> None:
    """The attack: the lead notes the number, uses a colleague's code, and looks again."""
    review = actions.made(database, lead, actions.wanted(invited))  # type: ignore[arg-type]
    (_, used), (_, fresh), *_ = actions.codes_of(database, review)
    actions.submit_copy(database, review, used, actions.all_right())
    before = pages(visitor, review)
    for code in (used, fresh):
        actions.until_submission(app, code).send()
        assert pages(visitor, review) == before


@pytest.mark.both_databases
def test_a20_a_used_code_writes_the_whole_box_anew_as_an_unused_one_does(
    database: Database, lead: str, stored: Stored
) -> None:
    """The attack: to use a colleague's code and take the time. It took half as long if it was
    used, because the waiting copies were encrypted again for a new one only."""
    review = actions.made(database, lead, actions.wanted(20))
    made = [code for _, code in actions.codes_of(database, review)][:3]
    for level, code in enumerate(made, start=1):
        actions.submit_copy(database, review, code, actions.all_right(level))
    before = stored(PendingSubmission)
    actions.submit_copy(database, review, made[0], actions.all_right(4))
    after = stored(PendingSubmission)
    assert sorted(actions.decrypted(before)) == sorted(actions.decrypted(after))
    assert not {row.id for row in before} & {row.id for row in after}
    assert not {row.payload for row in before} & {row.payload for row in after}


def test_after_the_close_the_number_is_exact(
    database: Database, lead: str, visitor: Visitor
) -> None:
    """All codes are marked as used then, so it says nothing about one of them."""
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:7]:
        actions.submit_copy(database, review, code, actions.all_right())
    assert "5 or more of 20 people have answered" in visitor.get(f"/teams/{review}").words
    actions.close(database, review)
    assert "7 of 20 people answered" in visitor.get(f"/teams/{review}").words
