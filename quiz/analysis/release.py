"""A whole review from beginning to end: who would be sealed with whom, and what would be shown.

The rules are those of the box; here they are followed on a list of submissions that is at hand, to
see beforehand what a review of this size would tell (``flask analyse FILE --release k,t,max``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.analysis.blocks import BlockCounts, ItemCounts, StrandCounts
from quiz.analysis.disclosure import Rules, Waiting, seals
from quiz.analysis.figures import BlockFigures, figures, total
from quiz.analysis.pairing import shows_understanding
from quiz.vocabulary import Answer, Certainty

Path = tuple[str, ...]
"""Where a group stands: (team,), (team, role) or (council, team, role); () is all of them."""

Member = tuple[Path, int]
"""One submission: its group, and its place in the group's order of arrival, from 0."""


@dataclass(frozen=True)
class Given:
    """One marked answer. Which option it was is not asked for: no option is published (P6)."""

    certainty: Certainty
    right: bool


@dataclass(frozen=True)
class Submission:
    """One person's finished copy: an answer to every scenario, and to the confidence questions."""

    answers: Mapping[str, Given]
    ratings: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A reporting group: how many were invited (None: unknown), and submissions as they came."""

    path: Path
    invited: int | None
    submissions: Sequence[Submission]


@dataclass(frozen=True)
class Block:
    """Submissions opened together. ``path`` is the smallest group that all of them belong to by
    the rules: leftovers of several groups of a team are a block of the team."""

    path: Path
    members: tuple[Member, ...]
    figures: BlockFigures


@dataclass(frozen=True)
class Release:
    """The blocks in the order of their sealing, and who is in none of them."""

    blocks: tuple[Block, ...]
    held_back: tuple[Member, ...]

    def total(self, path: Path = ()) -> BlockFigures | None:
        """The figures of a group, a team, or all: the sum of its whole blocks; None without any."""
        return total([b.figures for b in self.blocks if b.path[: len(path)] == path])


def release(
    groups: Sequence[Group],
    strands: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    closed: bool = True,
) -> Release:
    """Follow the rules P3 to P6 on these groups.

    strands: the items of each confidence question. Not ``closed``: what is sealed while the box
    still takes submissions. At the close, what is left in groups of fewer than k goes together
    into one block of the team, then of what the teams are part of, if that makes k. Raises
    ValueError when a submission lacks an answer (P1), a path comes twice, or more answered than
    were invited.
    """
    by_path = {group.path: group for group in groups}
    if len(by_path) < len(groups):
        raise ValueError("every group has its own place")
    people = {
        (group.path, number): submission
        for group in groups
        for number, submission in enumerate(group.submissions)
    }
    sealed: list[tuple[Path, tuple[Member, ...]]] = []
    left: dict[Path, list[Member]] = {}
    for group in groups:
        blocks, left[group.path] = sealed_in(group, rules, closed=closed)
        sealed += [(group.path, members) for members in blocks]
    held_back = [member for members in left.values() for member in members]
    if closed:
        together, held_back = pooled(left, rules.k)
        sealed += together
    return Release(
        tuple(
            Block(path, members, figures(count([people[m] for m in members], strands), rules.t))
            for path, members in sealed
        ),
        tuple(sorted(held_back)),
    )


def sealed_in(
    group: Group, rules: Rules, *, closed: bool
) -> tuple[list[tuple[Member, ...]], list[Member]]:
    """The group's own blocks as submissions come in, one by one, and what is left at the end."""
    blocks: list[tuple[Member, ...]] = []
    waiting: list[Member] = []

    def seal_if_due(*, closing: bool) -> None:
        done = sum(len(block) for block in blocks)
        if seals(Waiting(group.invited, len(waiting), done, len(blocks)), rules, closing=closing):
            blocks.append(tuple(waiting))
            waiting.clear()

    for number in range(len(group.submissions)):
        waiting.append((group.path, number))
        seal_if_due(closing=False)
    if closed:
        seal_if_due(closing=True)
    return blocks, waiting


def pooled(
    left: Mapping[Path, Sequence[Member]], k: int
) -> tuple[list[tuple[Path, tuple[Member, ...]]], list[Member]]:
    """Leftovers, one storey up at a time: a block where at least k come together."""
    blocks: list[tuple[Path, tuple[Member, ...]]] = []
    waiting = {path: list(members) for path, members in left.items()}
    for depth in range(max(map(len, waiting), default=0) - 1, -1, -1):
        deeper = [path for path in waiting if len(path) > depth]
        for path in dict.fromkeys(path[:depth] for path in deeper):
            together = waiting.pop(path, [])
            for below in [below for below in deeper if below[:depth] == path]:
                together += waiting.pop(below)
            if len(together) >= k:
                blocks.append((path, tuple(together)))
                together = []
            waiting[path] = together
    return blocks, [member for members in waiting.values() for member in members]


def count(submissions: Sequence[Submission], strands: Mapping[str, Sequence[str]]) -> BlockCounts:
    """The counts of these submissions as one block. Raises ValueError when an answer is missing."""
    items = [item for strand in strands.values() for item in strand]
    for submission in submissions:
        missing = [item for item in items if item not in submission.answers]
        if missing:
            raise ValueError(f"not finished: no answer to {', '.join(missing)}")
    return BlockCounts(
        len(submissions),
        {item: count_item([s.answers[item] for s in submissions]) for item in items},
        {name: count_strand(submissions, name, strand) for name, strand in strands.items()},
    )


def count_item(given: Sequence[Given]) -> ItemCounts:
    def at(certainty: Certainty, *, right: bool) -> int:
        return sum(g.certainty is certainty and g.right is right for g in given)

    a, b, c, d = ((at(level, right=True), at(level, right=False)) for level in Certainty)
    return ItemCounts((a[0], b[0], c[0], d[0]), (a[1], b[1], c[1], d[1]))


def count_strand(
    submissions: Sequence[Submission], name: str, items: Sequence[str]
) -> StrandCounts:
    """Only *yes* is yes; no answer, or one that does not apply, is not (measurement.md 3.6)."""
    people = [
        (
            submission.ratings.get(name) == Answer.YES,
            shows_understanding(sum(submission.answers[item].right for item in items), len(items)),
        )
        for submission in submissions
    ]
    return StrandCounts(
        tuple(items),
        says_yes=sum(yes for yes, _ in people),
        understands=sum(shows for _, shows in people),
        yes_but_not=sum(yes and not shows for yes, shows in people),
    )
