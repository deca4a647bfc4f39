"""Steps through a second look: first answers, clock and chosen scenarios."""

from collections.abc import Callable
from datetime import date

from quiz.answers.models import Attempt, AttemptItem
from tests.conftest import Stored
from tests.selfcheck.steps import BANK
from tests.visitor import Visitor

FIRST_DAY = date(2026, 11, 22)
SECOND_LOOK = "/check/second-look"
FORM = {form.id: form for form in BANK.forms}
# Wrong: scenario 2 very sure, 1 fairly sure, 4 unsure. The others are right.
ANSWERS = [(False, "3"), (False, "4"), (True, "4"), (False, "2"), *[(True, "3")] * 8]
WRONG = [FORM["A"].items[index] for index in (1, 0, 3)]

Later = Callable[[int], None]


def titles(visitor: Visitor) -> list[str]:
    """The titles that link to reasons, in page order."""
    return [link.get_text() for link in visitor.page.select('main a[href$="/why"]')]


def second_look(attempts: list[Attempt]) -> Attempt:
    (second,) = (attempt for attempt in attempts if attempt.length == "second")
    return second


def chosen_items(stored: Stored) -> list[str]:
    return [row.item for row in sorted(stored(AttemptItem), key=lambda row: row.number)]


def start_second_look(visitor: Visitor) -> Visitor:
    """Start the second look that the feedback offers. Requires a later day."""
    visitor.get("/check/feedback")
    link = visitor.page.select_one('a.next[href="/check/second-look"]')
    visitor.get(str(link["href"])).send()
    assert visitor.path == "/check/scenario/1"
    return visitor
