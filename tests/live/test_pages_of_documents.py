"""Where the pages of guide and handout end, for short and long sessions and for long titles."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from quiz.documents import typeset
from quiz.live.documents import data
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.guide import guide
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario, titles
from quiz.vocabulary import Certainty
from tests.live.dates import DAY
from tests.live.ended_session import BANK

ITEMS = [item for form in BANK.forms for item in form.items]
LONG = ("Looking people up before a first visit " * 3)[:LONGEST_TITLE]
ADDRESSES = {topic.id: f"https://look.example/guidance/{topic.id}" for topic in BANK.topics}
COUNTS = {(option, certainty): 1 for option in "abcd" for certainty in Certainty}
LONGEST = 12
FEWEST = 1000
"""Characters on a page that is not nearly empty; a full one has about 4000."""


def plan_of(count: int) -> Plan:
    """A plan of so many scenarios, the last of them contested."""
    found = [*ITEMS[:: len(ITEMS) // count][: count - 1], BANK.contested[0]]
    return Plan(tuple(planned_scenario(one) for one in found))


def guide_of(plan: Plan, title: str) -> tuple[str, dict[str, Any]]:
    return "guide", guide(BANK, plan, title, DAY)


def handout_of(plan: Plan, title: str) -> tuple[str, dict[str, Any]]:
    votes = [ScenarioVotes(one.item, one.revision, (COUNTS, COUNTS)) for one in plan.scenarios]
    ended = EndedSession(BANK, plan, SessionAggregate(16, tuple(votes)), title, DAY)
    return "handout", data.handout(ended, DAY, ADDRESSES)


REPEATS = [
    pytest.param(made, count, title, marks=pytest.mark.repeats)
    for made in (guide_of, handout_of)
    for count, title in (
        (1, "A"),
        (3, "A"),
        (8, LONG),
        (LONGEST, "A" if made == guide_of else LONG),
    )
]


@pytest.mark.parametrize(
    ("made", "count", "title"),
    [(guide_of, LONGEST, LONG), (handout_of, 1, LONG), (handout_of, LONGEST, "A"), *REPEATS],
)
def test_no_page_is_nearly_empty(
    made: Callable[[Plan, str], tuple[str, dict[str, Any]]], count: int, title: str
) -> None:
    plan = plan_of(count)
    name, values = made(plan, title)
    pdf = typeset.pdf(f"live/documents/{name}.typ", values, DAY)
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert all(len(page) > FEWEST for page in pages), [len(page) for page in pages]
    # A page begins with a heading: no scenario goes on from the page before.
    headings = [f"{number}. {one}" for number, one in enumerate(titles(BANK, plan), 1)]
    parts = ["How confident", "The guidance in", "For your CPD"]
    for page in pages[1:]:
        assert page.startswith((*headings, *parts)), page[:80]
    if name == "guide":
        assert len(pages) == 1 + count
        assert "With each scenario" in pages[0], "the notes are one page"
    elif count == LONGEST:
        assert len(pages) <= (1 + count) / 2, "half the pages of the guide"
