"""A learning system, registered here."""

from collections.abc import Iterator

import pytest
from flask import Flask
from joserfc.jwk import RSAKey

from tests.learning.lti import simulator as simulators
from tests.learning.lti.simulator import Simulator
from tests.learning.lti.steps import register


@pytest.fixture(scope="session")
def keys() -> tuple[RSAKey, RSAKey]:
    """A key of the learning system and one of ours: making them takes longer than most tests."""
    return simulators.new_key("first"), simulators.new_key("second")


@pytest.fixture(scope="session")
def started(keys: tuple[RSAKey, RSAKey]) -> Iterator[Simulator]:
    with simulators.running(keys[0]) as found:
        yield found


@pytest.fixture
def simulator(app: Flask, started: Simulator, keys: tuple[RSAKey, RSAKey]) -> Simulator:
    """The learning system as at its start, registered in this test's app."""
    started.key, started.published = keys[0], [keys[0]]
    started.scores, started.asked, started.answers, started.drips = [], [], {}, False
    register(app, started, keys[1])
    return started
