"""Notices at the top of the next page, in the language in which that page is shown. A language may
be chosen in between, in another tab or by the link that leaves a form."""

import json
from datetime import date
from typing import Any

import flask

from quiz.clock import long_date
from quiz.languages.sentences import LazyContent, LazyList, LazyPlural, LazySentence

TO_TRANSLATE = "to translate"
"""The category of a notice that is kept as its sentences and the values of their places."""


def flash(*sentences: LazySentence) -> None:
    """Show these, as one notice, on the next page. A place may be a text, a number, a day or a
    sentence."""
    flask.flash(json.dumps(sentences, default=_kept), TO_TRANSLATE)


def notices() -> list[str]:
    """The notices for this page. Each is shown once."""
    found = flask.get_flashed_messages(with_categories=True)
    return [_words(*pair) for pair in found if not isinstance(pair, str)]


def _kept(value: object) -> dict[str, Any]:
    """What JSON has no form for. What a sentence has in its places is kept in the same way."""
    match value:
        case date():
            return {"day": value.isoformat()}
        case LazyList():
            return {"list": value.parts}
        case LazyContent():
            return {"content": value.context, "text": value.sentence}
        case LazySentence():
            kept: dict[str, Any] = {"sentence": value.sentence, "places": value.places}
            if isinstance(value, LazyPlural):
                kept |= {"many": value.many, "number": value.number}
            return kept
    raise TypeError(f"a notice cannot keep {value!r}")


def _words(category: str, notice: str) -> str:
    """A notice of an older release is kept in its words."""
    return " ".join(map(_sentence, json.loads(notice))) if category == TO_TRANSLATE else notice


def _sentence(kept: dict[str, Any]) -> str:
    return str(_place(kept))


def _place(value: Any) -> object:
    """What was kept. Sentences find their words when they are shown."""
    match value:
        case {"day": day}:
            return long_date(date.fromisoformat(day))
        case {"list": parts}:
            return LazyList([str(_place(one)) for one in parts])
        case {"content": context, "text": text}:
            return LazyContent(context, text)
        case {"sentence": sentence, "places": places}:
            filled = {name: _place(one) for name, one in places.items()}
            if "many" in value:
                return LazyPlural(sentence, value["many"], value["number"], **filled)
            return LazySentence(sentence, **filled)
    return value
