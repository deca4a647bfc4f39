"""The clock of the self-check."""

from datetime import timedelta

import pytest

from quiz.selfcheck import feedback_views, second_look_views, views
from tests.selfcheck.second_look_steps import FIRST_DAY, Later


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Set the clock to a number of days after the first attempt."""

    def move(days: int) -> None:
        for module in (views, feedback_views, second_look_views):
            monkeypatch.setattr(module, "today", lambda: FIRST_DAY + timedelta(days=days))

    move(0)
    return move
