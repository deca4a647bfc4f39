"""The last day of a review as a calendar file."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from quiz.clock import today
from quiz.storage.database import Database
from tests.teams import actions
from tests.visitor import Visitor


def event(visitor: Visitor, path: str) -> Any:
    (found,) = Calendar.from_ical(visitor.get(f"{path}/last-day.ics").response.data).events
    return found


@pytest.mark.parametrize("answered", [0, 1])
def test_a_later_last_day_moves_the_day_in_a_calendar_and_adds_none(
    app: Flask, database: Database, lead: str, answered: int
) -> None:
    """RFC 5545: the same UID, and a higher SEQUENCE each time."""
    review = actions.made(database, lead, actions.wanted(6))
    visitor, path = actions.signed_in(app, lead), f"/teams/{review}"
    first = event(visitor, path)
    assert first["SEQUENCE"] == 0
    if answered:
        (_, code), *_ = actions.codes_of(database, review)
        actions.submit_copy(database, review, code, actions.all_right())
    page, before = ("more-time" if answered else "change"), first
    for days in (20, 30):
        last = today() + timedelta(days=days)
        visitor.get(f"{path}/{page}").send(closes_on=last.isoformat())
        now = event(visitor, path)
        assert (now["UID"], now.start) == (first["UID"], last)
        assert now["SEQUENCE"] > before["SEQUENCE"]
        before = now
    other = actions.made(database, lead, actions.wanted(6, form="B"))
    assert event(visitor, f"/teams/{other}")["UID"] != first["UID"]
    assert review not in str(first["UID"])
