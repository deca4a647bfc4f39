"""The names of reporting groups on pages.

A group is stored under its English name: for a role, the words of the survey's first question. On a
page it has the words of the page. A lead's own names stay as they were typed.
"""

from quiz.analysis.disclosure import EVERYONE_ELSE
from quiz.bank.items import Bank, Choice
from quiz.content import bank, in_english
from quiz.languages.sentences import lazy_gettext

OTHERS = lazy_gettext("Everyone else")
"""``EVERYONE_ELSE`` on pages."""


def roles(served: Bank) -> tuple[Choice, ...]:
    """The roles that a review can group people by."""
    return next(question for question in served.survey if question.id == "role").answers


def group_words(name: str) -> str:
    """The name of a group in the language that is written. Needs an app's context."""
    if name == EVERYONE_ELSE:
        return str(OTHERS)
    stored, shown = roles(in_english()), roles(bank())
    known = {one.text: other.text for one, other in zip(stored, shown, strict=True)}
    return known.get(name, name)
