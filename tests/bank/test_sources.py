"""When a source is flagged, and when it is not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quiz.bank.load import load
from quiz.bank.sources import Changed

BANK = load()
SOURCE = BANK.sources[0]


@pytest.mark.parametrize(("days", "flagged"), [(-1, False), (0, False), (1, True)])
def test_the_last_day_of_its_check_still_counts(days: int, flagged: bool) -> None:
    assert bool(SOURCE.flag(SOURCE.review_by + timedelta(days))) == flagged


def test_a_change_is_named_before_an_overdue_review() -> None:
    source = replace(SOURCE, changed=Changed(date(2027, 1, 5), "a third edition"))
    assert source.flag(date(2027, 1, 6)) == "changed since we looked: a third edition"
    assert source.flag(source.review_by + timedelta(1)).startswith("changed")


def test_every_review_date_is_after_the_check() -> None:
    for source in BANK.sources:
        assert source.checked_on < source.review_by <= source.checked_on + timedelta(days=2 * 366)
        assert source.checked_by


def test_every_source_is_described_in_one_to_four_sentences() -> None:
    """What it is, and what we have and have not read of it."""
    for source in BANK.sources:
        assert source.about.count(". ") <= 3, source.id
        assert source.about.endswith("."), source.id


def test_a_superseded_source_names_its_successor() -> None:
    successors = {source.id: source.superseded_by for source in BANK.sources}
    assert {one: by for one, by in successors.items() if by} == {
        "hcpc-social-media-2017": "swe-professional-standards"
    }
