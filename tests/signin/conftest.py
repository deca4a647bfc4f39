"""An account with a password."""

import pytest
from flask import Flask

from quiz.vocabulary import Role
from tests.people.steps import PASSWORD, account
from tests.signin.steps import EMAIL


@pytest.fixture
def ada(app: Flask) -> str:
    """The id of an administrator with a password."""
    return account(app, Role.ADMINISTRATOR, email=EMAIL, name="Ada", password=PASSWORD)
