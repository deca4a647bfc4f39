"""The scenarios of a second look, for every possible attempt (property tests)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.items import BankForm, Item
from quiz.questions.scenario_form import MarkedResponse
from quiz.selfcheck import selection
from quiz.vocabulary import Certainty
from tests.selfcheck.steps import BANK

FORMS = {form.id: form for form in BANK.forms}
EVERYTHING = [item for form in BANK.forms for item in form.items]


@dataclass(frozen=True)
class Look:
    """The input of the selection."""

    own: str
    wrong: tuple[Item, ...]
    asked: tuple[Item, ...]
    forms: tuple[BankForm, ...]
    days: int

    @property
    def chosen(self) -> tuple[Item, ...]:
        return selection.choose(self.own, self.wrong, self.asked, self.forms, self.days)

    @property
    def others(self) -> list[Item]:
        return [item for form in self.forms if form.id != self.own for item in form.items]


@st.composite
def looks(draw: st.DrawFn) -> Look:
    """A check on any form, or a second look after it, with any of its answers wrong.

    Scenarios may be missing from the forms, to test the fallbacks.
    """
    own = draw(st.sampled_from(sorted(FORMS)))
    mostly = st.one_of(st.just(EVERYTHING), st.lists(st.sampled_from(EVERYTHING), unique=True))
    left = draw(mostly)
    forms = tuple(
        replace(form, items=tuple(item for item in form.items if item in left))
        for form in BANK.forms
    )
    from_elsewhere = st.lists(
        st.sampled_from([item for item in EVERYTHING if item not in FORMS[own].items]),
        unique=True,
        max_size=12,
    )
    asked = draw(st.one_of(st.just(FORMS[own].items), from_elsewhere.map(tuple)))
    wrong = tuple(item for item in draw(st.permutations(asked)) if draw(st.booleans()))
    return Look(own, wrong, asked, forms, draw(st.integers(1, 500)))


@given(looks())
def test_one_scenario_for_each_wrong_one_and_none_twice(look: Look) -> None:
    assert len(look.chosen) == len(look.wrong) <= 12
    assert len(set(look.chosen)) == len(look.chosen)


@given(looks())
def test_only_the_wrong_scenario_itself_can_be_asked_again(look: Look) -> None:
    for item, chosen in zip(look.wrong, look.chosen, strict=True):
        assert chosen == item or (chosen not in look.asked and chosen in look.others)


@given(looks())
def test_same_topic_first_then_same_strand_then_itself(look: Look) -> None:
    for number, (item, chosen) in enumerate(zip(look.wrong, look.chosen, strict=True)):
        taken = look.chosen[:number]
        free = [one for one in look.others if one not in look.asked and one not in taken]
        if any(one.topic == item.topic for one in free):
            assert chosen.topic == item.topic
            assert chosen != item
        elif any(one.strand == item.strand for one in free):
            assert chosen.strand == item.strand
            assert chosen != item
        else:
            assert chosen == item


@given(looks())
def test_the_choice_is_deterministic(look: Look) -> None:
    assert look.chosen == replace(look).chosen


@pytest.mark.parametrize(
    ("own", "days", "steps"),
    [
        *(("A", 1, 1), ("A", 6, 1), ("A", 7, 2), ("A", 29, 2), ("A", 30, 1)),
        *(("B", 2, 1), ("B", 7, 2), ("B", 400, 1), ("C", 2, 1), ("C", 7, 2)),
    ],
)
def test_the_first_form_depends_on_the_day(own: str, days: int, steps: int) -> None:
    """So many forms further on; after the last comes the first."""
    letters = [form.id for form in BANK.forms]
    drawn_from = letters[(letters.index(own) + steps) % len(letters)]
    for item in FORMS[own].items:
        (chosen,) = selection.choose(own, [item], FORMS[own].items, BANK.forms, days)
        assert chosen in FORMS[drawn_from].items
        assert chosen.topic == item.topic


def test_twelve_wrong_answers_give_twelve_new_scenarios_of_the_same_topics() -> None:
    for form in BANK.forms:
        chosen = selection.choose(form.id, form.items, form.items, BANK.forms, 2)
        assert [one.topic for one in chosen] == [item.topic for item in form.items]
        assert not set(chosen) & set(form.items)


def test_with_one_form_its_scenarios_are_asked_again() -> None:
    alone = FORMS["A"]
    assert selection.choose("A", alone.items, alone.items, [alone], 2) == alone.items


def test_a_removed_form_draws_on_every_form() -> None:
    wrong = EVERYTHING[:1]
    chosen = selection.choose("Z", wrong, wrong, BANK.forms, 2)
    assert [item.topic for item in chosen] == [wrong[0].topic]
    assert chosen[0] != wrong[0]


def test_a_revised_scenario_is_not_asked_again() -> None:
    asked = [replace(item, revision=item.revision + 1) for item in FORMS["B"].items]
    for item in selection.choose("A", asked, asked, BANK.forms, 2):
        assert item in FORMS["C"].items


def test_only_the_first_twelve_wrong_answers_count() -> None:
    assert selection.choose("L", EVERYTHING, EVERYTHING, BANK.forms, 2) == tuple(EVERYTHING[:12])


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Certainty)), max_size=12))
def test_only_wrong_answers_most_certain_first(
    answers: Sequence[tuple[bool, Certainty]],
) -> None:
    items = zip(FORMS["A"].items, answers, strict=False)
    marked = [
        MarkedResponse(
            item=item,
            number=number,
            chosen=next(option for option in item.options if (option.id == item.best) == right),
            certainty=certainty,
            look_up=False,
        )
        for number, (item, (right, certainty)) in enumerate(items, start=1)
    ]
    found = selection.surest_first(marked)
    assert {one.number for one in found} == {
        number for number, (right, _) in enumerate(answers, start=1) if not right
    }
    places = [(-one.certainty, one.number) for one in found]
    assert places == sorted(places)
    sure = [one.sure for one in found]
    assert sure == sorted(sure, reverse=True)
