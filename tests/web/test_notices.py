"""A notice is in the language of the page that shows it, not of the request that made it."""

import re
from datetime import date
from pathlib import Path

from flask import Flask
from flask import flash as keep_words

from quiz.analysis.disclosure import Rules
from quiz.languages.catalogues import language
from quiz.languages.sentences import LazyList, lazy_gettext, lazy_ngettext, written_in
from quiz.teams.group_names import merge_notice
from quiz.web.notices import flash, notices

QUIZ = Path(__file__).parents[2] / "quiz"
SAVED = lazy_gettext("Saved.")
ANSWER_UNTIL = lazy_gettext("People can answer until %(day)s.")
IN_WELSH = ["Wedi’i gadw. Gall pobl ateb tan 3 Rhagfyr 2026."]


def test_it_is_translated_when_it_is_shown(app: Flask) -> None:
    with app.test_request_context():
        flash(SAVED, ANSWER_UNTIL.filled(day=date(2026, 12, 3)))
        for number in (1, 3):
            flash(lazy_ngettext("one more", "%(number)s more", number, number=number))
        keep_words("In the words of an older release")
        with written_in(language("cy")):
            assert notices() == [
                *IN_WELSH,
                "one more",
                "3 more",
                "In the words of an older release",
            ]
        assert notices() == notices(), "each is shown once"


def test_what_is_in_its_places_is_translated_too(app: Flask) -> None:
    counts = LazyList([lazy_gettext("%(number)s added", number=2), "Lea’s own"])
    with app.test_request_context():
        flash(lazy_gettext("Imported: %(counts)s.", counts=counts))
        merged = merge_notice(
            {"Social work student": 2, "Another role": 60, "Early help": 60}, Rules()
        )
        assert merged
        flash(merged)
        with written_in(language("cy")):
            imported, groups = notices()
    assert imported == "Mewnforiwyd: ychwanegwyd 2, Lea’s own."
    assert "ar gyfer Myfyriwr gwaith cymdeithasol, Rôl arall, Early help." in groups
    assert "“Pawb arall”" in groups


def test_every_notice_is_kept_so() -> None:
    """``flask.flash`` would keep words in the language of the request."""
    others = [path for path in QUIZ.rglob("*.py") if path.name != "notices.py"]
    assert others
    calls = re.compile(r"from flask import[^)\n]*\bflash\b|flask\.flash|\n    flash,")
    assert [str(path) for path in others if calls.search(path.read_text("utf-8"))] == []
