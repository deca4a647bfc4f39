"""Notices at the top of the next page, in the language in which that page is shown. A language may
be chosen in between, in another tab or by the link that leaves a form."""

import json
from datetime import date
from typing import Any

import flask

from quiz.clock import long_date
from quiz.languages.sentences import LazyPlural, LazySentence

TO_TRANSLATE = "to translate"
"""The category of a notice that is kept as its sentences and the values of their places."""


def flash(*sentences: LazySentence) -> None:
    """Show these, as one notice, on the next page. A place may be a text, a number or a day."""
    flask.flash(json.dumps([_kept(one) for one in sentences], default=_day), TO_TRANSLATE)


def notices() -> list[str]:
    """The notices for this page. Each is shown once."""
    found = flask.get_flashed_messages(with_categories=True)
    return [_words(*pair) for pair in found if not isinstance(pair, str)]


def _kept(sentence: LazySentence) -> dict[str, Any]:
    kept: dict[str, Any] = {"sentence": sentence.sentence, "places": sentence.places}
    if isinstance(sentence, LazyPlural):
        kept |= {"many": sentence.many, "number": sentence.number}
    return kept


def _day(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"a notice cannot keep {value!r}")


def _words(category: str, notice: str) -> str:
    """A notice of an older release is kept in its words."""
    return " ".join(map(_sentence, json.loads(notice))) if category == TO_TRANSLATE else notice


def _sentence(kept: dict[str, Any]) -> str:
    places = {name: _place(value) for name, value in kept["places"].items()}
    if "many" in kept:
        return str(LazyPlural(kept["sentence"], kept["many"], kept["number"], **places))
    return str(LazySentence(kept["sentence"], **places))


def _place(value: object) -> object:
    return long_date(date.fromisoformat(value["day"])) if isinstance(value, dict) else value
