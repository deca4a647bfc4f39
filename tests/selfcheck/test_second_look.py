"""A second look: what was wrong is taken again on a later day, by return code, in new scenarios."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from quiz.answers.models import Attempt, AttemptItem, Rating, Response, SurveyAnswer
from quiz.bank.checks import reading_ease
from quiz.selfcheck import second_look_views, views
from tests.conftest import Stored
from tests.selfcheck.test_saving import code_of
from tests.selfcheck.way import (
    BANK,
    answer,
    finish,
    reach_answers,
    reach_feedback,
    reach_scenarios,
    start,
)
from tests.visitor import Visitor

FIRST_DAY = date(2026, 11, 22)
LOOK = "/check/second-look"
FORM = {form.id: form for form in BANK.forms}
# Scenario 2 very sure and wrong, 1 fairly sure and wrong, 4 unsure and wrong; the rest right.
ANSWERS = [(False, "3"), (False, "4"), (True, "4"), (False, "2"), *[(True, "3")] * 8]
WRONG = [FORM["A"].items[place] for place in (1, 0, 3)]
ALL_RIGHT = [(True, "3")] * 12

Later = Callable[[int], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Move the clock so many days on from the day of the first check."""

    def move(days: int) -> None:
        for module in (views, second_look_views):
            monkeypatch.setattr(module, "today", lambda: FIRST_DAY + timedelta(days=days))

    move(0)
    return move


def new_words(visitor: Visitor) -> list[str]:
    """The titles on the page that lead to reasons, in order."""
    return [link.get_text() for link in visitor.page.select('main a[href$="/why"]')]


def second_look(attempts: list[Attempt]) -> Attempt:
    (found,) = (attempt for attempt in attempts if attempt.length == "second")
    return found


def picks(stored: Stored) -> list[str]:
    return [row.item for row in sorted(stored(AttemptItem), key=lambda row: row.number)]


def starts(visitor: Visitor) -> Visitor:
    """On a later day: take the second look that the feedback offers."""
    visitor.get("/check/feedback")
    link = visitor.page.find("a", string="Take a second look")
    visitor.get(str(link["href"])).send()
    assert visitor.path == "/check/scenario/1"
    return visitor


def test_on_the_same_day_it_says_what_it_will_ask_and_starts_nothing(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    visitor.get(str(visitor.page.find("a", string="Take a second look")["href"]))
    assert visitor.path == LOOK
    assert new_words(visitor) == [item.title for item in WRONG], "the surest first"
    assert "from 23 November 2026" in visitor.words
    assert not visitor.page.main.find("form")
    later(1)
    made = visitor.get(LOOK).filled_in()
    later(0)
    visitor.post(LOOK, made)
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
    starts(visitor)
    assert picks(stored) == [
        next(item.id for item in FORM["B"].items if item.topic == wrong.topic) for wrong in WRONG
    ]
    made = second_look(stored(Attempt))
    assert (made.form, made.feedback, made.started_on) == (
        "A",
        "end",
        FIRST_DAY + timedelta(days=2),
    )
    for number in (1, 2, 3):
        assert visitor.path == f"/check/scenario/{number}"
        assert f"Scenario {number} of 3" in visitor.words
        assert BANK.items[picks(stored)[number - 1]].title in visitor.words
        answer(visitor, right=number != 2, certainty="4")
    assert visitor.path == "/check/answers"
    assert "confident" not in visitor.words
    assert "About you" not in visitor.words
    assert len(visitor.page.select(".govuk-summary-list__row")) == 3
    visitor.send()
    assert visitor.path == "/check/feedback"
    assert "You got 2 of 3" in visitor.words
    assert [a.finished_on for a in stored(Attempt) if a.length == "second"] == [
        FIRST_DAY + timedelta(days=2)
    ]
    assert first.get("/check/feedback").words.count("You got 9 of 12") == 1, "the first one stays"


def test_its_feedback_says_what_it_is_and_no_more_than_it_asked(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(9)
    finish(starts(visitor), [(True, "4"), (False, "4"), (True, "1")])
    assert visitor.page.h1.get_text().startswith("Your second look: ")
    assert "Three questions are too few" in visitor.words
    assert not visitor.page.select(".pairing__row")
    assert "What you said, and what" not in visitor.words
    assert "171 US workers" not in visitor.words
    assert "Try another form" not in visitor.words, "its scenarios are no longer all new"
    assert len(visitor.page.select(".card")) == 3
    ratings, survey = stored(Rating), stored(SurveyAnswer)
    made = second_look(stored(Attempt)).id
    assert made not in {row.attempt_id for row in [*ratings, *survey]}
    assert visitor.get("/check/scenario/2/why").path == "/check/scenario/2/why"
    assert visitor.send().path == "/check/feedback"


def test_nothing_ties_it_to_the_first(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    (first,) = stored(Attempt)
    later(2)
    starts(visitor)
    made = second_look(stored(Attempt))
    kept = [
        str(getattr(row, column.key))
        for table in (Attempt, AttemptItem)
        for row in stored(table)
        for column in table.__mapper__.column_attrs
        if made.id in (getattr(row, "id", None), getattr(row, "attempt_id", None))
    ]
    assert made.id in kept
    assert not any(first.id in value for value in kept)


def test_feedback_after_each_scenario_stays_so(visitor: Visitor, later: Later) -> None:
    reach_feedback(visitor, [(False, "4")] * 4, length="short", feedback="each")
    later(1)
    starts(visitor)
    for number in range(1, 5):
        assert visitor.path == f"/check/scenario/{number}"
        answer(visitor)
        assert visitor.path == f"/check/scenario/{number}/why"
        visitor.send()
    assert "so the scenarios stay as they are." in visitor.words
    assert "anything else" not in visitor.words
    assert "You got 4 of 4" in visitor.send().words


def test_start_pressed_twice_starts_one(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    data = visitor.get(LOOK).filled_in()
    for _ in range(2):
        visitor.post(LOOK, data)
        assert visitor.path == "/check/scenario/1"
        assert "not kept" not in visitor.words
    assert len(stored(Attempt)) == 2
    assert len(stored(AttemptItem)) == 3
    answer(visitor)
    assert visitor.post(LOOK, data).path == "/check/scenario/2"


def test_both_presses_with_the_first_one_s_cookie_start_one(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    data = visitor.get(LOOK).filled_in()
    cookie = visitor.client.get_cookie("before-you-look")
    for _ in range(2):
        visitor.client.set_cookie("before-you-look", cookie.value)
        assert visitor.post(LOOK, data).path == "/check/scenario/1"
    assert len(stored(Attempt)) == 2
    assert len(stored(AttemptItem)) == 3


def test_an_old_page_starts_another_once_the_first_is_finished(
    app: Flask, stored: Stored, later: Later
) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(visitor)
    later(2)
    old = visitor.get(LOOK).filled_in()
    finish(visitor.post(LOOK, old), [(True, "4")] * 3)
    visitor.get("/check/return").send(code=code)
    assert visitor.post(LOOK, old).path == "/check/scenario/1"
    assert len(stored(Attempt)) == 3


def test_a_page_of_a_check_set_aside_starts_nothing(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    old = visitor.get(LOOK).filled_in()
    start(visitor)
    visitor.post(LOOK, old)
    assert visitor.status == 409
    assert "belongs to another check" in visitor.words
    assert len(stored(Attempt)) == 2
    assert stored(AttemptItem) == []


def test_a_page_that_was_tampered_with_starts_nothing(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    visitor.get(LOOK).send(attempt="1" * 32)
    assert visitor.status == 422
    assert visitor.errors == ["This page was out of date. Please press Start again."]
    assert len(stored(Attempt)) == 1
    assert visitor.send().path == "/check/scenario/1"


def test_a_check_that_is_not_finished_has_none(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_answers(visitor)
    for path in (LOOK, f"{LOOK}.ics"):
        assert visitor.get(path).path == "/check/answers"
    visitor.post(LOOK, visitor.filled_in())
    assert visitor.path == "/check/answers"
    assert "not due yet" in visitor.words
    assert len(stored(Attempt)) == 1


def test_with_nothing_wrong_there_is_none(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ALL_RIGHT)
    sent = {**visitor.get("/").filled_in(), **visitor.get("/check/save").filled_in()}
    for days in (0, 2):
        later(days)
        visitor.get("/check/feedback")
        assert not visitor.page.select(f'a[href^="{LOOK}"]')
        assert "Try another form" in visitor.words
        assert "nothing to look at again" in visitor.get(LOOK).words
        assert not visitor.page.main.find("form")
        visitor.post(LOOK, sent)
        assert visitor.status == 422
        assert visitor.errors == [second_look_views.NOTHING_WRONG]
    assert len(stored(Attempt)) == 1


def test_an_unfinished_second_look_goes_on_by_its_own_five_words(
    app: Flask, stored: Stored, later: Later
) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    first_code = code_of(visitor)
    later(2)
    answer(starts(visitor))
    code = code_of(visitor)
    assert code != first_code
    here = Visitor(app).get("/check/return").send(code=code)
    assert here.path == "/check/scenario/2"
    for path in ("/check/about", "/check/stand", "/check/confidence/aware", "/check/feedback"):
        assert here.get(path).path == "/check/scenario/2", path
    assert here.get("/check/scenario/1").page.select_one(".govuk-back-link")["href"] == "/"
    assert here.get("/").page.find("a", string="Carry on where you left off")
    assert Visitor(app).get("/check/return").send(code=first_code).path == "/check/feedback"
    assert len(stored(Attempt)) == 2


def test_an_old_tab_does_not_answer_for_the_second_look(
    visitor: Visitor, stored: Stored, later: Later
) -> None:
    reach_scenarios(visitor)
    old = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    finish(visitor, ANSWERS)
    later(2)
    starts(visitor)
    visitor.post("/check/scenario/1", old)
    assert visitor.status == 409
    assert len(stored(Response)) == 12


def test_a_second_look_at_a_second_look(visitor: Visitor, stored: Stored, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    later(2)
    finish(starts(visitor), [(False, "4"), (True, "4"), (False, "1")])
    asked = picks(stored)
    assert "from 25 November 2026" in visitor.get(LOOK).words
    assert new_words(visitor) == [BANK.items[asked[0]].title, BANK.items[asked[2]].title]
    later(5)
    starts(visitor)
    made = next(a for a in stored(Attempt) if a.length == "second" and not a.finished_on)
    assert made.form == "A"
    again = [row for row in stored(AttemptItem) if row.attempt_id == made.id]
    again = [row.item for row in sorted(again, key=lambda row: row.number)]
    assert not set(again) & set(asked)
    assert not set(again) & {item.id for item in FORM["A"].items}
    assert [BANK.items[one].topic for one in again] == [
        BANK.items[asked[0]].topic,
        BANK.items[asked[2]].topic,
    ]


def test_deleting_it_leaves_the_first(app: Flask, stored: Stored, later: Later) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(visitor)
    later(2)
    answer(starts(visitor))
    visitor.get("/check/delete").send()
    assert stored(AttemptItem) == []
    assert [attempt.length for attempt in stored(Attempt)] == ["full"]
    assert len(stored(Response)) == 12
    assert visitor.get("/check/return").send(code=code).path == "/check/feedback"


def test_a_scenario_gone_from_the_bank_is_not_asked(
    app: Flask, stored: Stored, later: Later
) -> None:
    visitor = reach_feedback(Visitor(app), ANSWERS)
    later(2)
    answer(starts(visitor))
    gone = picks(stored)[0]
    left = {name: item for name, item in BANK.items.items() if name != gone}
    store = app.extensions["content_store"]
    kept = {key: item for key, item in BANK.kept.items() if key[0] != gone}
    store.bank = replace(store.bank, items=left, kept=kept)
    assert visitor.get("/check/scenario/1").status == 200
    assert "Scenario 1 of 2" in visitor.words
    finish(visitor, [(True, "4")] * 2)
    assert "You got 2 of 2" in visitor.words
    store.bank = replace(store.bank, items={})
    assert "You got 2 of 2" in visitor.get("/check/feedback").words
    store.bank = replace(store.bank, kept={})
    assert visitor.get("/check/feedback").status == 200
    assert "You got" not in visitor.words
    # Of the two that were asked, and the one that was answered before it was gone.
    assert "3 of your answers cannot be shown any more" in visitor.words


def test_the_page_asks_for_the_five_words_until_they_are_there(
    visitor: Visitor, later: Later
) -> None:
    reach_feedback(visitor, ANSWERS)
    for days in (0, 3):
        later(days)
        visitor.get(LOOK)
        assert visitor.page.select_one('main a[href="/check/save"]').get_text() == (
            "Get your five words"
        )
    code = code_of(visitor)
    for days in (0, 3):
        later(days)
        visitor.get(LOOK)
        assert "See your five words again" in visitor.words
        assert code not in visitor.words


def test_the_page_is_easy_to_read(visitor: Visitor, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    for days in (0, 3):
        later(days)
        for paragraph in visitor.get(LOOK).page.main.select("p"):
            words = " ".join(paragraph.get_text(" ").split())
            assert reading_ease(words) >= 60, words


def test_the_start_page_does_not_offer_it(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/")
    assert visitor.choices("length") == ["full", "short"]
    visitor.send(length="second")
    assert visitor.status == 422
    assert stored(Attempt) == []


def test_privacy_says_what_is_kept_of_it(visitor: Visitor) -> None:
    assert "which scenarios were chosen for it" in visitor.get("/privacy").words


def test_the_calendar_has_three_quiet_days(visitor: Visitor, later: Later) -> None:
    reach_feedback(visitor, ANSWERS)
    later(3)
    assert visitor.get(LOOK).page.select_one(f'a[href="{LOOK}.ics"]')
    response = visitor.client.get(f"{LOOK}.ics")
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


def test_the_calendar_s_lines_are_as_the_standard_has_them() -> None:
    address = "https://learning.some-long-name.social-work.council.example/check/return"
    data = second_look_views.reminders(FIRST_DAY, address).to_ical()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.count(b"\r\n ") == 3, "the long address is folded"
    assert data.replace(b"\r\n ", b"").count(address.encode()) == 3


def test_the_calendar_tells_nothing_of_anybody(app: Flask, stored: Stored, later: Later) -> None:
    one = reach_feedback(Visitor(app), ANSWERS)
    code = code_of(one)
    text, ids = calendar_of(one)
    (attempt,) = stored(Attempt)
    secrets = [
        attempt.id,
        attempt.return_hash,
        code,
        one.client.get_cookie("before-you-look").value,
    ]
    for item in BANK.items.values():
        secrets += [item.id, item.title, item.topic.title]
    for secret in secrets:
        assert secret.lower() not in f"{text}{ids}".lower()
    other = reach_feedback(Visitor(app), [(False, "1")] * 4, length="short")
    for whose in (one, other):
        again, other_ids = calendar_of(whose)
        assert again == text, "everybody gets the same"
        assert len(ids) == 4
        assert not ids & other_ids, "but for ids, which are new each time"


def calendar_of(visitor: Visitor) -> tuple[str, set[str]]:
    """The calendar file, unfolded, and the ids that were taken out of it."""
    lines = visitor.client.get(f"{LOOK}.ics").text.replace("\r\n ", "").splitlines()
    ids = {line for line in lines if line.startswith("UID:")}
    return "\n".join(line for line in lines if line not in ids), ids


def test_whoever_holds_no_check_gets_no_calendar(visitor: Visitor) -> None:
    assert visitor.get(f"{LOOK}.ics").status == 403
