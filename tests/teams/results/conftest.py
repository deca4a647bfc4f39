"""The bank without local content, so that no app and no database is needed."""

import pytest

from quiz.bank.items import Bank
from tests.teams.results.parts import BANK


@pytest.fixture
def bank() -> Bank:
    return BANK
