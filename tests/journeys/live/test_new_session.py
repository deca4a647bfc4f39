"""The form for a new session in a browser: nothing is covered, and the search hides the rest."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.journeys.live.sessions import DESK, PHONE, HostedSession
from tests.journeys.live.setup_order import covers_nothing, searches
from tests.journeys.person import Person
from tests.server import Server

ENLARGED: ViewportSize = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels at 400 %."""


@pytest.mark.repeats
def test_the_bar_covers_nothing_and_the_search_hides_the_rest(
    hosted: HostedSession, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=DESK)
    hosted.sign_in(page, server)
    trainer = Person(page, server.address)
    for size in (PHONE, DESK, ENLARGED):
        page.set_viewport_size(size)
        trainer.opens("/host/new?agenda=45").sees_no_sideways_scrolling()
        covers_nothing(trainer)
    searches(trainer)
