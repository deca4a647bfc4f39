"""Two nodes whose clocks differ by a minute refuse nothing, and a clock set back loses no check."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from quiz import clock
from quiz.clock import CLOCKS_DIFFER_SECONDS
from quiz.database import Database
from quiz.vocabulary import Device, Role
from tests.people.steps import PASSWORD, account
from tests.people.steps import sign_in as sign_in_as
from tests.selfcheck.steps import answer, reach_scenarios
from tests.signin.steps import advance_clock
from tests.teams import actions
from tests.visitor import Visitor

DAY = 24 * 60 * 60
Nodes = Callable[[Visitor], Visitor]


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Nodes:
    """Let two nodes answer a visitor in turn; the clock of one is a minute ahead."""
    fast = [False]

    def between(visitor: Visitor) -> Visitor:
        opened = visitor.client.open

        def to_the_other(*given: Any, **more: Any) -> Any:
            fast[0] = not fast[0]
            with monkeypatch.context() as node:
                if fast[0]:
                    advance_clock(node, CLOCKS_DIFFER_SECONDS)
                return opened(*given, **more)

        monkeypatch.setattr(visitor.client, "open", to_the_other)
        return visitor

    return between


@pytest.mark.parametrize("device", list(Device))
def test_a_check_on_two_nodes(app: Flask, nodes: Nodes, device: Device) -> None:
    visitor = nodes(Visitor(app))
    visitor.get("/").send(length="short", feedback="end", device=device.value)
    assert visitor.path == "/check/confidence"
    assert visitor.get("/check/confidence").status == 200


def test_scenarios_on_two_nodes(app: Flask, nodes: Nodes) -> None:
    visitor = nodes(reach_scenarios(Visitor(app), length="short"))
    visitor.get("/check/scenario/1")
    for number in (2, 3, 4):
        assert answer(visitor).path == f"/check/scenario/{number}"


def test_an_account_on_two_nodes(app: Flask, nodes: Nodes) -> None:
    visitor = nodes(Visitor(app))
    sign_in_as(visitor, account(app, Role.TRAINER, password=PASSWORD))
    for _ in range(3):
        assert visitor.get("/account").path == "/account"


def test_a_device_passed_round_on_two_nodes(app: Flask, database: Database, nodes: Nodes) -> None:
    lead = actions.lead(database)
    review = actions.made(database, lead, actions.wanted(5, releases=1, passed_round=True))
    visitor = nodes(actions.signed_in(app, lead))
    visitor.get(f"/teams/{review}/device").send()
    visitor.get("/device").send()
    for _ in range(3):
        assert visitor.get("/device/turn").status == 200


def test_a_clock_set_back_keeps_an_open_check(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        advance_clock(before, 2 * DAY)
        visitor = reach_scenarios(Visitor(app))
    assert answer(visitor.get("/check/scenario/1")).path == "/check/scenario/2"


def test_a_clock_set_back_signs_out(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign-in could otherwise last until the time that was wrong."""
    with monkeypatch.context() as before:
        advance_clock(before, 2 * DAY)
        visitor = sign_in_as(Visitor(app), account(app, Role.TRAINER, password=PASSWORD))
        assert visitor.get("/account").path == "/account"
    assert visitor.get("/account").path == "/signin"


@pytest.mark.parametrize(("ago", "recent"), [(-61, False), (-60, True), (9, True), (10, False)])
def test_what_is_recent(ago: int, recent: bool) -> None:
    assert clock.is_recent(clock.seconds() - ago, 10) is recent
