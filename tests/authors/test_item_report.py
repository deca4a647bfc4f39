"""Item statistics for authors: from three leads or more, in batches, with the usual margin."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring, count
from quiz.analysis.item_analysis import item_statistics
from quiz.analysis.ranges import Range
from quiz.answers import blocks
from quiz.authors.item_report import item_counts
from quiz.bank.load import load
from quiz.clock import today
from quiz.storage.database import Database
from quiz.vocabulary import Strand

pytestmark = pytest.mark.both_databases

BANK = load()
FORM = BANK.form("A")
ASKED = {f"{item.id}@{item.revision}": item for item in FORM.items}
SCORING = Scoring(
    topics={
        strand.value: tuple(name for name, item in ASKED.items() if item.strand == strand)
        for strand in Strand
    }
)


def person(misled: str, number: int) -> PersonAnswers:
    """Right on all items but one; there very sure of another option."""
    answers = {
        name: ScoredResponse(item.best, 2 + number % 3, True) for name, item in ASKED.items()
    }
    wrong = next(letter for letter in "abcd" if letter != ASKED[misled].best)
    return PersonAnswers({**answers, misled: ScoredResponse(wrong, 4, False)})


DAY = date(2026, 1, 8)


def opened(review: str, people: int, misled: str, day: date = DAY, lead: str = "") -> blocks.Opened:
    """A block. Each review has a lead of its own, unless one is given."""
    found = count([person(misled, number) for number in range(people)], SCORING)
    return blocks.Opened(review, "", "A", people, day, found.to_json(), {}, lead or review)


def another_revision(block: blocks.Opened) -> blocks.Opened:
    """The same block with another revision of one scenario."""
    text = json.dumps(block.sums).replace(MISLED, REVISED)
    return replace(block, sums=json.loads(text))


@pytest.fixture
def store(database: Database) -> Any:
    def write(*written: blocks.Opened) -> None:
        with database.begin(writes=True) as session:
            for block in written:
                blocks.add(session, block)
            session.commit()

    return write


MISLED = f"{FORM.items[3].id}@{FORM.items[3].revision}"
FORM_OTHER = f"{FORM.items[0].id}@{FORM.items[0].revision}"
REVISED = f"{FORM.items[3].id}@{FORM.items[3].revision + 1}"
REVIEWS = [letter * 12 + "4" + letter * 19 for letter in "abcdef"]


def figures(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["scenarios", "figures"])
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_before_any_review(app: Flask) -> None:
    assert figures(app) == "No review has published figures yet.\n"


def test_two_reviews_are_not_enough(app: Flask, store: Any) -> None:
    store(*(opened(review, 30, MISLED) for review in REVIEWS[:2]))
    report = figures(app)
    assert report.startswith("Form A: not enough reviews yet.\n\n2 reviews are not included")
    assert MISLED not in report


def test_three_reviews_reveal_a_misleading_item(app: Flask, store: Any) -> None:
    store(*(opened(review, 12, MISLED) for review in REVIEWS[:3]), opened(REVIEWS[0], 10, MISLED))
    report = figures(app)
    assert report.startswith("Form A: 46 people in 3 reviews by 3 leads.\n")
    item = FORM.items[3]
    wrong = next(letter for letter in "abcd" if letter != item.best)
    paragraph = next(part for part in report.split("\n\n") if part.startswith(MISLED))
    assert f"{MISLED}: {item.title}" in paragraph
    # Four blocks, each with a margin of two: none right is 0 to 8, all wrong is 38 to 46.
    assert "n 46; right 0 to 8 of 46, 0 to 17 %" in paragraph
    assert f"{wrong} 38 to 46 (38 to 46 sure)" in paragraph
    assert f"{item.best}* 0 to 8 (0 to 8 sure)" in paragraph
    assert "item-rest r -" in paragraph
    assert f"most sure answers chose {wrong.upper()}" in paragraph
    assert "worse than guessing" in paragraph
    assert report.count("worse than guessing") == 1


def test_three_reviews_of_two_leads_are_not_enough(app: Flask, store: Any) -> None:
    """Two of them may have asked one team, and their leads know their own figures."""
    one, other = "the first lead", "the second"
    for number, lead in enumerate((one, one, other, one)):
        store(opened(REVIEWS[number], 20, MISLED, lead=lead))
    assert MISLED not in figures(app)
    store(replace(opened(REVIEWS[4], 20, MISLED), lead=None))
    assert "100 people in 5 reviews by 3 leads" in figures(app)


def test_no_count_is_exact_within_the_margin(app: Flask, store: Any) -> None:
    """A lead who is an author knows one block. None, one or two right in the others look alike."""
    seen = set()
    for right in (0, 1, 2):
        blocks_of = [
            count([person(FORM_OTHER if n < some else MISLED, n) for n in range(9)], SCORING)
            for some in (4, right, 0)
        ]
        ranges = item_counts(item_statistics(one, MISLED, "abcd") for one in blocks_of)
        seen.add((ranges.right, *ranges.chosen.values()))
    assert len(seen) == 1
    assert ranges.right == Range(4, 8, 27)


def test_reviews_are_added_in_batches_of_three(app: Flask, store: Any) -> None:
    store(*(opened(review, 12, MISLED) for review in REVIEWS[:3]))
    before = figures(app)
    store(opened(REVIEWS[3], 5, MISLED, DAY + timedelta(days=1)))
    after = figures(app)
    assert after.startswith(before)
    assert "1 review is not included yet." in after.removeprefix(before)
    store(*(opened(review, 5, MISLED, DAY + timedelta(days=2)) for review in REVIEWS[4:]))
    report = figures(app)
    assert report.startswith("Form A: 51 people in 6 reviews by 6 leads.\n")
    assert "not included yet" not in report


def test_reviews_opened_today_are_not_included(app: Flask, store: Any) -> None:
    store(*(opened(review, 12, MISLED, today()) for review in REVIEWS[:3]))
    assert figures(app).startswith("Form A: not enough reviews yet.\n")


def test_a_revision_waits_for_three_reviews(app: Flask, store: Any) -> None:
    store(*(opened(review, 12, MISLED) for review in REVIEWS[:3]))
    store(another_revision(opened(REVIEWS[3], 5, MISLED)))
    report = figures(app)
    assert report.startswith("Form A: 36 people in 3 reviews by 3 leads.\n")
    assert REVISED not in report
    assert "1 review is not included" in report
