"""Passwords: rules, hashing and rehashing."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from flask import Flask

from quiz.people import passwords
from quiz.people.models import Password
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def real_hashes(cheap_hashes: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", cheap_hashes)


@pytest.mark.parametrize(
    "common",
    [
        "123456789012",
        "passwordpassword",
        "Password12345",
        "P@ssw0rd1234",
        "qwertyuiop[]",
        "aaaaaaaaaaaaaaaaaaaa",
        "iloveyou1234",
        "abcdefghijkl",
        "ada.lead2024",
        "beforeyoulook",
    ],
)
def test_a_guessable_password_is_refused(common: str) -> None:
    assert "too easy to guess" in passwords.weakness(common, "ada.lead@council.example", "Ada Lead")


@pytest.mark.parametrize(
    "own",
    [
        *("Lea council 2026", "LeaCouncil2026!!", "council-lea-2026-COUNCIL", "example_Lea_1984"),
        *("lea.council.example1", "Lea before you look 7", "leaLEAleaLEAlea"),
    ],
)
def test_the_words_of_the_account_count_for_nothing(own: str) -> None:
    assert "too easy to guess" in passwords.weakness(own, "lea@council.example", "Lea")
    assert passwords.weakness(f"{own} kettle otter brisk", "lea@council.example", "Lea") == ""


@pytest.mark.parametrize("good", [PASSWORD, "kettle-otter-brisk-7", "x" + "vR4!mQz9" * 15])
def test_a_strong_password_is_accepted(good: str) -> None:
    assert passwords.weakness(good, "ada.lead@council.example", "Ada Lead") == ""


@pytest.mark.parametrize(
    ("length", "message"), [(11, "12 characters or more"), (129, "128 characters or fewer")]
)
def test_too_short_and_too_long_passwords_are_refused(length: int, message: str) -> None:
    assert message in passwords.weakness(("qZ7 mP2 xL9 wT4 " * 20)[:length])


def test_the_hash_is_argon2id_with_the_recommended_parameters(app: Flask, stored: Stored) -> None:
    account(app, password=PASSWORD)
    hash_ = stored(Password)[0].hash
    assert PASSWORD not in hash_
    found, expected = extract_parameters(hash_), RFC_9106_LOW_MEMORY
    assert (found.type, found.time_cost, found.memory_cost, found.parallelism) == (
        *(expected.type, expected.time_cost, expected.memory_cost, expected.parallelism),
    )


def test_the_same_password_has_two_different_hashes(app: Flask, stored: Stored) -> None:
    account(app, password=PASSWORD)
    account(app, password=PASSWORD)
    assert len({row.hash for row in stored(Password)}) == 2


def test_unicode_forms_of_a_password_are_equal(app: Flask, database: Database) -> None:
    person_id = account(app, email="a@b.example", password="caf\u00e9 kettle otter brisk")
    with app.app_context(), database.begin(writes=False) as session:
        typed = "cafe\u0301 kettle otter brisk"
        assert passwords.authenticate(session, " A@b.Example ", typed) == person_id


def test_wrong_empty_and_unknown_passwords_are_refused(app: Flask, database: Database) -> None:
    account(app, email="a@b.example", password=PASSWORD)
    account(app, email="none@b.example")
    with app.app_context(), database.begin(writes=False) as session:
        assert passwords.authenticate(session, "a@b.example", PASSWORD + "x") is None
        assert passwords.authenticate(session, "a@b.example", "") is None
        assert passwords.authenticate(session, "none@b.example", PASSWORD) is None
        assert passwords.authenticate(session, "nobody@b.example", PASSWORD) is None


def test_an_outdated_hash_is_renewed_after_a_right_password(
    app: Flask, database: Database, stored: Stored
) -> None:
    person_id = account(app, Role.LEAD, email="a@b.example", password=PASSWORD)
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with app.app_context(), database.begin(writes=True) as session:
        session.get_one(Password, person_id).hash = old
        session.commit()
    Visitor(app).get("/signin").send(email="a@b.example", password="wrong")
    assert stored(Password)[0].hash == old
    Visitor(app).get("/signin").send(email="a@b.example", password=PASSWORD)
    assert extract_parameters(stored(Password)[0].hash).memory_cost == 65536
