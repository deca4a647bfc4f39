"""Choosing the scenarios of a new session: how long it takes, what a topic has, and its weight."""

import gzip

import pytest
from flask import Flask

from quiz.live.host.setup_length import SessionLength
from tests.live import steps
from tests.live.steps import BANK, CONTESTED, ITEM
from tests.visitor import Visitor

LARGEST_PAGE = 12_000
"""In bytes, compressed as a web server does it."""


def length(visitor: Visitor) -> str:
    (words,) = visitor.page.select("[data-setup-length]")
    return words.get_text(strip=True)


def test_the_form_weighs_little(app: Flask) -> None:
    host = steps.signed_in(app)
    for agenda in ("none", "90"):
        page = host.client.get(f"/host/new?agenda={agenda}").data
        assert len(gzip.compress(page, 5)) < LARGEST_PAGE


# Of the agenda of 45 minutes: joining 4, confidence 2, each scenario 8, confidence 2, what people
# take away 5. Of 20 minutes: 2, 8 and 2. Of 90: 6, 3, 9, 3 and 12. A scenario on which practice
# differs takes 12. With one vote a scenario takes 4.
@pytest.mark.parametrize(
    ("found", "words"),
    [
        (SessionLength(4, 0, True, True, 2, 45), "4 scenarios, about 45 of your 45 minutes"),
        (SessionLength(3, 0, True, True, 2, 45), "3 scenarios, about 37 of your 45 minutes"),
        (
            SessionLength(4, 1, True, True, 2, 45),
            "5 scenarios, about 57 minutes: more than your 45",
        ),
        (SessionLength(2, 0, False, False, 2, 20), "2 scenarios, about 20 of your 20 minutes"),
        (SessionLength(1, 0, False, False, 2), "1 scenario, about 12 minutes"),
        (SessionLength(1, 0, False, False, 1), "1 scenario, about 8 minutes"),
        (
            SessionLength(3, 1, False, False, 2, 20),
            "4 scenarios, about 40 minutes: more than your 20",
        ),
        (SessionLength(6, 1, True, True, 2, 90), "7 scenarios, about 90 of your 90 minutes"),
        (SessionLength(6, 0, True, True, 2, 90), "6 scenarios, about 78 of your 90 minutes"),
        (
            SessionLength(5, 0, True, True, 2, 45),
            "5 scenarios, about 53 minutes: more than your 45",
        ),
        (SessionLength(8, 0, True, True, 1, 45), "8 scenarios, about 45 of your 45 minutes"),
        (SessionLength(0, 0, True, True, 2, 45), "No scenarios yet"),
        (SessionLength(13, 0, True, True, 2, 45), "13 scenarios: 12 at most"),
    ],
)
def test_the_minutes_in_words(found: SessionLength, words: str) -> None:
    assert found.words == words


def test_the_form_has_the_minutes_after_each_press_and_for_its_script(app: Flask) -> None:
    host = steps.signed_in(app).get("/host/new?agenda=45")
    assert length(host) == "4 scenarios, about 45 of your 45 minutes"
    pressed = {**host.filled_in(), "arrange": f"add {CONTESTED.id}"}
    host.post("/host/new?agenda=45", pressed)
    assert length(host) == "5 scenarios, about 57 minutes: more than your 45"
    query = "scored=4&contested=1&before=1&after=1&votes=2&given=45"
    found = host.client.get(f"/host/new/length?{query}").json
    assert found == {"words": length(host), "too_long": True}
    odd = host.client.get("/host/new/length?scored=-1&contested=x&votes=99").json
    assert odd == {"words": "No scenarios yet", "too_long": False}
    assert length(host.get("/host/new?form=A")) == "12 scenarios, about 132 minutes"


def test_topics_say_how_many_have_no_single_best_answer(app: Flask) -> None:
    host = steps.signed_in(app).get("/host/new?agenda=none")
    topics = [one.get_text(strip=True) for one in host.page.select(".scenario-topic > summary")]
    for topic in BANK.topics:
        scored = sum(item.topic == topic for form in BANK.forms for item in form.items)
        contested = sum(one.topic == topic for one in BANK.contested)
        more = f", {contested} of them with no single best answer" if contested else ""
        assert f"{topic.title} ({scored + contested}{more})" in topics
    (row,) = host.page.select(f'[data-scenario="{CONTESTED.id}"]')
    assert "no single best answer" in row.get_text()
    (row,) = host.page.select(f'[data-scenario="{ITEM.id}"]')
    assert "no single best answer" not in row.get_text()
