"""Many guesses that arrive together are not more than the limits allow."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from quiz.operations import scheduled
from quiz.people import passwords
from quiz.web import one_at_a_time
from tests.people.steps import PASSWORD
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
    assert not one_at_a_time._turns, "every turn has ended"


@pytest.mark.usefixtures("ada")
def test_right_passwords_only_wait(app: Flask) -> None:
    assert send_together(app, email=EMAIL, password=PASSWORD) == {303: AT_ONCE}
    assert not one_at_a_time._turns


@pytest.mark.usefixtures("ada")
def test_the_first_form_of_a_day_holds_no_connection_while_it_waits(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs the daily tasks. One that comes a little later finds them done, and is in the view
    when the first one gets there: on SQLite it needs the only connection that writes."""
    run, is_done = scheduled._run, Event()

    def run_and_rest(session: Session) -> None:
        run(session)
        is_done.set()
        time.sleep(5 * HASHING)

    monkeypatch.setattr(scheduled, "_run", run_and_rest)
    first, second = (Visitor(app).get("/signin") for _ in range(2))
    app.extensions[scheduled.DONE_ON].clear()
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(first.send, email=EMAIL, password=PASSWORD)]
        assert is_done.wait(5)
        sent.append(pool.submit(second.send, email=EMAIL, password=PASSWORD))
    assert [one.result().path for one in sent] == ["/admin/people"] * 2
