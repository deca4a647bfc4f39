"""The times that pages state are measured: words at a reading speed, and seconds for each choice.

A text that a page repeats, such as “Very sure”, is read once. Looking over one's answers is not
counted.
"""

import re

import pytest
from bs4 import Tag
from flask import Flask

from quiz.bank.checks import item_text
from quiz.languages.number_words import NUMBER_WORDS
from quiz.selfcheck.forms import LENGTHS, READING_SPEED, SECONDS_A_CHOICE
from quiz.vocabulary import Length
from tests.selfcheck.steps import BANK, answer
from tests.visitor import Visitor, normalize_space

BLOCKS = "h1, h2, h3, p, li, legend, label, button[type=submit], .govuk-hint"
WITHIN = 0.1
"""How far, as a share, the measured time may be from the stated one."""


class Reader:
    """Somebody who reads every page and answers every question."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.read, self.choices = visitor, set[str](), 0

    def reads(self) -> None:
        main = self.visitor.page.main
        assert main is not None
        for block in main.select(BLOCKS):
            if not block.find_parent(["dl", "nav"]) and not block.find(is_block):
                self.read.add(normalize_space(block.get_text(" ")))

    def sends(self, **answers: str) -> None:
        self.reads()
        self.choices += len(answers) + 1
        self.visitor.send(**answers)

    def answers_all(self) -> None:
        boxes = self.visitor.form.select('input[type="radio"][value]:not([value=""])')
        chosen = {str(box["name"]): str(box["value"]) for box in boxes}
        self.sends(**chosen | {name: "yes" for name in chosen if name == "aware"})

    @property
    def minutes(self) -> float:
        words = sum(len(text.split()) for text in self.read)
        return words / READING_SPEED + self.choices * SECONDS_A_CHOICE / 60


def is_block(tag: Tag) -> bool:
    return tag.name in ("p", "li", "label", "legend")


def stated(words: str) -> int:
    found = re.fullmatch(r"About (\w+) minutes: .*", str(words))
    assert found
    return NUMBER_WORDS.index(found[1])


def reads_everything(app: Flask, form: str, length: Length) -> Reader:
    reader = Reader(Visitor(app).get("/").send(length=length.value, scenarios=form))
    while reader.visitor.path != "/check/feedback":
        if reader.visitor.path.startswith("/check/scenario"):
            reader.reads()
            reader.choices += 3
            answer(reader.visitor)
        elif reader.visitor.path == "/check/answers":
            reader.sends()
        else:
            reader.answers_all()
        assert reader.visitor.status == 200, reader.visitor.errors
    return reader


@pytest.mark.parametrize("length", LENGTHS)
def test_a_check_takes_as_long_as_its_page_says(app: Flask, length: Length) -> None:
    """Of set 1; the next test compares the others with it."""
    minutes = reads_everything(app, "A", length).minutes
    assert minutes == pytest.approx(stated(LENGTHS[length]), rel=WITHIN)


def test_an_invitation_states_the_same_time(app: Flask) -> None:
    template, _, _ = app.jinja_env.loader.get_source(app.jinja_env, "review/invitation_text.html")
    ten = NUMBER_WORDS[stated(LENGTHS[Length.FULL])]
    assert re.findall(r"(\w+) minutes", template) == [ten]


@pytest.mark.parametrize("length", LENGTHS)
def test_the_sets_are_equally_long(length: Length) -> None:
    words = [sum(len(item_text(item).split()) for item in form.take(length)) for form in BANK.forms]
    assert words == pytest.approx([words[0]] * len(words), rel=WITHIN)
