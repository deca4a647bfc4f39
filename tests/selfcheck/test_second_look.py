"""A second look: on a later day, other scenarios ask about the topics answered wrong."""

from datetime import timedelta

from flask import Flask

from quiz.answers.models import Attempt, AttemptItem, Rating, Response, SurveyAnswer
from quiz.bank.language_rules import reading_ease
from tests.conftest import Stored
from tests.selfcheck.second_look_steps import (
    ANSWERS,
    FIRST_DAY,
    FORM,
    SECOND_LOOK,
    WRONG,
    Later,
    chosen_items,
    second_look,
    start_second_look,
    titles,
)
from tests.selfcheck.steps import (
    BANK,
    answer,
    code_of,
    finish,
    reach_feedback,
)
from tests.visitor import Visitor


def test_on_the_same_day_the_page_lists_scenarios_and_starts_nothing(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    visitor.get(str(visitor.page.select_one(f'a.next[href="{SECOND_LOOK}"]')["href"]))
    assert visitor.path == SECOND_LOOK
    assert titles(visitor) == [item.title for item in WRONG], "most certain first"
    assert "from 23 November 2026" in visitor.words
    assert not visitor.page.main.find("form")
    later(1)
    form_data = visitor.get(SECOND_LOOK).filled_in()
    later(0)
    visitor.post(SECOND_LOOK, form_data)
    assert visitor.status == 422
    assert visitor.errors == ["No second look was started: this one is open from 23 November 2026."]
    assert len(stored(Attempt)) == 1
    assert stored(AttemptItem) == []


def test_on_a_later_day_by_return_code_in_another_browser(
    app: Flask, stored: Stored, later: Later
) -> None:
    first = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(first)
    later(2)
    visitor = Visitor(app).get("/check/return").send(code=code)
    assert visitor.path == "/check/feedback"
    start_second_look(visitor)
    assert chosen_items(stored) == [
        next(item.id for item in FORM["B"].items if item.topic == wrong.topic) for wrong in WRONG
    ]
    second = second_look(stored(Attempt))
    assert (second.form, second.feedback, second.started_on) == (
        "A",
        "end",
        FIRST_DAY + timedelta(days=2),
    )
    for number in (1, 2, 3):
        assert visitor.path == f"/check/scenario/{number}"
        assert f"Scenario {number} of 3" in visitor.words
        assert BANK.items[chosen_items(stored)[number - 1]].title in visitor.words
        answer(visitor, right=number != 2, certainty="4")
    assert visitor.path == "/check/answers"
    assert "confident" not in visitor.words
    assert "About you" not in visitor.words
    assert len(visitor.page.select(".govuk-summary-list__row")) == 3
    visitor.send()
    assert visitor.path == "/check/feedback"
    assert "2 of 3 right" in visitor.words
    assert [a.finished_on for a in stored(Attempt) if a.length == "second"] == [
        FIRST_DAY + timedelta(days=2)
    ]
    assert first.get("/check/feedback").words.count("9 of 12 right") == 1, "unchanged"


def test_its_feedback_covers_only_its_own_scenarios(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(9)
    finish(start_second_look(visitor), [(True, "4"), (False, "4"), (True, "1")])
    assert visitor.page.h1.get_text().startswith("Your second look")
    assert "Three answers are too few" in visitor.words
    assert not visitor.page.select(".pairing__row")
    assert "What you said, and" not in visitor.words
    assert "171 US workers" not in visitor.words
    assert "Try another set" not in visitor.words, "its scenarios are no longer all new"
    assert len(visitor.page.select(".answered li")) == 3
    ratings, survey = stored(Rating), stored(SurveyAnswer)
    second = second_look(stored(Attempt)).id
    assert second not in {row.attempt_id for row in [*ratings, *survey]}
    assert visitor.get("/check/scenario/2/why").path == "/check/scenario/2/why"
    assert visitor.send().path == "/check/feedback"


def test_nothing_links_it_to_the_first_attempt(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    (first,) = stored(Attempt)
    later(2)
    start_second_look(visitor)
    second = second_look(stored(Attempt))
    values = [
        str(getattr(row, column.key))
        for table in (Attempt, AttemptItem)
        for row in stored(table)
        for column in table.__mapper__.column_attrs
        if second.id in (getattr(row, "id", None), getattr(row, "attempt_id", None))
    ]
    assert second.id in values
    assert not any(first.id in value for value in values)


def test_feedback_after_each_scenario_carries_over(visitor: Visitor, later: Later) -> None:
    reach_feedback(visitor, [(False, "4")] * 4, length="short", feedback="each")
    later(1)
    start_second_look(visitor)
    for number in range(1, 5):
        assert visitor.path == f"/check/scenario/{number}"
        answer(visitor)
        assert visitor.path == f"/check/scenario/{number}/why"
        visitor.send()
    assert "so you cannot change the scenarios." in visitor.words
    assert "change the rest" not in visitor.words
    assert "4 of 4 right" in visitor.send().words


def test_a_second_look_at_a_second_look(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    finish(start_second_look(visitor), [(False, "4"), (True, "4"), (False, "1")])
    asked = chosen_items(stored)
    assert "from 25 November 2026" in visitor.get(SECOND_LOOK).words
    assert titles(visitor) == [BANK.items[asked[0]].title, BANK.items[asked[2]].title]
    later(5)
    start_second_look(visitor)
    third = next(a for a in stored(Attempt) if a.length == "second" and not a.finished_on)
    assert third.form == "A"
    rows = [row for row in stored(AttemptItem) if row.attempt_id == third.id]
    items = [row.item for row in sorted(rows, key=lambda row: row.number)]
    assert not set(items) & set(asked)
    assert not set(items) & {item.id for item in FORM["A"].items}
    assert [BANK.items[item].topic for item in items] == [
        BANK.items[asked[0]].topic,
        BANK.items[asked[2]].topic,
    ]


def test_deleting_it_keeps_the_first_attempt(app: Flask, stored: Stored, later: Later) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(visitor)
    later(2)
    answer(start_second_look(visitor))
    visitor.get("/check/delete").send()
    assert stored(AttemptItem) == []
    assert [attempt.length for attempt in stored(Attempt)] == ["full"]
    assert len(stored(Response)) == 12
    assert visitor.get("/check/return").send(code=code).path == "/check/feedback"


def test_the_page_offers_a_return_code_and_never_shows_it(visitor: Visitor, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    for days in (0, 3):
        later(days)
        visitor.get(SECOND_LOOK)
        assert visitor.page.select_one('main a[href="/check/save"]').get_text() == (
            "Get your five words"
        )
    code = code_of(visitor)
    for days in (0, 3):
        later(days)
        visitor.get(SECOND_LOOK)
        assert "See your five words again" in visitor.words
        assert code not in visitor.words


def test_the_page_is_easy_to_read(visitor: Visitor, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    for days in (0, 3):
        later(days)
        for paragraph in visitor.get(SECOND_LOOK).page.main.select("p"):
            words = " ".join(paragraph.get_text(" ").split())
            assert reading_ease(words) >= 60, words


def test_the_start_page_does_not_offer_it(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/")
    assert visitor.choices("length") == ["full", "short"]
    visitor.send(length="second")
    assert visitor.status == 422
    assert stored(Attempt) == []


def test_the_privacy_page_lists_what_is_stored(visitor: Visitor) -> None:
    assert "which scenarios were chosen for it" in visitor.get("/privacy").words
