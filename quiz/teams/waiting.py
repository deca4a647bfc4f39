"""What a lead is told while a box is shut: how many have answered, and when figures open. Pure."""

from dataclasses import dataclass
from datetime import date

from quiz.analysis.disclosure import GroupProgress, Rules, block_is_due


@dataclass(frozen=True)
class GroupState:
    """A reporting group in numbers of people; ``""`` is the whole team. invited: None if unknown.

    sealed and released: people in its own blocks, and how many blocks.
    """

    name: str
    invited: int | None
    answered: int
    sealed: int
    released: int

    def opens_at(self, rules: Rules) -> int | None:
        """With how many answers in all its next block opens; None when only the close can do it."""
        if self.invited is None:
            return None
        for answered in range(self.answered + 1, self.invited + 1):
            found = GroupProgress(self.invited, answered - self.sealed, self.sealed, self.released)
            if block_is_due(found, rules, closing=answered == self.invited):
                return answered
        return None


@dataclass(frozen=True)
class State:
    """A review in numbers of people. opened: how many are in published blocks."""

    rules: Rules
    closes_on: date
    closed_on: date | None
    today: date
    opened: int
    groups: tuple[GroupState, ...]

    @property
    def answered(self) -> int:
        return sum(group.answered for group in self.groups)

    @property
    def invited(self) -> int | None:
        """How many were invited; None when nobody knows."""
        known = [group.invited for group in self.groups if group.invited is not None]
        return sum(known) if len(known) == len(self.groups) else None

    @property
    def split(self) -> bool:
        return len(self.groups) > 1

    @property
    def due(self) -> bool:
        """Whether the closing day has passed, and the box only waits to be closed."""
        return self.closed_on is None and self.closes_on < self.today

    @property
    def unpublished(self) -> int:
        """After the close: how many answered, too few to be a block, and were deleted."""
        return self.answered - self.opened if self.closed_on else 0
