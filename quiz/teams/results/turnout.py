"""How many people were invited, answered, and were counted; and who may be missing."""

from dataclasses import dataclass

from quiz.analysis.ranges import rounded_percent

NOT_KNOWN = "not known"


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
        of = "" if self.invited is None else f" of {self.invited}"
        if self.answered is None:
            return f"{self.counted}{of} people are counted so far. More may answer."
        counted = f" {self.counted} are counted." if self.deleted else ""
        return f"{self.answered}{of} people answered.{counted}"

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The numbers that every file has. Those that are not stated yet are left out."""
        found = [("Invited", NOT_KNOWN if self.invited is None else str(self.invited))]
        if self.answered is not None:
            found += [("Answered", str(self.answered)), ("Response rate", self.response_rate)]
        found.append(("Counted", str(self.counted)))
        if self.deleted is not None:
            found.append(("Deleted", str(self.deleted)))
        return tuple(found)

    @property
    def response_rate(self) -> str:
        if not self.invited or self.answered is None:
            return NOT_KNOWN
        return f"{rounded_percent(self.answered, self.invited)} %"

    @property
    def words(self) -> str:
        """The same numbers in one line."""
        line = "".join(f"{name}: {number}. " for name, number in self.numbers).strip()
        if self.answered is None:
            return (
                f"{line} You see how many answered, and how many answers were deleted, when the "
                "review is closed."
            )
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
            return "Everybody who was invited is counted, so nobody is missing from the figures."
        if self.invited is None:
            missing = "Nobody knows how many people are not counted."
        else:
            left = self.invited - self.counted
            missing = f"{left} of {self.invited} {'is' if left == 1 else 'are'} not counted."
        if self.invited == self.answered and self.deleted:
            return f"{missing} Too few of them could be counted together."
        return (
            f"{missing} People saw their own result before they chose to send it. If those who did "
            "badly kept theirs, the team knows less than the figures show."
        )
