"""Words of the law are explained where they stand and on a page of their own."""

from dataclasses import replace

import pytest

from quiz.bank.checks import HARDEST_TO_READ
from quiz.bank.language_rules import reading_ease
from quiz.bank.load import load
from quiz.bank.sources import Checked
from quiz.bank.terms import split_at_terms
from tests.selfcheck.steps import answer, reach_scenarios
from tests.visitor import Visitor

BANK = load()
NAMED = {"ripa": "RIPA", "chis": "CHIS"} | {
    word.replace(" ", "-"): word for word in ("directed surveillance", "authorisation")
}


def test_the_page_has_each_term_with_its_meaning_and_pointers(visitor: Visitor) -> None:
    visitor.get("/glossary")
    for term in BANK.terms:
        found = visitor.page.find(id=term.id)
        assert found
        assert term.term in found.get_text()
        assert term.means in found.get_text()
        for pointer in term.pointers:
            assert found.find("a", href=pointer.address)
    assert visitor.page.select_one('footer a[href="/glossary"]')
    assert set(NAMED) <= {term.id for term in BANK.terms}


def test_each_meaning_is_short_and_rests_on_a_text_that_was_looked_at() -> None:
    for term in BANK.terms:
        assert len(term.means.split()) <= 25, term.id
        assert any(pointer.checked != Checked.NOT_CHECKED for pointer in term.pointers), term.id
    assert reading_ease(" ".join(term.means for term in BANK.terms)) > HARDEST_TO_READ


def test_a_scenario_explains_its_words_once_and_each_button_has_its_line(visitor: Visitor) -> None:
    reach_scenarios(visitor)
    explained: set[str] = set()
    for item in BANK.forms[0].items:
        buttons = [str(button["popovertarget"]) for button in visitor.page.select(".term")]
        lines = {str(line["id"]): line.get_text() for line in visitor.page.select("[popover]")}
        assert buttons == sorted(set(buttons), key=buttons.index)
        assert set(buttons) == set(lines)
        text = " ".join([item.vignette, item.question, *(one.text for one in item.options)])
        assert set(buttons) == {
            f"term-{name}" for name, word in NAMED.items() if word.casefold() in text.casefold()
        }
        assert item.vignette in visitor.page.main.get_text()
        explained.update(buttons)
        answer(visitor)
    assert len(explained) >= 3


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Get RIPA sorted.", ["Get ", "*RIPA", " sorted."]),
        ("No authorisations here", ["No ", "*authorisations", " here"]),
        ("Directed surveillance", ["", "*Directed surveillance", ""]),
        ("A ripaway authorised", ["A ripaway authorised"]),
    ],
)
def test_texts_are_split_at_whole_words(text: str, pieces: list[str]) -> None:
    found = [f"*{words}" if term else words for words, term in split_at_terms(text, BANK.terms)]
    assert found == pieces


def test_without_terms_a_text_stays_whole() -> None:
    page_only = [replace(term, found_as=()) for term in BANK.terms]
    assert list(split_at_terms("About RIPA", page_only)) == [("About RIPA", None)]
