"""Retention: code, the privacy page and the privacy document state the same periods."""

import re
from pathlib import Path

import pytest

from quiz import retention
from quiz.live.session.agendas import JOIN
from quiz.retention import Retention
from tests.visitor import Visitor

DOCS = Path(__file__).parents[1] / "docs"

# Repeated here to catch an accidental change.
DAYS = {
    retention.CHECK: 400,
    retention.LIVE_ANSWERS: 30,
    retention.INVITATION: 7,
    retention.LOGIN_SESSION: 1,
    retention.KNOWN_BROWSER: 180,
    retention.REMEMBERED_CHECK: 30,
    retention.LAUNCH: 3,
}


def test_the_periods_are_unchanged() -> None:
    assert {period: period.days for period in retention.ALL} == DAYS


def test_the_privacy_page_quotes_every_period(visitor: Visitor) -> None:
    visitor.get("/privacy")
    for period in retention.ALL:
        assert str(period) in visitor.words


def test_the_join_page_quotes_how_long_live_answers_are_kept(visitor: Visitor) -> None:
    visitor.get("/join")
    assert "for 30 days after the session" in visitor.words


def test_the_notes_for_the_host_quote_how_long_live_answers_are_kept() -> None:
    assert "deleted 30 days after the session" in " ".join(map(str, JOIN))


def test_the_document_for_trainers_quotes_how_long_live_answers_are_kept() -> None:
    days = retention.LIVE_ANSWERS.days
    text = (DOCS / "making-a-session.md").read_text("utf-8")
    assert re.findall(r"\b(\d+) (?:days after|by default)", text) == [str(days), str(days)]


@pytest.mark.parametrize("period", retention.ALL, ids=str)
def test_the_privacy_document_has_the_same_numbers(period: Retention) -> None:
    number = re.compile(rf"\b{period.days} days?\b")
    assert number.search(str(period))
    assert number.search((DOCS / "privacy.md").read_text("utf-8"))


def test_the_document_on_running_quotes_the_period_of_a_one_time_link() -> None:
    assert str(retention.INVITATION) in (DOCS / "running.md").read_text("utf-8")
