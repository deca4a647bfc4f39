"""How many people were invited, answered, and were counted; and who may be missing."""

from dataclasses import dataclass

from quiz.analysis.ranges import rounded_percent
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams.status import answered_exactly

NOT_KNOWN = lazy_gettext("not known")


@dataclass(frozen=True)
class Turnout:
    """Numbers of people. invited: None with one link for everybody. answered and deleted: None
    while the review is open, because a number that moves would show who has answered. counted: in
    opened blocks."""

    invited: int | None
    answered: int | None
    counted: int
    deleted: int | None

    @property
    def first_line(self) -> str:
        """``23 of 26 people answered.``"""
        if self.answered is None:
            return self._so_far
        answered = answered_exactly(self.answered, self.invited)
        if not self.deleted:
            return answered
        counted = ngettext(
            "%(number)s is counted.",
            "%(number)s are counted.",
            self.counted,
            number=self.counted,
        )
        return f"{answered} {counted}"

    @property
    def _so_far(self) -> str:
        if self.invited is None:
            return ngettext(
                "%(number)s person is counted so far. More may answer.",
                "%(number)s people are counted so far. More may answer.",
                self.counted,
                number=self.counted,
            )
        return ngettext(
            "%(number)s of %(of)s person is counted so far. More may answer.",
            "%(number)s of %(of)s people are counted so far. More may answer.",
            self.invited,
            number=self.counted,
            of=self.invited,
        )

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The numbers that every file has. Those that are not stated yet are left out."""
        found = [(gettext("Invited"), str(NOT_KNOWN if self.invited is None else self.invited))]
        if self.answered is not None:
            found.append((gettext("Answered"), str(self.answered)))
            found.append((gettext("Response rate"), self.response_rate))
        found.append((gettext("Counted"), str(self.counted)))
        if self.deleted is not None:
            found.append((gettext("Deleted"), str(self.deleted)))
        return tuple(found)

    @property
    def response_rate(self) -> str:
        if not self.invited or self.answered is None:
            return str(NOT_KNOWN)
        return f"{rounded_percent(self.answered, self.invited)} %"

    @property
    def words(self) -> str:
        """The same numbers in one line."""
        line = "".join(f"{name}: {number}. " for name, number in self.numbers).strip()
        if self.answered is None:
            later = gettext(
                "You see how many answered, and how many answers were deleted, when the review is "
                "closed."
            )
            return f"{line} {later}"
        return line

    @property
    def complete(self) -> bool:
        """Whether everybody who was invited is counted."""
        return self.invited == self.counted

    @property
    def most(self) -> bool:
        """Whether at least half of those invited are counted. If not, the figures describe those
        who answered, and no sentence says “your team”."""
        return self.invited is not None and 2 * self.counted >= self.invited

    @property
    def who_is_missing(self) -> str:
        """What it does to the figures that people saw their result before they chose to send it."""
        if self.complete:
            return gettext(
                "Everybody who was invited is counted, so nobody is missing from the figures."
            )
        missing = gettext("Nobody knows how many people are not counted.")
        if self.invited is not None:
            left = self.invited - self.counted
            missing = ngettext(
                "%(number)s of %(of)s is not counted.",
                "%(number)s of %(of)s are not counted.",
                left,
                number=left,
                of=self.invited,
            )
        why = gettext("Too few of them could be counted together.")
        if not (self.invited == self.answered and self.deleted):
            why = gettext(
                "People saw their own result before they chose to send it. If those who did badly "
                "kept theirs, the team knows less than the figures show."
            )
        return f"{missing} {why}"
