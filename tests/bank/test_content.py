"""The national content meets its standard."""

import re
from itertools import pairwise

import pytest

from quiz.bank.items import Bank, BankForm, Item
from quiz.bank.load import load
from quiz.bank.sources import Checked
from quiz.vocabulary import Strand

BANK = load()


@pytest.fixture(params=BANK.items.values(), ids=BANK.items)
def item(request: pytest.FixtureRequest) -> Item:
    found: Item = request.param
    return found


@pytest.fixture(params=BANK.forms, ids=lambda form: form.id)
def form(request: pytest.FixtureRequest) -> BankForm:
    found: BankForm = request.param
    return found


def test_no_best_answer_stands_out_by_its_length(form: BankForm) -> None:
    longest = [
        item
        for item in form.items
        if all(len(o.text) < len(item.key.text) for o in item.options if o.id != item.best)
    ]
    assert len(longest) <= 5


def test_best_answers_are_spread_over_the_positions(form: BankForm) -> None:
    keys = [item.best for item in form.items]
    assert {letter: keys.count(letter) for letter in "abcd"} == dict.fromkeys("abcd", 3)


def test_options_are_similar_in_length(item: Item) -> None:
    lengths = [len(option.text) for option in item.options]
    assert max(lengths) <= 1.35 * min(lengths)


def test_a_vignette_is_brief(item: Item) -> None:
    assert 30 <= len(item.vignette.split()) <= 110


def test_every_pointer_has_a_place_an_edition_and_a_safe_link(item: Item) -> None:
    for pointer in item.pointers:
        assert pointer.place
        assert pointer.source.edition
        assert pointer.source.url.startswith("https://")


def test_no_key_depends_on_an_unchecked_fact_alone(item: Item) -> None:
    assert any(pointer.checked != Checked.NOT_CHECKED for pointer in item.pointers)


def test_only_a_text_that_was_read_is_called_checked() -> None:
    assert Checked.READ.words.startswith("checked")
    assert not Checked.RESTATED.words.startswith("checked")
    assert Checked.NOT_CHECKED.words.startswith("not yet checked")


def test_no_give_away_phrases(item: Item) -> None:
    for option in item.options:
        assert not re.search(r"\b(all|none) of the (above|below|others)\b", option.text, re.I)


def test_threshold_and_magistrate_say_england_and_wales(item: Item) -> None:
    words = " ".join([item.vignette, *(option.reason for option in item.options)])
    if re.search(r"six months in prison|magistrate", words):
        assert item.jurisdiction in ("England", "England and Wales") or "Scotland" in words


@pytest.mark.parametrize(
    "overstated",
    [
        r"criminal offence to (look|view)",
        r"(is|becomes) a (CHIS|covert human intelligence source)",
        r"54 ?%|55 ?%",
        r"illegal",
    ],
)
def test_known_mistakes_about_the_law_are_avoided(overstated: str) -> None:
    for item in BANK.items.values():
        best = item.option(item.best)
        for text in (item.vignette, best.text, *(option.reason for option in item.options)):
            assert not re.search(overstated, text), (item.id, text)


def test_the_short_check_has_every_strand(form: BankForm) -> None:
    assert {item.strand for item in form.short} == set(Strand)


def test_no_two_neighbours_share_a_strand(form: BankForm) -> None:
    strands = [item.strand for item in form.items]
    assert all(one != other for one, other in pairwise(strands))


def test_the_eight_questions_are_there() -> None:
    numbers = [q.number for q in BANK.survey] + [q.number for q in BANK.confidence]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8]


def statements(bank: Bank) -> list[str]:
    return [fact.says for item in bank.items.values() for fact in item.pointers]


def test_no_two_facts_say_the_same() -> None:
    said = statements(BANK)
    assert all(said)
    assert len(set(said)) == len({p.id for i in BANK.items.values() for p in i.pointers})
