"""Many guesses that arrive together are not more than the limits allow."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from quiz.operations import scheduled
from quiz.people import passwords
from quiz.web import one_at_a_time
from tests.people.steps import PASSWORD
from tests.selfcheck.steps import start
from tests.signin.steps import EMAIL
from tests.visitor import Visitor

AT_ONCE = 12
HASHING = 0.02
"""Seconds that a password takes; hashes of the tests are too cheap for requests to meet."""


@pytest.fixture(autouse=True)
def slow_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    matches = passwords._matches

    def slow(hashed: str, password: str) -> bool:
        time.sleep(HASHING)
        return matches(hashed, password)

    monkeypatch.setattr(passwords, "_matches", slow)


def send_together(app: Flask, **typed: str) -> Counter[int]:
    """The statuses of the sign-in form, sent by several browsers at once."""
    visitors = [Visitor(app).get("/signin") for _ in range(AT_ONCE)]
    barrier = Barrier(AT_ONCE)

    def send(visitor: Visitor) -> int:
        data = {**visitor.filled_in(), **typed}
        barrier.wait()
        return visitor.client.post("/signin", data=data).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(send, visitors))


@pytest.mark.usefixtures("ada")
def test_five_of_twelve_passwords_are_tried(app: Flask) -> None:
    assert send_together(app, email=EMAIL, password="wrong") == {422: 5, 429: 7}
    assert not one_at_a_time._queues, "nobody waits any more"


@pytest.mark.usefixtures("ada")
def test_right_passwords_only_wait(app: Flask) -> None:
    assert send_together(app, email=EMAIL, password=PASSWORD) == {303: AT_ONCE}
    assert not one_at_a_time._queues


@pytest.mark.usefixtures("ada")
def test_a_form_that_waits_leaves_the_daily_tasks_to_another(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite it would hold the only connection that writes while it waits: who is before it
    needs that, and both would wait for half a minute."""
    ran: list[object] = []
    monkeypatch.setattr(scheduled, "_run", ran.append)
    app.extensions[scheduled.DONE_ON].clear()
    assert Visitor(app).get("/signin").send(email=EMAIL, password=PASSWORD).status == 200
    assert not ran
    start(Visitor(app))
    assert ran
