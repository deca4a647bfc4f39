"""The names of reporting groups on pages.

A group is stored under its English name: for a role, the words of the survey's first question. On a
page it has the words of the page. A lead's own names stay as they were typed.
"""

from collections.abc import Mapping

from quiz.analysis.disclosure import EVERYONE_ELSE, WHOLE_TEAM, Rules, reporting_groups
from quiz.bank.items import Bank, Choice
from quiz.content import in_english
from quiz.languages.sentences import LazyContent, LazyList, LazySentence, lazy_gettext

OTHERS = lazy_gettext("Everyone else")
"""``EVERYONE_ELSE`` on pages."""


def roles(served: Bank) -> tuple[Choice, ...]:
    """The roles that a review can group people by."""
    return next(question for question in served.survey if question.id == "role").answers


def group_words(name: str) -> str:
    """The name of a group in the language that is written. Needs an app's context."""
    return str(_lazy_words(name))


def _lazy_words(name: str) -> LazySentence | str:
    if name == EVERYONE_ELSE:
        return OTHERS
    for one in roles(in_english()):
        if one.text == name:
            return LazyContent(f"about you role: answer {one.id}", name)
    return name


def merge_notice(invited: Mapping[str, int] | None, rules: Rules) -> LazySentence | None:
    """A sentence for the lead that names the parts of the team without a group (rule P2).

    None if every part has its own group. invited: as in ``reviews.NewReview``.
    """
    people = invited or {}
    groups = reporting_groups(people, rules)
    without = [
        part for part, group in groups.items() if part not in {WHOLE_TEAM, group} and people[part]
    ]
    if not without:
        return None
    places = {
        "names": LazyList(list(map(_lazy_words, without))),
        "fewest": 2 * rules.k,
        "others": OTHERS,
    }
    if WHOLE_TEAM in groups.values():
        return lazy_gettext(
            "Everybody is in one group, and there will be no figures by group, for %(names)s. It "
            "takes two groups or more of at least %(fewest)s people each, “%(others)s” among them.",
            **places,
        )
    return lazy_gettext(
        "Fewer than %(fewest)s of each are invited, so they are in “%(others)s”: %(names)s.",
        **places,
    )
