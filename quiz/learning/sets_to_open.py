"""What a package, or a link in a course, can open: any set, a set of ours, or an organisation's."""

from collections.abc import Sequence

from quiz.bank.items import BankForm
from quiz.bank.written_languages import is_own
from quiz.languages.sentences import gettext
from quiz.vocabulary import set_number

ANY = "any"
"""The value for any set."""


def choices(forms: Sequence[BankForm]) -> list[tuple[str, str]]:
    """Each value with its words."""
    found = [(ANY, gettext("Any: each person gets a set that is new to their browser"))]
    for form in (one for one in forms if not one.local):
        found.append((form.id, gettext("Set %(number)s", number=set_number(form.id))))
    own = [(form.id, gettext("Your organisation’s own scenarios")) for form in forms if form.local]
    return found + own[:1]  # it opens those in each person's language


def can_be_opened(form: str, forms: Sequence[BankForm]) -> bool:
    """Whether there is such a set. The own ones of each language are one: a page that is open may
    have the letter of another language than the one that is offered now."""
    if is_own(form):
        return any(one.local for one in forms)
    return form == ANY or form in {one.id for one in forms}


def title_of(form: str) -> str:
    """What people in a course read: the name of a package or link that opens this."""
    if form == ANY:
        return gettext("Before You Look: check what you know")
    if is_own(form):
        return gettext("Before You Look: your organisation’s own scenarios")
    return gettext("Before You Look: set %(number)s", number=set_number(form))
