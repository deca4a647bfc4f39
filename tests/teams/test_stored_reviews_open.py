"""A review that is stored never breaks a page, also one that earlier releases made by mistake."""

import pytest
from flask import Flask
from sqlalchemy import delete

from quiz.storage.database import Database
from quiz.teams.models import ReviewGroup
from tests.teams import actions

PAGES = ("", "/change", "/close", "/delete", "/codes", "/codes.csv", "/invite", "/preview")


@pytest.mark.parametrize("page", [*PAGES, "/results"])
def test_a_review_without_groups_opens(
    app: Flask, database: Database, lead: str, page: str
) -> None:
    review = actions.made(database, lead, actions.wanted())
    with database.begin(writes=True) as session:
        session.execute(delete(ReviewGroup))
        session.commit()
    assert actions.signed_in(app, lead).get(f"/teams/{review}{page}").status == 200


def test_a_review_without_groups_can_be_closed_and_deleted(
    app: Flask, database: Database, lead: str
) -> None:
    for page in ("close", "delete"):
        review = actions.made(database, lead, actions.wanted())
        with database.begin(writes=True) as session:
            session.execute(delete(ReviewGroup))
            session.commit()
        visitor = actions.signed_in(app, lead).get(f"/teams/{review}/{page}").send()
        assert visitor.status == 200
    assert visitor.get("/teams").status == 200
