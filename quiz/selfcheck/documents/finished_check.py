"""A finished check as plain values, with what the person chose to show of it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from quiz.bank.items import Item
from quiz.scenario_form import MarkedResponse


@dataclass(frozen=True)
class FinishedCheck:
    """The scenarios of a check, in their order, and the day on which it was finished.

    ``form`` is the letter of its form; ``local``: it asked an organisation's own scenarios;
    ``second``: it was a second look.
    """

    marked: Sequence[MarkedResponse]
    finished_on: date
    form: str
    local: bool
    second: bool

    @property
    def items(self) -> list[Item]:
        return [one.item for one in self.marked]

    @property
    def set_words(self) -> str:
        """Which scenarios it asked, as pages call them: “set 1”."""
        if self.local:
            return "your organisation’s own scenarios"
        return "a second look" if self.second else f"set {ascii_uppercase.index(self.form) + 1}"

    @property
    def count_words(self) -> str:
        """“1 scenario”, “12 scenarios”."""
        return "1 scenario" if len(self.marked) == 1 else f"{len(self.marked)} scenarios"

    @property
    def result(self) -> str:
        """How many answers matched the guidance: for documents only where the person asked."""
        right = sum(one.right for one in self.marked)
        return f"{right} of {len(self.marked)} answers matched the guidance."

    def chosen(self, ids: Collection[str]) -> list[Item]:
        """The scenarios with these ids, in the order asked."""
        return [item for item in self.items if item.id in ids]
