"""The feedback at the end."""

import brotli
import pytest
from flask import Flask

from quiz.answers import record
from quiz.bank.items import BankForm, Item
from quiz.bank.sources import Checked
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.selfcheck.steps import (
    BANK,
    finish,
    reach_scenarios,
    start,
    stored_attempt,
    walk,
    walk_to_scenarios,
)
from tests.visitor import Visitor, text_of


def everything_wrong(visitor: Visitor) -> Visitor:
    yes_to_everything(start(visitor))
    return finish(visitor, [(False, "4")] * 12)


def yes_to_everything(visitor: Visitor) -> None:
    """Answer every page before the scenarios."""
    with stored_attempt(visitor) as (session, current):
        record.answer_about(session, current.attempt, {"role": "student"})
        record.answer_stand(session, current.attempt, stand_answers())
        for strand in Strand:
            record.rate(session, current.attempt, strand, Moment.BEFORE, Answer.YES)


def stand_answers() -> dict[str, str]:
    return {f"{item.id}_{asked}": "yes" for item in BANK.stand for asked in ("ok", "done")}


def row(visitor: Visitor, strand: str) -> str:
    """The text of one row of the pairing."""
    number = ["aware", "understanding", "casework", "asking"].index(strand)
    return " ".join(visitor.page.select(".pairing__row")[number].get_text(" ").split())


def headings(visitor: Visitor) -> list[str]:
    return [" ".join(h.get_text(" ").split()) for h in visitor.page.find_all("h2")]


def test_counts_and_expectation(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    # measurement.md 2.3, person p05: 9 right, expected 10.1, shown as “about 10”.
    levels, right = "444314344344", "111101110011"
    finish(visitor, [(x == "1", level) for level, x in zip(levels, right, strict=True)])
    assert "9 of 12 right" in visitor.words
    # 8 · 0.05 + 3 · 0.25 = 1.15 of 11 sure answers, to the nearest half 1; 2 were wrong.
    assert "You were sure of 11 answers. 2 of them were wrong." in visitor.words
    assert "With that confidence, expect 1 wrong." in visitor.words
    assert "Added up, that is 10 right." in visitor.words


def test_a_half_is_shown_as_two_numbers(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    # 7 · 0.95 + 5 · 0.75 = 10.4, to the nearest half 10½.
    finish(visitor, [(True, "4")] * 7 + [(True, "3")] * 5)
    assert "Added up, that is 10 or 11 right." in visitor.words


def test_the_rules_are_in_order(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    wrong = [(False, "3"), (False, "4"), (True, "1"), (False, "2"), (False, "4"), (False, "4")]
    finish(visitor, wrong + [(True, "4")] * 6)
    assert "Four rules worth five minutes" in headings(visitor)
    cards = [card["id"] for card in visitor.page.select(".rule")]
    assert cards == ["a2", "a5", "a6", "a1", "a4", "a3"], "sure and wrong, the surest first"
    folded = [card["id"] for card in visitor.page.select("details.fold .rule")]
    assert folded == ["a1", "a4", "a3"]
    assert not visitor.page.select("details[open]")


def test_a_rule_has_both_reasons_and_every_pointer(visitor: Visitor) -> None:
    everything_wrong(visitor)
    asked = {f"a{n}": item for n, item in enumerate(BANK.forms[0].items, start=1)}
    assert len(visitor.page.select(".rule--sure-wrong")) == 12
    for card in visitor.page.select(".rule--sure-wrong"):
        item = asked[str(card["id"])]
        words = text_of(card)
        best = item.option(item.best)
        assert item.rule
        assert words.startswith(item.rule)
        assert best.text in words
        assert best.reason in words
        chosen = [o for o in item.options if o.id != item.best and o.reason in words]
        assert len(chosen) == 1
        assert f"You chose: “{chosen[0].text}”" in words
        for pointer in item.pointers:
            assert card.find("a", href=pointer.address)
            for text in (pointer.place, pointer.source.edition, pointer.checked.words):
                assert text in words


def test_each_dot_leads_to_its_item_and_says_how_sure(visitor: Visitor) -> None:
    finish(reach_scenarios(visitor), [(False, "4")] * 6 + [(True, "2")] * 6)
    dots = visitor.page.select(".levels__mark")
    asked = BANK.forms[0].items
    found = {str(dot["href"]): " ".join(dot.get_text(" ").split()) for dot in dots}
    assert found == {
        f"/check/scenario/{number}/why": f"Very sure, wrong: {item.title}"
        if number <= 6
        else f"Unsure, right: {item.title}"
        for number, item in enumerate(asked, start=1)
    }


def test_the_title_does_not_tell_the_result(visitor: Visitor) -> None:
    """The browser's history shows it to the next person on a shared device."""
    everything_wrong(visitor)
    assert visitor.page.title.get_text() == "Your feedback – Before You Look"


def test_every_guidance_link_is_a_source_and_shows_its_edition(visitor: Visitor) -> None:
    everything_wrong(visitor)
    known = {source.url for source in BANK.sources} | {one.address for one in BANK.pointers}
    links = [str(link["href"]) for link in visitor.page.select('main a[href^="https:"]')]
    assert links
    assert set(links) <= known
    for entry in visitor.page.select(".pointers li"):
        assert any(source.edition in entry.get_text() for source in BANK.sources)
        assert any(checked.words in entry.get_text() for checked in Checked)


def test_an_unchecked_text_is_never_called_checked(visitor: Visitor) -> None:
    everything_wrong(visitor)
    unchecked = [p for i in BANK.items.values() for p in i.pointers if p.checked != Checked.READ]
    assert unchecked
    for pointer in unchecked:
        for entry in visitor.page.select(".pointers li"):
            if pointer.place in entry.get_text() and pointer.source.title in entry.get_text():
                assert "· checked against the source" not in " ".join(entry.get_text(" ").split())


SURE_OF_3 = "of 3 right; sure of 3"


@pytest.mark.parametrize(
    ("said", "right", "words"),
    [
        ("yes", False, f"You said: yes worth another look 0 {SURE_OF_3}"),
        ("yes", True, f"You said: yes 3 {SURE_OF_3}"),
        ("no", True, f"You said: no you knew more 3 {SURE_OF_3}"),
        ("partly", False, f"You said: partly 0 {SURE_OF_3}"),
        ("not_my_work", True, f"You said: not my work 3 {SURE_OF_3}"),
    ],
)
def test_pairing(visitor: Visitor, said: str, right: bool, words: str) -> None:
    walk_to_scenarios(visitor, casework=said)
    finish(visitor, [(right, "3")] * 12)
    found = row(visitor, "casework")
    assert found.endswith(words)
    assert len(visitor.page.select(".pairing__row")) == 4


def test_a_question_that_was_not_asked_says_so(visitor: Visitor) -> None:
    finish(walk_to_scenarios(visitor, aware="no"), [(True, "2")] * 12)
    assert "You were not asked" in row(visitor, "understanding")
    assert "Are you confident you understand it? You were not asked. In 2018:" in visitor.words
    assert "Are you aware of the guidance? You said: no. In 2018:" in visitor.words


def test_the_us_figures_are_shown_only_after_an_answer(app: Flask) -> None:
    skipped = finish(reach_scenarios(Visitor(app)), [(True, "3")] * 12)
    assert "171 US workers" not in skipped.words
    answered = everything_wrong(Visitor(app))
    assert "what 171 US workers said. They work under other law." in answered.words
    for item in BANK.stand:
        assert item.us_acceptable in answered.words
        assert item.uk in answered.words


def test_the_us_figures_are_never_shown_before_the_feedback(app: Flask) -> None:
    visitor = Visitor(app)
    reach_scenarios(visitor)
    walk(visitor, [(True, "3")] * 12)
    assert "58%" not in visitor.get("/check/stand").response.text


def test_forbidden_words_and_figures_are_not_shown(visitor: Visitor) -> None:
    everything_wrong(visitor)
    for word in ("overconfident", "percentile", "Brier", "Dunning", "pass mark", "certificate"):
        assert word.lower() not in visitor.words.lower()


def test_without_local_contacts_the_page_shows_general_roles(visitor: Visitor) -> None:
    finish(reach_scenarios(visitor), [(True, "3")] * 12)
    assert "has not told us its own contacts" in visitor.words
    assert "not yet checked against a source" in visitor.words


def longest_wrong(item: Item) -> str:
    wrong = (option for option in item.options if option.id != item.best)
    return max(wrong, key=lambda option: len(option.text + option.reason)).id


@pytest.mark.parametrize("form", BANK.forms, ids=lambda form: form.id)
def test_the_largest_feedback_weighs_under_14_kb(visitor: Visitor, form: BankForm) -> None:
    visitor.get("/").send(scenarios=form.id)
    yes_to_everything(visitor)
    with stored_attempt(visitor) as (session, current):
        for item in form.items:
            given = record.Given(
                item.id, item.revision, longest_wrong(item), Certainty.VERY_SURE, look_up=True
            )
            record.respond(session, current.attempt, given)
    visitor.get("/check/answers").send()
    assert len(visitor.page.select(".rule--sure-wrong")) == 12
    page = visitor.client.get("/check/feedback", headers={"Accept-Encoding": "br, gzip"})
    headers = sum(len(f"{name}: {value}\r\n") for name, value in page.headers)
    assert page.headers["Content-Encoding"] == "br"
    assert brotli.decompress(page.data).startswith(b"<!DOCTYPE html>")
    assert len(page.data) + headers < 14_000


def test_a_finished_check_opens_the_reasons_of_every_scenario(visitor: Visitor) -> None:
    everything_wrong(visitor)
    for number, item in enumerate(BANK.forms[0].items, start=1):
        visitor.get(f"/check/scenario/{number}/why")
        for option in item.options:
            assert option.text in visitor.words
            assert option.reason in visitor.words
    assert visitor.send().path == "/check/feedback"


def test_below_six_answers_there_is_no_verdict(visitor: Visitor) -> None:
    finish(reach_scenarios(visitor, length="short"), [(False, "4")] * 4)
    assert "0 of 4 right" in visitor.words
    assert "Four answers are too few to judge confidence by." in visitor.words
    assert "Even someone" not in visitor.words


def test_the_expected_number_stands_at_each_level(visitor: Visitor) -> None:
    answers = [(False, "4")] * 4 + [(True, "3")] + [(True, "2")] * 5 + [(False, "1")] * 2
    finish(reach_scenarios(visitor), answers)
    rows = [" ".join(row.get_text(" ").split()) for row in visitor.page.select(".levels__words")]
    assert rows == [
        # 2 · 0.25 = 0.5; 5 · 0.5 = 2.5; 0.75 and 4 · 0.95 = 3.8, to the nearest half.
        "Guessing 0 of 2 right expect 0 or 1",
        "Unsure 5 of 5 right expect 2 or 3",
        "Fairly sure 1 of 1 right expect 1",
        "Very sure 0 of 4 right expect 4",
    ]


def test_marks_are_shown_on_request(visitor: Visitor) -> None:
    """measurement.md 2.3, person p05: marks 17, bonus +0.041667, accuracy and bonus 79.2 %."""
    levels, right = "444314344344", "111101110011"
    finish(reach_scenarios(visitor), [(r == "1", c) for r, c in zip(right, levels, strict=True)])
    assert "Gardner-Medwin" not in visitor.words
    visitor.get("/check/marks")
    assert "17 for 12 answers: 1.42 for each" in visitor.words
    assert "Bonus 4.2 points" in visitor.words
    assert "Percentage right, with the bonus 79.2%." in visitor.words
    assert "overconfident" not in visitor.words


def test_marks_below_the_best_are_points_taken_off(visitor: Visitor) -> None:
    """By hand: -6 each; the best for none right is 0; a tenth of the difference is -0.6."""
    everything_wrong(visitor).get("/check/marks")
    assert "Points taken off 60.0 points" in visitor.words
    assert "Percentage right, less those points −60.0%." in visitor.words


def test_marks_are_shown_only_at_the_end(visitor: Visitor) -> None:
    assert reach_scenarios(visitor).get("/check/marks").path == "/check/scenario/1"
