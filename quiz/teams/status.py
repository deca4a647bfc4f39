"""How far a review has come: how many people answered, and when its figures open. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quiz.analysis.disclosure import GroupProgress, Rules, block_is_due
from quiz.languages.sentences import gettext, ngettext

STEP = 5
"""While a review is open, its lead sees how many answered in steps of this many people. Otherwise
somebody who uses a colleague's code would see whether the number changes, and so whether that
colleague has answered."""


def stepped(answered: int) -> int:
    """The last step that was reached."""
    return answered - answered % STEP


def invited_in_all(invited: Iterable[int | None]) -> int | None:
    """Number of people invited, of all groups; None if that of one is unknown."""
    sizes = list(invited)
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def in_steps(answered: int, invited: int | None) -> str:
    """How many have answered while the review is open: “10 or more of 23”. invited: None if
    unknown."""
    step = stepped(answered)
    if invited is None:
        if step:
            return gettext("%(number)s or more", number=step)
        return gettext("Fewer than %(number)s", number=STEP)
    if step:
        return gettext("%(number)s or more of %(of)s", number=step, of=invited)
    return gettext("Fewer than %(number)s of %(of)s", number=STEP, of=invited)


def sentence_in_steps(answered: int, invited: int | None) -> str:
    """The same as a sentence."""
    step = stepped(answered)
    if invited is None:
        if step:
            return gettext("%(number)s or more people have answered.", number=step)
        return gettext("Fewer than %(number)s people have answered.", number=STEP)
    if step:
        return gettext(
            "%(number)s or more of %(of)s people have answered.", number=step, of=invited
        )
    return gettext("Fewer than %(number)s of %(of)s people have answered.", number=STEP, of=invited)


def answered_exactly(answered: int, invited: int | None) -> str:
    """How many answered, once the review is closed. invited: None if unknown."""
    if invited is None:
        return ngettext(
            "%(number)s person answered.", "%(number)s people answered.", answered, number=answered
        )
    return ngettext(
        "%(number)s of %(of)s person answered.",
        "%(number)s of %(of)s people answered.",
        invited,
        number=answered,
        of=invited,
    )


@dataclass(frozen=True)
class GroupStatus:
    """A reporting group in numbers of people.

    invited: None if unknown. opened: people in the group's own blocks. blocks: number of those.
    """

    name: str
    invited: int | None
    answered: int
    opened: int
    blocks: int

    @property
    def answered_in_steps(self) -> str:
        return in_steps(self.answered, self.invited)

    def opens_at(self, rules: Rules) -> int | None:
        """The number of answers, in all, at which the next block opens; None if only the close
        can open one."""
        if self.invited is None:
            return None
        for answered in range(self.answered + 1, self.invited + 1):
            group = GroupProgress(self.invited, answered - self.opened, self.opened, self.blocks)
            if block_is_due(group, rules, closing=answered == self.invited):
                return answered
        return None


@dataclass(frozen=True)
class ReviewStatus:
    """A review in numbers of people. opened: people in opened blocks."""

    rules: Rules
    closes_on: date
    closed_on: date | None
    today: date
    opened: int
    groups: tuple[GroupStatus, ...]

    @property
    def answered(self) -> int:
        return sum(group.answered for group in self.groups)

    @property
    def invited(self) -> int | None:
        """Number of people invited; None if unknown."""
        return invited_in_all(group.invited for group in self.groups)

    @property
    def answered_sentence(self) -> str:
        """How many have answered: exactly once the review is closed, in steps before."""
        if self.closed_on is None:
            return sentence_in_steps(self.answered, self.invited)
        return answered_exactly(self.answered, self.invited)

    @property
    def has_groups(self) -> bool:
        return len(self.groups) > 1

    @property
    def due(self) -> bool:
        """Whether the last day has passed but the review is not closed yet."""
        return self.closed_on is None and self.closes_on < self.today

    @property
    def unpublished(self) -> int:
        """After the close: submissions deleted unopened, because there were too few."""
        return self.answered - self.opened if self.closed_on else 0
