"""The page for supervision: rules to talk about, and two questions. Pure.

It shows no answer, no score and nothing about the person, unless they chose it.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quiz.bank.items import Item
from quiz.clock import long_date
from quiz.documents.paper_words import content_language, paper_words
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.selfcheck.documents.finished_check import FinishedCheck
from quiz.selfcheck.feedback import StandAnswers

QUESTIONS = (
    lazy_gettext("Which of these rules is hardest to keep in our work, and what would help?"),
    lazy_gettext("Who do I ask here before I look, and is that written down?"),
)


@dataclass(frozen=True)
class SupervisionRule:
    """A rule, and the first place in the guidance that it rests on. language: the tag of the
    rule's; None for English. lang: the same for Typst."""

    rule: str
    language: str | None
    lang: str
    where: str
    url: str


@dataclass(frozen=True)
class SupervisionPage:
    """What is on the page, in its order. ``result`` and ``stands`` are empty unless chosen."""

    day: str
    about: str
    rules: tuple[SupervisionRule, ...]
    questions: tuple[str, ...]
    result: str
    stands: tuple[str, ...]

    @property
    def data(self) -> dict[str, Any]:
        """The data of ``supervision.typ``, with the words of its headings."""
        return asdict(self) | {
            **paper_words(),
            "title": gettext("For supervision"),
            "head": gettext("Before You Look: for supervision, %(day)s", day=self.day),
            "rules_heading": gettext("Rules from it"),
            "questions_heading": gettext("Two questions to talk about"),
            "added_heading": gettext("What I chose to add"),
        }


def with_rules(items: Sequence[Item]) -> list[Item]:
    """The scenarios with a rule, each rule once, by topic: the order says nothing of answers."""
    found = {item.rule: item for item in items if item.rule}
    return sorted(found.values(), key=lambda item: (item.topic.id, item.title))


def supervision_page(
    check: FinishedCheck,
    rules: Collection[str],
    stands: Sequence[StandAnswers],
    *,
    with_result: bool,
) -> SupervisionPage:
    """The page. ``rules`` are the ids of the scenarios whose rules were ticked; none means all.

    ``stands`` has the answers to show on *where do you stand*.
    """
    items = with_rules(check.items)
    chosen = [item for item in items if item.id in rules] or items
    return SupervisionPage(
        day=long_date(check.finished_on),
        about=_about(check),
        rules=tuple(_rule(item) for item in chosen),
        questions=tuple(map(str, QUESTIONS)),
        result=check.result if with_result else "",
        stands=tuple(map(_stand, stands)),
    )


def _about(check: FinishedCheck) -> str:
    day, words = long_date(check.finished_on), check.set_words
    if words:
        return gettext(
            "On %(day)s I took a self-check on looking at families’ social media (%(words)s).",
            day=day,
            words=words,
        )
    return gettext("On %(day)s I took a self-check on looking at families’ social media.", day=day)


def _rule(item: Item) -> SupervisionRule:
    first = item.pointers[0]
    where = f"{first.source.title}, {first.place}"
    language = content_language(item)
    return SupervisionRule(item.rule or "", item.language, language, where, first.address)


def _stand(stood: StandAnswers) -> str:
    return gettext(
        "Searching for a client online %(situation)s. Acceptable in some situations: "
        "%(acceptable)s. Have done it: %(done)s.",
        situation=stood.item.situation,
        acceptable=stood.acceptable.lower(),
        done=stood.done.lower(),
    )
