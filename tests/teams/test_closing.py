"""What the close page says before the close is never better than what the close does."""

from datetime import date
from itertools import product

from quiz.analysis.disclosure import GroupProgress, Rules, block_is_due
from quiz.teams.closing import forecast
from quiz.teams.status import GroupStatus, ReviewStatus

DAY = date(2027, 3, 1)


def closed(status: ReviewStatus) -> tuple[int, int]:
    """Counted and deleted after the close, by rule P3."""
    counted, left = status.opened, 0
    for group in status.groups:
        waiting = group.answered - group.opened
        progress = GroupProgress(group.invited, waiting, group.opened, group.blocks)
        if block_is_due(progress, status.rules, closing=True):
            counted += waiting
        else:
            left += waiting
    return (counted + left, 0) if left >= status.rules.k else (counted, left)


def group(name: str, answered: int, invited: int = 16, opened: int = 0) -> GroupStatus:
    return GroupStatus(name, invited, answered, opened, 1 if opened else 0)


def status(*groups: GroupStatus, k: int = 5, releases: int = 1) -> ReviewStatus:
    opened = sum(one.opened for one in groups)
    return ReviewStatus(Rules(k, 2, releases), DAY, None, DAY, opened, groups)


def test_the_forecast_is_never_too_good() -> None:
    for first, second, k in product(range(17), range(17), (5, 7)):
        for opened, releases in ((0, 1), (8, 2)):
            if 0 < opened > first:
                continue
            found = status(
                group("one", first, opened=opened), group("two", second), k=k, releases=releases
            )
            counted, deleted = closed(found)
            assert forecast(found).counted <= counted
            assert forecast(found).deleted >= deleted


def test_the_forecast_moves_in_steps_of_five() -> None:
    said = [forecast(status(group("", answered))).words for answered in range(17)]
    assert said[:5] == ["Perhaps no answers would be counted. Deleted: 4 at most."] * 5
    assert said[5:10] == ["5 answers or more would be counted. Deleted: none."] * 5
    assert said[15] == "15 answers or more would be counted. Deleted: none."
