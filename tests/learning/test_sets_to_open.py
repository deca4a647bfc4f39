"""What a package or a link in a course can open, for both in the same words."""

from dataclasses import replace

from flask import Flask

from quiz.bank.load import load
from quiz.learning.sets_to_open import can_be_opened, choices, title_of
from tests.people.steps import signed_in

NATIONAL = load().forms
WELSH = replace(NATIONAL[0], id="W", local=True)
ENGLISH = replace(NATIONAL[0], id="L", local=True)


def test_the_own_sets_of_each_language_are_one_choice() -> None:
    for own in ((WELSH,), (ENGLISH,), (ENGLISH, WELSH)):
        forms = (*NATIONAL, *own)
        assert [value for value, _ in choices(forms)] == ["any", *"ABCDE", own[0].id]
        for letter in "LW":
            assert can_be_opened(letter, forms), "a page may be older than what is in use"
            assert title_of(letter) == "Before You Look: your organisation’s own scenarios"
    assert [one for one in ("any", "A", "L", "W", "Z", "") if can_be_opened(one, NATIONAL)] == [
        *("any", "A")
    ]


def test_every_choice_of_the_page_can_be_downloaded(app: Flask) -> None:
    trainer = signed_in(app).get("/learning/package")
    values = trainer.choices("form")
    assert values == [value for value, _ in choices(NATIONAL)]
    for value in values:
        found = trainer.client.get(f"/learning/package?format=cmi5&form={value}")
        assert found.status_code == 200
