"""Steps through signing in."""

import pytest

from quiz import clock
from tests.people.steps import PASSWORD
from tests.visitor import Visitor

EMAIL = "ada@council.example"
COOKIE = "before-you-look"


def sign_in(visitor: Visitor, **typed: str) -> Visitor:
    """Sign in as Ada on the sign-in page, unless another address or password is given."""
    return visitor.get("/signin").send(**{"email": EMAIL, "password": PASSWORD, **typed})


def advance_clock(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = clock.time.time()
    monkeypatch.setattr(clock.time, "time", lambda: now + seconds)
