"""What authors are told of their items: over opened blocks of three reviews, and no fewer."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from quiz.analysis.counting import Person, Reading, Response, count
from quiz.answers import blocks
from quiz.bank.load import load
from quiz.database import Database
from quiz.vocabulary import Strand

BANK = load()
FORM = BANK.form("A")
ASKED = {f"{item.id}@{item.revision}": item for item in FORM.items}
READING = Reading(
    topics={
        strand.value: tuple(name for name, item in ASKED.items() if item.strand == strand)
        for strand in Strand
    }
)


def person(misled: str, number: int) -> Person:
    """Right everywhere, but on one item very sure of another option."""
    answers = {name: Response(item.best, 2 + number % 3, True) for name, item in ASKED.items()}
    wrong = next(letter for letter in "abcd" if letter != ASKED[misled].best)
    return Person({**answers, misled: Response(wrong, 4, False)})


def opened(review: str, people: int, misled: str) -> blocks.Opened:
    found = count([person(misled, number) for number in range(people)], READING)
    return blocks.Opened(review, "", "A", people, date(2027, 1, 8), found.to_json(), {})


@pytest.fixture
def store(database: Database) -> Any:
    def write(*written: blocks.Opened) -> None:
        with database.begin(writes=True) as session:
            for block in written:
                blocks.add(session, block)
            session.commit()

    return write


MISLED = f"{FORM.items[3].id}@1"
REVIEWS = [letter * 12 + "4" + letter * 19 for letter in "abc"]


def figures(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["scenarios", "figures"])
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_before_any_review(app: Flask) -> None:
    assert figures(app) == "No review has opened its figures yet.\n"


def test_two_reviews_are_not_enough(app: Flask, store: Any) -> None:
    store(*(opened(review, 30, MISLED) for review in REVIEWS[:2]))
    told = figures(app)
    assert told == "Form A: 2 of the 3 reviews that are needed; nothing is said before.\n"


def test_three_reviews_show_the_item_that_misleads(app: Flask, store: Any) -> None:
    store(*(opened(review, 12, MISLED) for review in REVIEWS), opened(REVIEWS[0], 10, MISLED))
    told = figures(app)
    assert told.startswith("Form A: 46 people in 3 reviews.\n")
    item = FORM.items[3]
    wrong = next(letter for letter in "abcd" if letter != item.best)
    paragraph = next(part for part in told.split("\n\n") if part.startswith(MISLED))
    assert f"{MISLED}: {item.title}" in paragraph
    assert "n 46; right 0 %" in paragraph
    assert f"{wrong} 46 (46 sure)" in paragraph
    assert f"{item.best}* 0 (0 sure)" in paragraph
    assert f"most sure answers chose {wrong.upper()}" in paragraph
    assert "worse than guessing" in paragraph
    assert told.count("worse than guessing") == 1
