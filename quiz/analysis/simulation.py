"""Simulation of a whole team review: which submissions form a block, and what is published.

It applies the rules of the box to a list of submissions, to show beforehand what a review of this
size would publish (``flask analyse FILE --release k,t,max``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.analysis.block_counts import BlockCounts, ItemCounts, StrandCounts
from quiz.analysis.disclosure import GroupProgress, Rules, block_is_due
from quiz.analysis.figures import BlockFigures, figures, total
from quiz.analysis.self_assessment import shows_understanding
from quiz.vocabulary import Answer, Certainty

GroupPath = tuple[str, ...]
"""A group in the hierarchy: (team,), (team, role) or (council, team, role); () is everybody."""

Member = tuple[GroupPath, int]
"""One submission: its group, and its index in the group's order of arrival, from 0."""

Members = tuple[Member, ...]


@dataclass(frozen=True)
class Outcome:
    """One scored answer. It has no option, because no option is published (P6)."""

    certainty: Certainty
    right: bool


@dataclass(frozen=True)
class SubmittedAnswers:
    """One finished form: an answer to every scenario, and ratings by confidence question."""

    answers: Mapping[str, Outcome]
    ratings: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportingGroup:
    """How many people were invited (None if unknown), and submissions in order of arrival."""

    path: GroupPath
    invited: int | None
    submissions: Sequence[SubmittedAnswers]


@dataclass(frozen=True)
class ReleasedBlock:
    """Submissions released together.

    ``path`` is the smallest group that contains all members: the leftovers of several groups of a
    team form a block of the team.
    """

    path: GroupPath
    members: Members
    figures: BlockFigures


@dataclass(frozen=True)
class Release:
    """The blocks in the order of their release, and the submissions that are in no block."""

    blocks: tuple[ReleasedBlock, ...]
    held_back: Members

    def total(self, path: GroupPath = ()) -> BlockFigures | None:
        """The figures of a group, a team, or everybody: the sum of its blocks; None without any."""
        return total([b.figures for b in self.blocks if b.path[: len(path)] == path])


def simulate(
    groups: Sequence[ReportingGroup],
    strands: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    closed: bool = True,
) -> Release:
    """Apply rules P3 to P6 to these groups.

    strands: the items of each confidence question. closed: False gives the blocks released while
    the box still accepts submissions. At the close, leftovers of fewer than k are pooled into one
    block of the team, then of the level above the teams, where they reach k. Raises ValueError
    when a submission lacks an answer (P1), a path occurs twice, or a group has more submissions
    than people invited.
    """
    if len({group.path for group in groups}) < len(groups):
        raise ValueError("two groups have the same path")
    submissions = {
        (group.path, number): submission
        for group in groups
        for number, submission in enumerate(group.submissions)
    }
    blocks: list[tuple[GroupPath, Members]] = []
    left: dict[GroupPath, list[Member]] = {}
    for group in groups:
        own, left[group.path] = own_blocks(group, rules, closed=closed)
        blocks += [(group.path, members) for members in own]
    held_back = [member for members in left.values() for member in members]
    if closed:
        shared, held_back = pooled(left, rules.k)
        blocks += shared

    def published(members: Members) -> BlockFigures:
        return figures(count_block([submissions[m] for m in members], strands), rules.t)

    return Release(
        tuple(ReleasedBlock(path, members, published(members)) for path, members in blocks),
        tuple(sorted(held_back)),
    )


def own_blocks(
    group: ReportingGroup, rules: Rules, *, closed: bool
) -> tuple[list[Members], list[Member]]:
    """The group's own blocks, as submissions arrive one by one, and the members left over."""
    blocks: list[Members] = []
    waiting: list[Member] = []

    def release_if_due(*, closing: bool) -> None:
        in_blocks = sum(len(block) for block in blocks)
        progress = GroupProgress(group.invited, len(waiting), in_blocks, len(blocks))
        if block_is_due(progress, rules, closing=closing):
            blocks.append(tuple(waiting))
            waiting.clear()

    for number in range(len(group.submissions)):
        waiting.append((group.path, number))
        release_if_due(closing=False)
    if closed:
        release_if_due(closing=True)
    return blocks, waiting


def pooled(
    left: Mapping[GroupPath, Sequence[Member]], k: int
) -> tuple[list[tuple[GroupPath, Members]], list[Member]]:
    """Pool leftovers one level up at a time; at least k of them form a block."""
    blocks: list[tuple[GroupPath, Members]] = []
    waiting = {path: list(members) for path, members in left.items()}
    for depth in range(max(map(len, waiting), default=0) - 1, -1, -1):
        deeper = [path for path in waiting if len(path) > depth]
        for path in dict.fromkeys(path[:depth] for path in deeper):
            pool = waiting.pop(path, [])
            for below in [below for below in deeper if below[:depth] == path]:
                pool += waiting.pop(below)
            if len(pool) >= k:
                blocks.append((path, tuple(pool)))
                pool = []
            waiting[path] = pool
    return blocks, [member for members in waiting.values() for member in members]


def count_block(
    submissions: Sequence[SubmittedAnswers], strands: Mapping[str, Sequence[str]]
) -> BlockCounts:
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


def count_item(outcomes: Sequence[Outcome]) -> ItemCounts:
    def at(certainty: Certainty, *, right: bool) -> int:
        return sum(o.certainty is certainty and o.right is right for o in outcomes)

    return ItemCounts(
        right=tuple(at(level, right=True) for level in Certainty),
        wrong=tuple(at(level, right=False) for level in Certainty),
    )


def count_strand(
    submissions: Sequence[SubmittedAnswers], name: str, items: Sequence[str]
) -> StrandCounts:
    """Only *yes* counts as yes; *does not apply* and no answer do not (measurement.md 3.6)."""
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
