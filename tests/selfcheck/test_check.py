"""A person's way through the check, as far as it can be tried without a browser."""

from collections import Counter

import pytest
from flask import Flask

from quiz.answers.models import Attempt, Rating, Response, SurveyAnswer
from quiz.bank.load import load
from quiz.security import OTHER_CHOICE
from tests.conftest import Stored
from tests.visitor import Visitor

BANK = load()
KEYS = {f"{item.id}.{item.best}" for item in BANK.items.values()}


def start(visitor: Visitor, length: str = "full", feedback: str = "end") -> Visitor:
    return visitor.get("/").send(length=length, feedback=feedback)


def reach_scenarios(visitor: Visitor, aware: str = "yes", **how: str) -> Visitor:
    start(visitor, **how).send().send()
    assert visitor.path == "/check/confidence/aware"
    visitor.send(answer=aware)
    while visitor.path.startswith("/check/confidence"):
        visitor.send(answer="partly")
    return visitor


def answer(visitor: Visitor, right: bool = True, certainty: str = "3", **more: str) -> Visitor:
    options = visitor.choices("option")
    chosen = next(option for option in options if (option in KEYS) == right)
    return visitor.send(option=chosen, certainty=certainty, **more)


def reach_answers(visitor: Visitor, **how: str) -> Visitor:
    reach_scenarios(visitor, **how)
    while visitor.path.startswith("/check/scenario"):
        answer(visitor)
    assert visitor.path == "/check/answers"
    return visitor


def test_the_whole_check(visitor: Visitor, stored: Stored) -> None:
    start(visitor)
    assert visitor.path == "/check/about"
    visitor.send(role="social_worker", looked="yes")
    assert visitor.path == "/check/stand"
    visitor.send(risk_ok="yes", risk_done="no")
    for strand in ("aware", "understanding", "casework", "asking"):
        assert visitor.path == f"/check/confidence/{strand}"
        visitor.send(answer="yes")
    for number in range(1, 13):
        assert visitor.path == f"/check/scenario/{number}"
        assert f"Scenario {number} of 12" in visitor.words
        answer(visitor, right=number % 3 != 0, certainty=str(number % 4 + 1))
    assert visitor.path == "/check/answers"
    visitor.send()
    assert visitor.path == "/check/feedback"
    assert "You got 8 of 12" in visitor.words
    assert len(stored(Response)) == 12
    assert len(stored(Rating)) == 4
    assert len(stored(SurveyAnswer)) == 4
    attempt = stored(Attempt)[0]
    assert attempt.finished_on is not None


def test_a_short_check_has_one_scenario_from_each_strand(visitor: Visitor) -> None:
    reach_answers(visitor, length="short").send()
    assert "You got 4 of 4" in visitor.words
    assert "Four questions are too few" in visitor.words


def test_who_is_not_aware_is_not_asked_about_understanding(visitor: Visitor) -> None:
    start(visitor).send().send()
    visitor.send(answer="no")
    assert visitor.path == "/check/confidence/casework"


def test_an_answer_taken_back_takes_the_next_question_with_it(
    visitor: Visitor, stored: Stored
) -> None:
    reach_scenarios(visitor, aware="yes")
    assert len(stored(Rating)) == 4
    visitor.get("/check/confidence/aware").send(answer="no")
    assert {rating.strand for rating in stored(Rating)} == {
        "aware",
        "casework",
        "asking",
    }


def test_a_skipped_answer_is_stored_nowhere_and_one_taken_back_is_removed(
    visitor: Visitor, stored: Stored
) -> None:
    start(visitor).send(role="student", uses="no")
    assert len(stored(SurveyAnswer)) == 2
    visitor.get("/check/about").send(role="student", uses="")
    assert [a.question for a in stored(SurveyAnswer)] == ["role"]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        (
            {},
            [
                "Choose the answer you think is best",
                "Say how sure you are, even if you are guessing",
            ],
        ),
        ({"certainty": "2"}, ["Choose the answer you think is best"]),
        ({"option": "FIRST"}, ["Say how sure you are, even if you are guessing"]),
        ({"option": "e", "certainty": "2"}, [OTHER_CHOICE]),
        (
            {"option": "get-ripa-sorted.a", "certainty": "2"},
            [OTHER_CHOICE],
        ),
        ({"option": "FIRST", "certainty": "5"}, [OTHER_CHOICE]),
        (
            {"option": "FIRST", "certainty": "x" * 30_000},
            [OTHER_CHOICE],
        ),
    ],
)
def test_half_a_page_is_refused_and_keeps_what_was_chosen(
    visitor: Visitor, stored: Stored, sent: dict[str, str], errors: list[str]
) -> None:
    reach_scenarios(visitor)
    first = visitor.choices("option")[0]
    sent = {name: first if value == "FIRST" else value for name, value in sent.items()}
    visitor.send(**sent)
    assert visitor.status == 422
    assert visitor.errors == errors
    assert str(visitor.page.title.string).startswith("Error: ")
    kept = visitor.filled_in()
    for name, value in sent.items():
        if value in visitor.choices(name):
            assert kept[name] == value
    assert len(stored(Response)) == 0


def test_a_field_too_large_gets_a_page_and_stores_nothing(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    data = {**visitor.filled_in(), "option": "x" * 1_000_000, "certainty": "2"}
    visitor.post("/check/scenario/1", data)
    assert visitor.status == 413
    assert "too much to send" in visitor.words
    assert len(stored(Response)) == 0


def test_a_stale_token_keeps_what_was_chosen_and_works_the_second_time(
    visitor: Visitor, stored: Stored
) -> None:
    reach_scenarios(visitor)
    chosen = {"option": visitor.choices("option")[2], "certainty": "1"}
    visitor.send(**chosen, csrf_token="stale")
    assert visitor.status == 400
    assert "check it and send it again" in visitor.errors[0]
    assert len(stored(Response)) == 0
    assert {name: visitor.filled_in()[name] for name in chosen} == chosen
    visitor.send()
    assert visitor.path == "/check/scenario/2"


def test_a_double_press_stores_once(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "4"}
    for _ in range(3):
        visitor.post("/check/scenario/1", data)
        assert visitor.status == 200
    assert len(stored(Response)) == 1


def test_a_start_pressed_twice_starts_one_attempt(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/")
    data = visitor.filled_in()
    for _ in range(2):
        visitor.post("/", data)
        assert visitor.path == "/check/about"
    assert len(stored(Attempt)) == 1


def test_a_start_page_that_was_tampered_with_starts_nothing(
    visitor: Visitor, stored: Stored
) -> None:
    visitor.get("/").send(attempt="1" * 32)
    assert visitor.status == 422
    assert visitor.errors == ["This page was out of date. Please press Start again."]
    assert len(stored(Attempt)) == 0
    visitor.send()
    assert visitor.path == "/check/about"


def test_an_answered_page_can_be_answered_again(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    answer(visitor, right=True, certainty="4")
    visitor.get("/check/scenario/1")
    assert visitor.filled_in()["certainty"] == "4"
    answer(visitor, right=False, certainty="2")
    assert visitor.path == "/check/scenario/2"
    response = stored(Response)[0]
    assert response.certainty == 2


def test_a_change_from_the_list_of_answers_comes_back_to_it(visitor: Visitor) -> None:
    reach_answers(visitor)
    links = {str(link["href"]) for link in visitor.page.select(".govuk-summary-list a")}
    assert {f"/check/scenario/{n}" for n in range(1, 13)} <= links
    assert {"/check/about", "/check/stand", "/check/confidence/aware"} <= links
    visitor.get("/check/scenario/5")
    answer(visitor, right=False, certainty="4")
    assert visitor.path == "/check/answers"


def test_a_deep_link_leads_to_the_page_that_is_due(visitor: Visitor) -> None:
    start(visitor)
    for path in ("/check/scenario/7", "/check/answers", "/check/feedback", "/check/stand"):
        visitor.get(path)
        assert visitor.path == "/check/about"
    assert visitor.get("/check/scenario/99").path == "/check/about"


def test_an_answer_sent_ahead_is_not_stored(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    visitor.post("/check/scenario/3", {**visitor.filled_in(), "certainty": "1"})
    assert visitor.path == "/check/scenario/1"
    assert len(stored(Response)) == 0


def test_a_finished_check_no_longer_changes(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    while visitor.path.startswith("/check/scenario"):
        answer(visitor, certainty="3")
    visitor.send()
    visitor.post("/check/scenario/1", data)
    assert visitor.path == "/check/feedback"
    assert "was not kept" in visitor.words
    assert {response.certainty for response in stored(Response)} == {3}
    assert visitor.get("/check/answers").path == "/check/feedback"


def test_feedback_after_each_scenario(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor, length="short", feedback="each")
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    answer(visitor, right=False, certainty="4")
    assert visitor.path == "/check/scenario/1/why"
    assert "most useful kind of answer" in visitor.words
    visitor.post("/check/scenario/1", data)
    assert visitor.path == "/check/scenario/1/why"
    assert "your first answer stays" in visitor.words
    assert stored(Response)[0].certainty == 4
    visitor.send()
    for number in (2, 3, 4):
        assert visitor.path == f"/check/scenario/{number}"
        answer(visitor).send()
    assert visitor.path == "/check/answers"
    assert not visitor.page.select('.govuk-summary-list a[href^="/check/scenario"]')
    assert visitor.send().path == "/check/feedback"


def test_in_feedback_at_the_end_no_page_tells_before(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    reasons = [o.reason[:40] for item in BANK.items.values() for o in item.options]
    while visitor.path != "/check/feedback":
        assert not any(reason in visitor.response.text for reason in reasons)
        if visitor.path == "/check/answers":
            assert visitor.get("/check/scenario/1/why").path == "/check/answers"
            visitor.send()
        else:
            answer(visitor)
    assert any(reason in visitor.page.get_text() for reason in reasons)


def test_options_are_shuffled_between_attempts_and_fixed_within_one(app: Flask) -> None:
    orders = Counter()
    for _ in range(12):
        visitor = reach_scenarios(Visitor(app))
        order = tuple(visitor.choices("option"))
        assert tuple(visitor.get("/check/scenario/1").choices("option")) == order
        orders[order] += 1
    assert len(orders) > 3


def test_two_people_do_not_meet(app: Flask, stored: Stored) -> None:
    first, second = reach_scenarios(Visitor(app)), reach_scenarios(Visitor(app))
    answer(first, certainty="1")
    answer(second, certainty="4")
    answers = Counter((r.attempt_id, r.certainty) for r in stored(Response))
    assert len({attempt for attempt, _ in answers}) == 2
    assert first.get("/check/scenario/1").filled_in()["certainty"] == "1"


def test_a_scenario_mended_while_it_lay_open_is_asked_anew(
    visitor: Visitor, stored: Stored
) -> None:
    reach_scenarios(visitor)
    visitor.send(option=visitor.choices("option")[0], certainty="2", revision="7")
    assert visitor.status == 422
    assert "was updated while you were reading" in visitor.errors[0]
    assert len(stored(Response)) == 0


def test_without_an_attempt_every_page_says_what_to_do(app: Flask) -> None:
    for path in ("/check/about", "/check/scenario/1", "/check/feedback", "/check/save"):
        visitor = Visitor(app).get(path)
        assert visitor.status == 403
        assert "Come back with your five words" in visitor.words
        assert "was not kept" in Visitor(app).post(path, {"option": "a"}).words or path in (
            "/check/feedback",
        )


def test_start_offers_to_carry_on(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    link = visitor.get("/").page.find("a", string="Carry on where you left off")
    assert link["href"] == "/check/scenario/1"


def test_an_old_tab_does_not_answer_for_another_check(visitor: Visitor, stored: Stored) -> None:
    reach_scenarios(visitor)
    answer(visitor, certainty="1")
    old = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "4"}
    reach_scenarios(visitor)
    answer(visitor, certainty="2")
    answer(visitor, certainty="2")
    visitor.post("/check/scenario/2", old)
    assert visitor.status == 409
    assert "belongs to another check" in visitor.words
    assert sorted(response.certainty for response in stored(Response)) == [1, 2, 2]


def test_a_page_sent_without_the_scenario_s_revision_is_asked_anew(
    visitor: Visitor, stored: Stored
) -> None:
    reach_scenarios(visitor)
    visitor.send(option=visitor.choices("option")[0], certainty="2", revision="")
    assert visitor.status == 422
    assert stored(Response) == []
    visitor.send()
    assert visitor.path == "/check/scenario/2"


def test_finishing_twice_raises_no_alarm(visitor: Visitor) -> None:
    data = reach_answers(visitor, length="short").filled_in()
    for _ in range(2):
        visitor.post("/check/answers", data)
        assert visitor.path == "/check/feedback"
        assert "not kept" not in visitor.words


def test_an_answer_sent_twice_after_its_reasons_raises_no_alarm(visitor: Visitor) -> None:
    reach_scenarios(visitor, length="short", feedback="each")
    data = {**visitor.filled_in(), "option": visitor.choices("option")[0], "certainty": "1"}
    for _ in range(2):
        visitor.post("/check/scenario/1", data)
        assert visitor.path == "/check/scenario/1/why"
        assert "first answer stays" not in visitor.words


def test_an_old_start_page_starts_another_check_once_the_first_is_finished(
    visitor: Visitor, stored: Stored
) -> None:
    old = visitor.get("/").filled_in()
    visitor.post("/", {**old, "length": "short"}).send().send()
    while visitor.path != "/check/feedback":
        if "/confidence/" in visitor.path:
            visitor.send(answer="no")
        else:
            answer(visitor) if "/scenario/" in visitor.path else visitor.send()
    visitor.post("/", old)
    assert visitor.path == "/check/about"
    assert len(stored(Attempt)) == 2
