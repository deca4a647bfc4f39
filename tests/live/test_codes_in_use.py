"""A session gets another code where the drawn one is in use; another error is no such case."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from quiz.clock import today
from quiz.live.session import store
from quiz.live.session.models import CODE_LENGTH, CODE_LETTERS
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.people import accounts
from quiz.people.models import Person
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.live.steps import ITEM
from tests.people.steps import account

PLAN = Plan((PlannedScenario(ITEM.id, ITEM.revision),))


@pytest.mark.both_databases
def test_a_code_in_use_is_drawn_again_and_other_errors_are_raised(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (letter * CODE_LENGTH for letter in CODE_LETTERS[:3])
    drawn: Iterator[str] = iter(first + first + second + third)
    monkeypatch.setattr("quiz.live.session.store.secrets.choice", lambda _letters: next(drawn))
    host_id = account(app, Role.TRAINER)
    with database.begin(writes=True) as session:
        host = accounts.find(session, host_id)
        assert host is not None
        codes = [store.create(session, host, "A morning", PLAN, today()).code for _ in range(2)]
        assert codes == [first, second]
        with pytest.raises(IntegrityError):
            store.create(session, Person(id="0" * 32), "Nobody's", PLAN, today())
