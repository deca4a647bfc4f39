"""What closing a review now would do: how many answers count, and how many are deleted. Pure."""

from dataclasses import dataclass

from quiz.languages.sentences import gettext, ngettext
from quiz.teams.status import ReviewStatus, stepped


@dataclass(frozen=True)
class CloseForecast:
    """counted: at least this many answers would be counted. deleted: at most this many deleted."""

    counted: int
    deleted: int

    @property
    def words(self) -> str:
        counted = gettext("Perhaps no answers would be counted.")
        if self.counted:
            counted = ngettext(
                "%(number)s answer or more would be counted.",
                "%(number)s answers or more would be counted.",
                self.counted,
                number=self.counted,
            )
        deleted = gettext("Deleted: none.")
        if self.deleted:
            deleted = gettext("Deleted: %(number)s at most.", number=self.deleted)
        return f"{counted} {deleted}"


def forecast(status: ReviewStatus) -> CloseForecast:
    """The least that would be counted and the most that would be deleted (rule P3).

    A group with k or more waiting, and a block left, is counted as a whole. What waits in the
    others is counted together if it is k or more, so fewer than k are deleted.
    """
    rules, counted, certain = status.rules, status.opened, True
    for group in status.groups:
        # In steps, so that it does not show who answered.
        waiting = max(stepped(group.answered) - group.opened, 0)
        if waiting >= rules.k and group.blocks < rules.releases:
            counted += waiting
        elif group.invited is None or group.invited > group.opened:
            certain = False
    return CloseForecast(counted, 0 if certain else rules.k - 1)
