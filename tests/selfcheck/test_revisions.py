"""Feedback stays the same and shows later changes to a scenario."""

import json
from datetime import date
from typing import Any

from quiz.bank import edits
from quiz.bank.store import ContentStore
from tests.bank.local_content import OWN
from tests.content_files import SPARE, Edit, add_spare
from tests.selfcheck.steps import KEYS, answer, leave_out_survey, reach_answers, reach_scenarios
from tests.visitor import Visitor

LATER = date(2027, 3, 3)


def first_of_form_a(store: ContentStore) -> str:
    return store.bank.form("A").items[0].id


def revised(item: str, *, guidance_changed: bool = False) -> Any:
    def change(data: Any) -> None:
        edits.revise(data, item, LATER, "The question was not clear.", guidance_changed)
        row = next(row for row in data["items"] if row["id"] == item)
        row["question"] = "What would you do now?"
        row["best"] = next(letter for letter in "abcd" if letter != row["best"])

    return change


def finished(visitor: Visitor) -> Visitor:
    return reach_answers(visitor).send()


def test_earlier_feedback_is_unchanged(visitor: Visitor, store: ContentStore, edit: Edit) -> None:
    """All answers were right by the earlier key and stay right."""
    item = first_of_form_a(store)
    before = store.bank.items[item]
    finished(visitor)
    assert "12 of 12 right" in visitor.words
    edit(revised(item))
    visitor.get("/check/feedback")
    assert "12 of 12 right" in visitor.words
    assert "Changed on 3 March 2027, after you answered" in visitor.words
    assert "The question was not clear." in visitor.words
    assert "no longer the same" not in visitor.words
    visitor.get("/check/scenario/1/why")
    assert before.question in visitor.words
    assert "What would you do now?" not in visitor.words


def test_feedback_says_that_the_guidance_changed(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    finished(visitor)
    edit(revised(first_of_form_a(store), guidance_changed=True))
    visitor.get("/check/feedback")
    assert "The guidance is no longer the same." in visitor.words


def test_an_attempt_under_way_keeps_its_answers(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    reach_scenarios(visitor)
    answer(visitor)
    before = store.bank.items[first_of_form_a(store)].question
    edit(revised(first_of_form_a(store)))
    visitor.get("/check/feedback")
    assert visitor.path == "/check/scenario/2"
    visitor.get("/check/scenario/1")
    assert before in visitor.words
    assert "certainty" in visitor.filled_in()


def test_an_unanswered_scenario_is_asked_in_its_new_revision(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    reach_scenarios(visitor)
    edit(revised(first_of_form_a(store)))
    visitor.get("/check/scenario/1")
    assert "What would you do now?" in visitor.words


def test_later_changes_are_shown_for_earlier_revisions(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    item, replacement = item_and_replacement(store, edit)
    finished(visitor)
    edit(revised(item))
    edit(lambda data: edits.revise(data, item, LATER, "The code was replaced.", True))
    visitor.get("/check/feedback")
    assert "The question was not clear. The code was replaced." in visitor.words
    assert "The guidance is no longer the same." in visitor.words
    edit(withdrawn(item, replacement))
    visitor.get("/check/feedback")
    assert "11 of 11 right" in visitor.words
    assert "was withdrawn on 3 March 2027" in visitor.words


def withdrawn(item: str, replacement: str) -> Any:
    return lambda data: edits.withdraw(
        data, item, LATER, "Its source was withdrawn.", True, replacement
    )


def item_and_replacement(store: ContentStore, edit: Edit) -> tuple[str, str]:
    """The first item of form A and its replacement."""
    item = store.bank.form("A").items[0]
    edit(lambda data: add_spare(data, item.id))
    KEYS.add(f"{SPARE}.{item.best}")
    return item.id, SPARE


def test_a_withdrawn_scenario_is_named_and_does_not_count(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    item, replacement = item_and_replacement(store, edit)
    title = store.bank.items[item].title
    finished(visitor)
    edit(withdrawn(item, replacement))
    visitor.get("/check/feedback")
    assert "11 of 11 right" in visitor.words
    assert f"“{title}” was withdrawn on 3 March 2027 and does not count" in visitor.words
    assert "Its source was withdrawn." in visitor.words
    cards = [card.get_text() for card in visitor.page.select(".answered li")]
    assert len(cards) == 11
    assert not any(title in card for card in cards)
    assert not any(store.bank.items[replacement].title in card for card in cards)


def retired(item: str, replacement: str) -> Any:
    return lambda data: edits.retire(
        data, item, LATER, "A better one took its place.", False, replacement
    )


def test_a_retired_scenario_still_counts(visitor: Visitor, store: ContentStore, edit: Edit) -> None:
    item, replacement = item_and_replacement(store, edit)
    title = store.bank.items[item].title
    finished(visitor)
    edit(retired(item, replacement))
    visitor.get("/check/feedback")
    assert "12 of 12 right" in visitor.words
    assert "No longer asked since 3 March 2027, after you answered" in visitor.words
    assert "A better one took its place." in visitor.words
    cards = [card.get_text() for card in visitor.page.select(".answered li")]
    assert sum(title in card for card in cards) == 1


def test_a_scenario_retired_in_the_middle_of_an_attempt(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    """Its replacement is asked; the earlier answer is still in the feedback."""
    reach_scenarios(visitor)
    item, replacement = item_and_replacement(store, edit)
    place = [one.id for one in store.bank.form("A").items].index(item)
    for _ in range(place + 1):
        answer(visitor)
    edit(retired(item, replacement))
    visitor.get("/check/feedback")
    assert visitor.path == f"/check/scenario/{place + 1}"
    while visitor.path.startswith("/check/scenario"):
        answer(visitor)
        if visitor.path.startswith("/check/scenario"):
            visitor.get("/check/feedback")
    leave_out_survey(visitor).send()
    assert "13 of 13 right" in visitor.words


def test_a_withdrawn_scenario_is_not_asked_again(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    item, replacement = item_and_replacement(store, edit)
    titles = {store.bank.items[one].title for one in (item, replacement)}
    edit(withdrawn(item, replacement))
    reach_scenarios(visitor)
    asked = set()
    while visitor.path.startswith("/check/scenario"):
        asked.add(visitor.page.h1.get_text())
        visitor.send(option=visitor.choices("option")[0], certainty="2")
    assert asked & titles == {store.bank.items[replacement].title}


def test_a_withdrawal_in_the_middle_of_a_check_loses_nothing(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    item, replacement = item_and_replacement(store, edit)
    reach_answers(visitor)
    edit(withdrawn(item, replacement))
    visitor.get("/check/answers")
    assert visitor.path.startswith("/check/scenario/")
    answer(visitor)
    visitor.get("/check/answers").send()
    assert "12 of 12 right" in visitor.words
    assert "was withdrawn on 3 March 2027" in visitor.words


def test_a_source_that_changed_is_flagged_beside_every_pointer(
    visitor: Visitor, store: ContentStore, edit: Edit
) -> None:
    first = store.bank.form("A").items[0].pointers[0]
    source = first.source
    finished(visitor)
    edit(lambda data: edits.mark_changed(data, source.id, LATER, "a third edition"))
    visitor.get("/check/scenario/1/why")
    pointed = [
        pointer
        for pointer in visitor.page.select(".pointers li")
        if pointer.find("a", href=first.address) and source.title in pointer.get_text()
    ]
    assert pointed
    assert all("changed since we looked: a third edition" in one.get_text() for one in pointed)
    visitor.get("/guidance")
    assert "changed since we looked: a third edition" in visitor.words


def test_an_organisation_s_own_form_is_asked_and_shown_as_local(
    visitor: Visitor, store: ContentStore
) -> None:
    store.local.write_text(json.dumps(OWN))
    assert store.renew() is None
    visitor.get("/")
    assert visitor.filled_in()["scenarios"] == "A"
    assert "Your organisation’s own: 1 scenario, however long you have" in visitor.words
    visitor.send(scenarios="L", length="short")
    visitor.send(aware="no", casework="partly", asking="partly")
    assert "This one is your organisation’s own." in visitor.words
    visitor.send(option="local-the-new-portal.b", certainty="4").send()
    assert visitor.path == "/check/feedback"
    assert "1 of 1 right" in visitor.words
    assert visitor.page.find("a", string="Online research policy", href=OWN["policy"]["url"])
    visitor.get("/check/scenario/1/why")
    assert "Local · Example Council, second, May 2026" in visitor.words
    visitor.get("/guidance")
    own = visitor.page.select(".fold--group")[0]
    assert "Your organisation’s own documents (1)" in own.get_text()
    assert [entry["id"] for entry in own.select("div[id]")] == ["local-policy"]


def test_an_attempt_on_a_removed_form_can_be_finished(
    visitor: Visitor, store: ContentStore
) -> None:
    store.local.write_text(json.dumps(OWN))
    assert store.renew() is None
    visitor.get("/").send(scenarios="L").send().send()
    store.bank = ContentStore(store.national, store.local.with_name("none.json")).bank
    for path in ("/check/scenario/1", "/check/answers", "/check/feedback", "/check/save", "/"):
        visitor.get(path)
        assert visitor.status == 200
