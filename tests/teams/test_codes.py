"""Invitation codes: short, readable, reproducible, and useless to a reader of the tables."""

import re
from uuid import uuid4

import pytest
from flask import Flask

from quiz.storage.database import Database
from quiz.teams import codes
from quiz.teams.models import InvitationCode
from tests.conftest import SECRET, Stored
from tests.teams import actions
from tests.visitor import Visitor

LOOK_ALIKES = set("0O1IL")


def test_a_code_has_ten_characters_without_lookalikes() -> None:
    for number in range(200):
        code = codes.code(SECRET, "a review", number)
        assert re.fullmatch("[0-9A-Z]{10}", code)
        assert not set(code) & (LOOK_ALIKES | set("AEIOU"))


def test_every_character_is_about_equally_frequent() -> None:
    """27 characters, 20 000 draws: each about 741 times; six standard deviations are 160."""
    drawn = "".join(codes.code(SECRET, "a review", number) for number in range(2000))
    counts = [drawn.count(sign) for sign in sorted(set(drawn))]
    assert len(counts) == 27
    assert all(abs(count - 20_000 / 27) < 160 for count in counts)


def test_codes_depend_on_number_review_and_secret_only() -> None:
    here, there = uuid4().hex, uuid4().hex
    made = [
        codes.code(secret, review, number)
        for secret in (SECRET, SECRET + "!")
        for review in (here, there)
        for number in range(300)
    ]
    assert len(set(made)) == len(made)
    assert made[7] == codes.code(SECRET, here, 7)


@pytest.mark.parametrize("typed", ["k7m2p9xwqt", " K7M2P-9XWQT ", "k7m2p 9xwqt", "K7-M2-P9-XW-QT"])
def test_case_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert codes.keyed_hash(SECRET, typed) == codes.keyed_hash(SECRET, "K7M2P9XWQT")
    assert codes.spelled(codes.normalised(typed)) == "K7M2P-9XWQT"


def test_the_table_stores_hashes_that_need_the_secret(database: Database, stored: Stored) -> None:
    review = actions.made(database, actions.lead(database), actions.wanted(12))
    given = [code for _, code in actions.codes_of(database, review)]
    hashes = {row.hash for row in stored(InvitationCode)}
    assert len(hashes) == len(set(given)) == 12
    assert hashes == {codes.keyed_hash(SECRET, code) for code in given}
    assert not hashes & {codes.keyed_hash("another secret", code) for code in given}


def test_guessing_is_limited_by_address_and_by_form(app: Flask) -> None:
    visitor = Visitor(app)
    for number in range(20):
        assert visitor.client.get(f"/review/{codes.code('x', 'y', number)}").status_code == 404
    assert visitor.client.get("/review/BCDFG-HJKMN").status_code == 429
    for number in range(20):
        visitor.get("/review").send(code=codes.code("x", "y", number))
        assert visitor.status == 422
        assert "We do not know this code" in visitor.errors[0]
    assert visitor.send(code="BCDFGHJKMN").status == 429


def test_many_valid_codes_from_one_address_are_not_limited(app: Flask, database: Database) -> None:
    review = actions.made(database, actions.lead(database), actions.wanted(40))
    for _, code in actions.codes_of(database, review):
        assert Visitor(app).get(f"/review/{code}").status == 200


def test_a_typed_code_leads_to_the_invitation(app: Flask, database: Database) -> None:
    review = actions.made(database, actions.lead(database), actions.wanted(8))
    code = actions.codes_of(database, review)[3][1]
    visitor = Visitor(app).get("/review").send(code=f" {code.lower()} ")
    assert visitor.path == f"/review/{codes.spelled(code)}"
    assert visitor.status == 200
