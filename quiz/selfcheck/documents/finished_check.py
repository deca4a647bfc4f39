"""A finished check as plain values, with what the person chose to show of it. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quiz.bank.items import Bank, Item
from quiz.bank.written_languages import is_own
from quiz.languages.sentences import gettext, ngettext
from quiz.questions.scenario_form import MarkedResponse
from quiz.vocabulary import set_name


@dataclass(frozen=True)
class FinishedCheck:
    """The scenarios of a check, in their order, and the day on which it was finished.

    ``set_words`` say which scenarios it asked, as pages do: “set 1”; empty where no set has them.
    """

    marked: Sequence[MarkedResponse]
    finished_on: date
    set_words: str = ""

    @property
    def items(self) -> list[Item]:
        return [one.item for one in self.marked]

    @property
    def scenarios_words(self) -> str:
        """“1 scenario”, “12 scenarios (set 2)”."""
        many, words = len(self.marked), self.set_words
        if words:
            return ngettext(
                "1 scenario (%(words)s)",
                "%(number)s scenarios (%(words)s)",
                many,
                number=many,
                words=words,
            )
        return ngettext("1 scenario", "%(number)s scenarios", many, number=many)

    @property
    def result(self) -> str:
        """How many answers matched the guidance: for documents only where the person asked."""
        right = sum(one.right for one in self.marked)
        return gettext(
            "%(right)s of %(of)s answers matched the guidance.", right=right, of=len(self.marked)
        )

    def chosen(self, ids: Collection[str]) -> list[Item]:
        """The scenarios with these ids, in the order asked."""
        return [item for item in self.items if item.id in ids]


def set_words(bank: Bank, form: str, items: Iterable[Item], *, second: bool) -> str:
    """Which scenarios a check with this form asked. The copy of a live session may have scenarios
    of several forms, and a form may have changed since: then no set has them all."""
    if is_own(form):
        return gettext("my organisation’s own")
    if second:
        return gettext("a second look")
    known = {item.id for one in bank.forms if one.id == form for item in one.items}
    return set_name(form) if {item.id for item in items} <= known else ""
