"""The database is away for a moment: the page sends what was typed again by itself, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, expect
from sqlalchemy import make_url

from tests.journeys.conftest import PHONE
from tests.journeys.person import Person
from tests.server import Server

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.starts_first]


@contextmanager
def away(server: Server) -> Iterator[None]:
    """Take the database file away, with the files beside it, and put them back."""
    file = Path(str(make_url(server.database_url).database))
    found = [file.with_name(file.name + side) for side in ("-shm", "-wal", "")]
    moved = [(one, one.with_name(f"away{one.name}")) for one in found if one.exists()]
    for here, there in moved:
        here.rename(there)
    try:
        yield
    finally:
        for here, there in moved:
            there.rename(here)


def test_it_is_sent_again_by_itself(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    person = Person(context.new_page(), server.address).begins()
    posts: list[Request] = []
    person.page.on("request", lambda one: posts.append(one) if one.method == "POST" else None)
    with away(server):
        person.answers(right=True, certainty="3")
        assert "was not kept yet, but it is still on this page" in person.words
        expect(person.page.get_by_text("This page sends it again by itself")).to_be_visible()
    person.page.wait_for_url("**/check/scenario/2", timeout=20_000)
    assert [one.post_data for one in posts] == 2 * [posts[0].post_data]

    with away(server):
        person.opens("/check/scenario/1")
        expect(person.page.get_by_text("This page tries again by itself")).to_be_visible()
    expect(person.page.get_by_role("button", name="Continue")).to_be_visible(timeout=20_000)
    context.close()
