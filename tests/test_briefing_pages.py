"""The guidance in two minutes: its pages, the links to them, and the way back to a check."""

import pytest

from quiz.bank.briefings import Briefing
from quiz.bank.load import load
from tests.selfcheck.steps import answer, reach_scenarios
from tests.visitor import Visitor

BANK = load()


@pytest.mark.parametrize("briefing", BANK.briefings, ids=lambda briefing: briefing.topic)
def test_a_page_has_the_rule_then_points_with_pointers_example_and_today(
    visitor: Visitor, briefing: Briefing
) -> None:
    visitor.get(f"/guidance/{briefing.topic}")
    assert visitor.page.h1.get_text() == briefing.rule
    parts = [point.text for point in briefing.points]
    parts += [briefing.example, *briefing.today]
    words = " ".join(visitor.page.main.get_text().split())
    places = [words.index(" ".join(part.split())) for part in parts]
    assert places == sorted(places)
    lists = visitor.page.select(".pointers")
    for point, listed in zip(briefing.points, lists, strict=True):
        for pointer in point.pointers:
            assert listed.find("a", href=pointer.address)
            assert pointer.checked.words in listed.get_text()
    assert "Back to my check" not in visitor.words


@pytest.mark.parametrize("letter", ["I", "i", "AB", "1"])
def test_there_is_no_page_for_another_letter(visitor: Visitor, letter: str) -> None:
    assert visitor.get(f"/guidance/{letter}").status == 404


def test_the_guidance_page_lists_them_in_order(visitor: Visitor) -> None:
    visitor.get("/guidance")
    links = [str(link["href"]) for link in visitor.page.select("main li > a[href]")]
    listed = [link for link in links if link in {f"/guidance/{letter}" for letter in "ABCDEFGH"}]
    assert listed == [f"/guidance/{letter}" for letter in "ABCDEFGH"]
    for briefing in BANK.briefings:
        assert briefing.rule in visitor.words


def test_a_wrong_answer_links_to_its_topic_and_a_right_one_does_not(visitor: Visitor) -> None:
    reach_scenarios(visitor, length="short")
    for number in range(4):
        answer(visitor, right=number > 0)
    visitor.send()
    links = {
        str(card["id"]): [str(link["href"]) for link in card.select('a[href^="/guidance/"]')]
        for card in visitor.page.select(".rule")
    }
    asked = BANK.forms[0].short
    topic = asked[0].topic.id
    assert links == {"a1": [f"/guidance/{topic}"]}
    visitor.get("/check/scenario/2/why")
    assert visitor.page.select_one(f'main a[href="/guidance/{asked[1].topic.id}"]')
    visitor.get(f"/guidance/{topic}")
    assert "Back to my check" in visitor.words
    assert visitor.get("/check/feedback").path == "/check/feedback"


@pytest.mark.parametrize("page", ["/guidance", "/guidance/C"])
def test_the_way_back_leads_to_the_question_that_is_due(visitor: Visitor, page: str) -> None:
    reach_scenarios(visitor, length="short")
    answer(visitor, right=True)
    visitor.get(page)
    back = visitor.page.find("a", string="Back to my check")
    assert visitor.get(str(back["href"])).path == "/check/scenario/2"
