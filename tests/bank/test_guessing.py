"""Guessing strategies, with expected values counted by hand."""

from dataclasses import replace
from math import isclose

import pytest

from quiz.bank.guessing import LEANINGS, LOOKS, bag_of_words, expected_right, guesses, limit
from quiz.bank.items import BankForm, Item
from tests.bank.sample_forms import BANK, STRICTER, sample_form, sample_item


def item(*texts: str, best: str = "a") -> Item:
    return sample_item("one", texts, best)


@pytest.mark.parametrize(
    ("strategy", "texts", "best", "right"),
    [
        ("longest", ("aaaa", "aaa", "aa", "a"), "a", 1),
        ("longest", ("aaaa", "aaaa", "aaaa", "aaa"), "b", 1 / 3),
        ("longest", ("aaaa", "aaaa", "aaaa", "aaa"), "d", 0),
        ("shortest", ("aaaa", "aaa", "aa", "aa"), "d", 1 / 2),
        ("first", ("Go.", "Go.", "Go.", "Go."), "a", 1),
        ("first", ("Go.", "Go.", "Go.", "Go."), "b", 0),
        ("most hedged", ("Go, if you may.", "Go if he does.", "Go.", "Stay."), "a", 1),
        ("most parts", ("Go, and stay.", "Go and stay.", "Go.", "Stay."), "a", 1),
        (
            "most ask, manager, legal, record, advice",
            ("Asked, she records it.", "Managers take it up.", "Advise her.", "Taskforce, go."),
            "a",
            1,
        ),
        (
            "most ask, manager, legal, record, advice",
            ("Legal advice.", "A legal adviser.", "Taskforce, go.", "Stay."),
            "b",
            1 / 2,
        ),
        # Shares of words that others use, too: look now 2/2; look later 1/2; go now 1/2; stay 0/1.
        ("shares most words with the others", ("Look now.", "Look later.", "Go NOW", "X"), "a", 1),
        # go 1/1 and go 1/1; go on 1/2; stay 0/1.
        ("shares most words with the others", ("Go.", "Go!", "Go on.", "Stay."), "b", 1 / 2),
        ("always freer", ("Go.", "Go.", "Go.", "Go."), "a", 1),
        ("always between", ("Go.", "Go.", "Go.", "Go."), "d", 1 / 2),
        ("always stricter", ("Go.", "Go.", "Go.", "Go."), "a", 0),
    ],
)
def test_ties_share_the_point(
    strategy: str, texts: tuple[str, ...], best: str, right: float
) -> None:
    measure = {**LOOKS, **LEANINGS}[strategy]
    assert expected_right([item(*texts, best=best)], measure) == pytest.approx(right)


def test_a_leaning_that_no_option_has_is_a_blind_guess() -> None:
    one = item("Go.", "Go.", "Go.", "Go.")
    options = tuple(replace(option, leaning=STRICTER) for option in one.options)
    assert expected_right([replace(one, options=options)], LEANINGS["always freer"]) == 1 / 4


def test_the_bag_of_words_is_a_naive_bayes_classifier() -> None:
    """Two keys and six distractors. In keys: ask 2, her 1. In distractors: ask 1, wait 3, her 0.

    ask: (2+1)/(2+2) / ((1+1)/(6+2)) = 3. her: (1+1)/4 / (1/8) = 4. wait: (1/4) / (4/8) = 1/2.
    """
    value = bag_of_words(
        [
            item("Ask her.", "Wait.", "Wait.", "Leave."),
            item("Ask.", "Ask.", "Wait, wait.", "Leave."),
        ]
    )

    def odds(text: str) -> float:
        one = item(text, "", "", "")
        return 2.718281828459045 ** value(one, one.options[0])

    assert isclose(odds("Ask"), 3, rel_tol=1e-6)
    assert isclose(odds("ASK her, ask."), 12, rel_tol=1e-6)
    assert isclose(odds("Her wait"), 2, rel_tol=1e-6)
    assert isclose(odds("Unknown words"), 1, rel_tol=1e-6)


def form_of(letter: str, *items: Item) -> BankForm:
    return BankForm(letter, items, items)


def test_the_bag_of_words_learns_from_the_other_national_forms() -> None:
    """In form A “yes” is always the key, in form B “no”: each is all wrong for the other."""
    yes = form_of("A", item("Yes.", "No.", "No.", "No."))
    no = form_of("B", item("No.", "Yes.", "Yes.", "Yes."))
    own = replace(no, id="L", local=True)
    name = "bag of words of the other forms"
    assert guesses(yes, [yes, no, own])[name] == 0
    assert guesses(no, [yes, no, own])[name] == 0
    assert guesses(own, [yes, own])[name] == 0
    assert name not in guesses(yes, [yes, own])


def test_forms_without_leanings_are_measured_by_their_looks() -> None:
    one = item("Go.", "Go.", "Go.", "Go.")
    bare = replace(one, options=tuple(replace(option, leaning=None) for option in one.options))
    assert "always freer" in guesses(form_of("A", one), [])
    assert set(guesses(form_of("A", bare), [])) == set(LOOKS)


def test_the_limits() -> None:
    assert limit("longest", 12) == 5
    assert limit("always between", 12) == 6
    assert limit("always freer", 24) == 10


def test_chance_is_a_quarter_when_all_options_look_the_same() -> None:
    found = guesses(sample_form(), [])
    for strategy in set(LOOKS) - {"first"}:
        assert found[strategy] == 3
    assert found["first"] == 4
    assert found["always freer"] == found["always stricter"] == 4
    assert found["always between"] == 2


def test_the_same_bank_gives_the_same_table() -> None:
    for form in BANK.forms:
        assert guesses(form, BANK.forms) == guesses(form, list(reversed(BANK.forms)))
