"""The page for supervision: rules to talk about, and two questions. Pure.

It shows no answer, no score and nothing about the person, unless they chose it.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quiz.bank.items import Item
from quiz.clock import long_date
from quiz.selfcheck.documents.finished_check import FinishedCheck
from quiz.selfcheck.feedback import StandAnswers

QUESTIONS = (
    "Which of these rules is hardest to keep in our work, and what would help?",
    "Who do I ask here before I look, and is that written down?",
)


@dataclass(frozen=True)
class SupervisionRule:
    """A rule, and the first place in the guidance that it rests on."""

    rule: str
    where: str
    url: str


@dataclass(frozen=True)
class SupervisionPage:
    """What is on the page, in its order. ``result`` and ``stands`` are empty unless chosen."""

    day: str
    set_words: str
    rules: tuple[SupervisionRule, ...]
    questions: tuple[str, ...]
    result: str
    stands: tuple[str, ...]

    @property
    def data(self) -> dict[str, Any]:
        """The data of ``supervision.typ``."""
        return asdict(self)


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
        set_words=check.set_words,
        rules=tuple(_rule(item) for item in chosen),
        questions=QUESTIONS,
        result=check.result if with_result else "",
        stands=tuple(map(_stand, stands)),
    )


def _rule(item: Item) -> SupervisionRule:
    first = item.pointers[0]
    return SupervisionRule(item.rule or "", f"{first.source.title}, {first.place}", first.address)


def _stand(stood: StandAnswers) -> str:
    return (
        f"Searching for a client online {stood.item.situation}. Acceptable in some situations: "
        f"{stood.acceptable.lower()}. Have done it: {stood.done.lower()}."
    )
