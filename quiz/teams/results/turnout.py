"""How many people were invited, answered, and were counted; and how many answers were deleted."""

from dataclasses import dataclass


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
            return f"The answers of {self.counted} people are counted so far."
        of = "" if self.invited is None else f" of {self.invited}"
        return f"{self.answered}{of} people answered."

    @property
    def words(self) -> str:
        """All four numbers, in one line that every file has."""
        invited = "nobody knows" if self.invited is None else self.invited
        if self.answered is None:
            return (
                f"Invited: {invited}. Counted: {self.counted}. You see how many answered, and how "
                "many answers were deleted, when the review is closed."
            )
        return (
            f"Invited: {invited}. Answered: {self.answered}. Counted: {self.counted}. "
            f"Deleted, because too few could be counted together: {self.deleted}."
        )
