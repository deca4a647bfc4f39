"""The old addresses of the results redirect permanently, for leads only."""

import pytest
from flask import Flask

from quiz.bank.items import Bank
from quiz.routes import MOVED
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.people.steps import account
from tests.teams.actions import signed_in
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import review
from tests.visitor import Visitor

OURS = [(old, new) for old, new in MOVED if old.startswith("/teams/")]
by_address = pytest.mark.parametrize(("old", "new"), OURS, ids=lambda rule: rule)


def path(rule: str, review_id: str) -> str:
    return rule.replace("<review_id>", review_id).replace("<name>", "topics")


def test_every_old_address_of_the_results_is_listed() -> None:
    kinds = ("", ".pdf", ".xlsx", ".csv", ".json", "/<name>.png")
    assert [old for old, _ in OURS] == [f"/teams/<review_id>/picture{kind}" for kind in kinds]


@by_address
def test_an_old_address_redirects_permanently(
    app: Flask, database: Database, bank: Bank, me: str, old: str, new: str
) -> None:
    there = review(database, me, blocks(bank, [14]))
    client = signed_in(app, me).client
    answer = client.get(path(old, there) + "?q=1")
    assert answer.status_code == 301
    assert answer.headers["Location"] == path(new, there) + "?q=1"
    assert client.get(path(old, there), follow_redirects=True).status_code == 200
    assert client.post(path(old, there)).status_code == 405


@by_address
def test_an_old_address_is_for_leads_like_the_new_one(
    app: Flask, database: Database, me: str, old: str, new: str
) -> None:
    there = review(database, me)
    trainer = signed_in(app, account(app, Role.TRAINER)).client
    assert trainer.get(path(old, there)).status_code == 403
    for rule in (old, new):
        visitor = Visitor(app).get(path(rule, there))
        assert visitor.path == "/signin"
        assert visitor.filled_in()["next"] == path(rule, there)
