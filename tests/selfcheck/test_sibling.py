"""A sibling: another scenario on the topic of a wrong answer, to try at once."""

from quiz.bank.items import Item
from quiz.browser.browser_session import SEEN
from quiz.selfcheck.selection import sibling
from tests.selfcheck.steps import BANK, answer, reach_feedback, reach_scenarios
from tests.visitor import Visitor

LINK = 'a[href="/check/scenario/1/sibling"]'


def test_each_scenario_has_a_sibling_of_its_own() -> None:
    for form in BANK.forms:
        found: list[Item] = []
        for item in form.items:
            other = sibling(form.id, item, form.items, BANK.forms)
            assert other
            assert other.form != form.id
            assert other.item.topic == item.topic
            found.append(other.item)
        assert len({item.id for item in found}) == len(form.items)


def test_it_is_offered_after_a_wrong_answer_and_does_not_count(visitor: Visitor) -> None:
    reach_scenarios(visitor, feedback="each")
    answer(visitor, right=False)
    assert visitor.path == "/check/scenario/1/why"
    visitor.get(str(visitor.page.select_one(LINK)["href"]))
    options = [option.get_text() for option in visitor.page.select(".try__option")]
    shown = next(
        item
        for item in BANK.items.values()
        if [o.text for o in item.options] == options and item.title in visitor.words
    )
    assert shown.topic == BANK.forms[0].items[0].topic
    assert shown.key.reason in visitor.words
    with visitor.client.session_transaction() as cookie:
        assert cookie[SEEN] == ["A", BANK.forms[-1].id], "its best answer was shown"
    assert visitor.send().path == "/check/scenario/2"


def test_a_right_answer_has_none(visitor: Visitor) -> None:
    reach_feedback(visitor, [(True, "4")] * 12)
    assert not visitor.get("/check/scenario/1/why").page.select(LINK)
    assert visitor.get("/check/scenario/1/sibling").status == 404
