"""The calendar file of a second look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from icalendar import Calendar

from quiz.answers.models import Attempt
from quiz.selfcheck import second_look_views
from tests.conftest import Stored
from tests.selfcheck.second_look_steps import (
    ANSWERS,
    FIRST_DAY,
    SECOND_LOOK,
    Later,
)
from tests.selfcheck.steps import (
    BANK,
    code_of,
    reach_feedback,
)
from tests.visitor import Visitor


def test_the_calendar_has_three_all_day_events_shown_as_free(
    visitor: Visitor, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(3)
    assert visitor.get(SECOND_LOOK).page.select_one(f'a[href="{SECOND_LOOK}.ics"]')
    response = visitor.client.get(f"{SECOND_LOOK}.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=second-look.ics"
    today = FIRST_DAY + timedelta(days=3)
    events = Calendar.from_ical(response.data).walk("VEVENT")
    assert [(event.start, event.end) for event in events] == [
        (today + timedelta(days=days), today + timedelta(days=days + 1)) for days in (2, 7, 30)
    ]
    for event in events:
        assert str(event["SUMMARY"]) == "Second look"
        assert str(event["DESCRIPTION"]).endswith(" http://localhost/check/return")
        assert str(event["TRANSP"]) == "TRANSPARENT"
        assert event.stamp == datetime(today.year, today.month, today.day, tzinfo=UTC)
    assert len({str(event["UID"]) for event in events}) == 3


def test_the_calendar_has_the_public_address(app: Flask, visitor: Visitor) -> None:
    """The address of the request may be one that only the host's own network knows."""
    reach_feedback(visitor, ANSWERS)
    public = "https://look.example.org"
    app.extensions["settings"] = replace(app.extensions["settings"], public_url=public)
    events = Calendar.from_ical(visitor.client.get(f"{SECOND_LOOK}.ics").data).walk("VEVENT")
    assert str(events[0]["DESCRIPTION"]).endswith(f" {public}/check/return")


def test_lines_follow_rfc_5545() -> None:
    address = "https://learning.some-long-name.social-work.council.example/check/return"
    data = second_look_views.reminders(FIRST_DAY, address).to_ical()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.count(b"\r\n ") == 3, "the long address is folded"
    assert data.replace(b"\r\n ", b"").count(address.encode()) == 3


def test_the_file_is_the_same_for_everyone_except_for_event_ids(
    app: Flask, stored: Stored, later: Later
) -> None:
    first = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(first)
    text, ids = calendar_of(first)
    (attempt,) = stored(Attempt)
    secrets = [
        attempt.id,
        attempt.return_hash,
        code,
        first.client.get_cookie("before-you-look").value,
    ]
    for item in BANK.items.values():
        secrets += [item.id, item.title, item.topic.title]
    for secret in secrets:
        assert secret.lower() not in f"{text}{ids}".lower()
    other = reach_feedback(Visitor(app), [(False, "1")] * 4, length="short")
    for visitor in (first, other):
        other_text, other_ids = calendar_of(visitor)
        assert other_text == text
        assert len(ids) == 4
        assert not ids & other_ids, "ids are new each time"


def calendar_of(visitor: Visitor) -> tuple[str, set[str]]:
    """The calendar file, unfolded and without its ids, and the ids."""
    lines = visitor.client.get(f"{SECOND_LOOK}.ics").text.replace("\r\n ", "").splitlines()
    ids = {line for line in lines if line.startswith("UID:")}
    return "\n".join(line for line in lines if line not in ids), ids


def test_without_an_attempt_there_is_no_calendar(visitor: Visitor) -> None:
    assert visitor.get(f"{SECOND_LOOK}.ics").status == 403
