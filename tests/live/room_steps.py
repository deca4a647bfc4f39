"""A room whose clock the test sets, its screen, and the phones that are open now."""

from quiz import clock
from quiz.live.session import phones
from tests.live.stored_steps import membership, writing
from tests.visitor import Visitor

START = 1_800_000_000
"""Seconds since 1970."""


class FakeClock:
    """The service's clock, set by the test."""

    now = START

    def __call__(self) -> int:
        return self.now


def display(host: Visitor) -> Visitor:
    """The room's screen in the host's browser."""
    other = Visitor(host.app)
    other.client = host.client
    return other.get(f"{host.path}/display")


def see(host: Visitor, *guests: Visitor) -> None:
    """Their pages are open now."""
    with writing(host) as session:
        ids = [membership(session, guest)[0].id for guest in guests]
        minute = phones.minute_of(clock.seconds())
        phones.forget_gone(session, minute)
        phones.keep(session, ids, minute)
        session.commit()
