"""The rules of a review are checked where they are set, and stored ones are used as they are."""

from uuid import uuid4

import pytest
from flask import Flask

from quiz.analysis import disclosure
from quiz.clock import today
from quiz.people import accounts
from quiz.storage.database import Database
from quiz.teams import reviews
from quiz.teams.models import Review
from tests.conftest import SECRET
from tests.teams import actions

SAID_AND_SHOWN = "What people said, and what their answers show"


@pytest.fixture
def a_later_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version that allows no block below eight people."""
    monkeypatch.setattr(disclosure, "SMALLEST_BLOCK", 8)
    later = (8, *(disclosure.Rules.__init__.__defaults__ or ())[1:])
    monkeypatch.setattr(disclosure.Rules.__init__, "__defaults__", later)


@pytest.mark.usefixtures("a_later_minimum")
def test_stored_reviews_keep_working_under_a_later_minimum(
    app: Flask, database: Database, lead: str
) -> None:
    earlier = actions.made(database, lead, actions.wanted(20, k=8))
    with database.begin(writes=True) as session:
        stored = session.get_one(Review, earlier)
        stored.k, stored.t = 5, 2
        session.commit()
    for _, code in actions.codes_of(database, earlier)[:5]:
        actions.submit_copy(database, earlier, code, actions.all_right())
    with database.begin(writes=False) as session:
        found = reviews.status(session, session.get_one(Review, earlier), today())
        assert (found.answered, found.groups[0].opens_at(found.rules)) == (5, 10)
    actions.close(database, earlier)
    assert [block.people for block in actions.opened(database, earlier)] == [5]
    visitor = actions.signed_in(app, lead)
    words = visitor.get(f"/teams/{earlier}/results").words
    assert "The answers of 5 people were opened together" in words
    assert "Set 1: 1 review, 5 people" in visitor.get("/teams/all").words
    assert SAID_AND_SHOWN in visitor.words


@pytest.mark.usefixtures("a_later_minimum")
def test_new_and_changed_reviews_follow_the_later_minimum(database: Database, lead: str) -> None:
    with database.begin(writes=True) as session:
        person = accounts.find(session, lead)
        assert person
        with pytest.raises(ValueError, match="at least 8 people; k is 5"):
            reviews.create(session, uuid4().hex, person, actions.wanted(20, k=5), SECRET)
    kept = actions.made(database, lead, actions.wanted(20, k=8))
    with database.begin(writes=True) as session:
        stored = session.get_one(Review, kept)
        stored.k, stored.t = 5, 2
        with pytest.raises(ValueError, match="at least 8 people; k is 6"):
            reviews.change(
                session,
                stored,
                note="",
                opens_on=stored.opens_on,
                closes_on=stored.closes_on,
                k=6,
            )
