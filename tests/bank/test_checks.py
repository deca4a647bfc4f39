"""The rules for writing items, each tried on an item that breaks it."""

from dataclasses import replace

import pytest
from flask import Flask

from quiz.bank.checks import check, check_item
from quiz.bank.items import BankForm, Item, Leaning
from quiz.bank.language_rules import reading_ease
from quiz.bank.load import load
from quiz.bank.sources import Checked

BANK = load()
GOOD = replace(BANK.forms[0].items[0], best="d")


def with_texts(*texts: str) -> Item:
    options = zip(GOOD.options, texts, strict=True)
    return replace(GOOD, options=tuple(replace(option, text=text) for option, text in options))


def unchecked() -> Item:
    return replace(
        GOOD, pointers=tuple(replace(p, checked=Checked.NOT_CHECKED) for p in GOOD.pointers)
    )


def test_the_bank_has_no_findings() -> None:
    assert [str(finding) for finding in check(BANK)] == []


def test_reasons_that_nobody_wrote_yet_are_not_the_same_reason() -> None:
    for words, same in (("", False), ("To write: why.", False), ("It is the rule.", True)):
        options = tuple(replace(option, reason=words) for option in GOOD.options)
        said = " ".join(map(str, check_item(replace(GOOD, options=options))))
        assert ("two of them say the same reason" in said) == same, words


HARD = "Notwithstanding organisational accountability considerations, " * 8
LONG = with_texts("Short.", "Short.", "A good deal longer than the rest.", "Short.")
GIVEN_AWAY = with_texts("All of the above.", "Ask her first.", "Go to see him.", "Ring her now.")
ABSOLUTE = with_texts("Always ask him.", "Never ask her.", "Go and see him.", "Ring her now.")
HALF = replace(GOOD, question="The best thing to do is to")
UNWRITTEN = replace(GOOD, prompt="To write: what a trainer might ask.")
LONG_RULE = replace(GOOD, rule=" ".join(["word"] * 13))
UNWRITTEN_RULE = replace(GOOD, rule="To write: a sentence.")
ONE_LEANING = replace(
    GOOD, options=tuple(replace(option, leaning=Leaning.BETWEEN) for option in GOOD.options)
)
UNLIKE = with_texts("Ask him today.", "Ask her today?", "Go to see him.", "Ring her now.")


@pytest.mark.parametrize(
    ("item", "field", "said"),
    [
        (LONG, "options", "similar in length, now 6, 6, 33, 6."),
        (replace(GOOD, vignette="Marta waits."), "vignette", "30 to 110 words, not 2"),
        (replace(GOOD, vignette=HARD), "words", "reading ease"),
        (unchecked(), "pointers", "read or restated"),
        (GIVEN_AWAY, "options (a)", "the answer itself"),
        (ABSOLUTE, "options", "absolute words"),
        (UNLIKE, "options", "end all four with a full stop, or none"),
        (LONG_RULE, "rule", "at most 12 words, not 13"),
        (UNWRITTEN_RULE, "rule", "one sentence"),
        (ONE_LEANING, "leaning", "at least two leanings"),
        (HALF, "question", "ask a complete question"),
        (UNWRITTEN, "prompt", "“To write:”"),
        (with_texts("To write: b", "Ask.", "Go.", "Ring."), "options (a) > text", "“To write:”"),
        (replace(GOOD, question="What comes next is an?"), "question", "grammar"),
        (
            with_texts("Ask him now.", "Ask him now.", "Go to him.", "Ring her."),
            "options",
            "the same",
        ),
    ],
)
def test_each_finding_says_what_to_do(item: Item, field: str, said: str) -> None:
    found = {one.field: one for one in check_item(item) if said in one.what_to_do}
    assert found[field].where == item.id


def test_answers_may_all_end_with_a_word() -> None:
    words = with_texts("Ask him today", "Ask her first", "Go to see him", "Ring her now")
    assert not [one for one in check_item(words) if one.what_to_do.startswith("end ")]


def test_a_rule_of_twelve_words_is_fine() -> None:
    good = replace(GOOD, rule="Ask the parent before you look her up on her own page.")
    assert len(str(good.rule).split()) == 12
    assert not [one for one in check_item(good) if one.field == "rule"]


def test_short_words_are_easier_to_read() -> None:
    # Flesch 1948: 206.835 - 1.015 · 6 - 84.6 · 1 for one sentence of six one-syllable words.
    assert reading_ease("The cat sat on the mat.") == pytest.approx(116.145)
    assert reading_ease("Considerable organisational responsibility.") < 0


def test_the_commands(app: Flask) -> None:
    runner = app.test_cli_runner()
    listed = runner.invoke(args=["scenarios", "list"]).output
    for item in [*BANK.items.values(), *BANK.contested]:
        assert item.id in listed
    checked = runner.invoke(args=["scenarios", "check"])
    assert checked.exit_code == 0
    assert checked.output.endswith("0 to fix.\n")


def test_contested_scenarios_are_never_scored() -> None:
    asked = {item.id for form in BANK.forms for item in form.items}
    assert len(BANK.contested) >= 8
    assert not asked & {contested.id for contested in BANK.contested}
    assert all(contested.sides for contested in BANK.contested)


@pytest.mark.parametrize("form", BANK.forms, ids=lambda form: form.id)
def test_every_form_uses_every_topic(form: BankForm) -> None:
    assert {item.topic.id for item in form.items} == set("ABCDEFGH")
