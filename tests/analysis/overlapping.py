"""Reviews that share people: all worlds, and what an attacker concludes from the figures of all.

A *region* is a set of reviews, with the number of people who are in exactly these. People of one
region are alike to an attacker who knows who is in which review. A person has a *kind* in each of
their reviews: right or not, and sure or not.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quiz.analysis.block_counts import ItemCounts
from quiz.analysis.figures import AnswerFigures, answer_figures
from tests.analysis.test_deniability import allocations

Region = tuple[int, ...]
Kind = tuple[bool, bool]
"""Right, and sure."""
State = tuple[Kind, ...]
"""A person's kind in each review of their region."""
World = tuple[tuple[int, ...], ...]
"""For each region, how many people are in each state."""

SURE: tuple[Kind, ...] = ((True, True), (False, True))
UNSURE: tuple[Kind, ...] = ((True, False), (False, False))
BOTH = (*SURE, *UNSURE)


@cache
def _published(
    sure_right: int, sure_wrong: int, unsure_right: int, unsure_wrong: int, t: int
) -> AnswerFigures:
    counts = ItemCounts((unsure_right, 0, 0, sure_right), (unsure_wrong, 0, 0, sure_wrong))
    return answer_figures(counts, t)


class Overlap:
    """Some reviews of one scenario. regions: people by the reviews they are in. kinds: the answers
    that occur. equal: whether a person answers alike in each of their reviews; otherwise each
    answer is new. published: the reviews whose figures the attacker sees; None for all.
    """

    def __init__(
        self,
        regions: Mapping[Region, int],
        kinds: Sequence[Kind],
        *,
        equal: bool,
        published: Sequence[int] | None = None,
        t: int = 2,
    ) -> None:
        self.regions = [(region, people) for region, people in regions.items() if people]
        self.states: list[list[State]] = [
            [(kind,) * len(region) for kind in kinds]
            if equal
            else list(itertools.product(kinds, repeat=len(region)))
            for region, _ in self.regions
        ]
        everyone = sorted({review for region, _ in self.regions for review in region})
        self.published = everyone if published is None else list(published)
        self.t = t

    def worlds(self) -> Iterator[World]:
        yield from itertools.product(
            *(
                allocations(people, len(states))
                for (_, people), states in zip(self.regions, self.states, strict=True)
            )
        )

    def figures(self, world: World) -> object:
        """What is published of each review (measurement.md 5.3, P5 and P6)."""
        return tuple(self._figures(world, review) for review in self.published)

    def _figures(self, world: World, review: int) -> object:
        found: Counter[Kind] = Counter()
        for (region, _), states, counts in zip(self.regions, self.states, world, strict=True):
            if review in region:
                for state, people in zip(states, counts, strict=True):
                    found[state[region.index(review)]] += people
        return _published(*(found[kind] for kind in BOTH), self.t)

    def proven(self, known: int) -> tuple[int, int]:
        """Number of views, and of those that prove a fact about somebody else: right, not right, or
        sure and wrong, in some review.

        known: 0 for an attacker outside, 1 for one who is in the reviews of some region and knows
        their own answers. A view is what is published, with what the attacker knows.
        """
        alike: dict[object, list[World]] = defaultdict(list)
        for world in self.worlds():
            alike[self.figures(world)].append(world)
        views = failed = 0
        for worlds in alike.values():
            for others in self._without(worlds, known):
                views += 1
                failed += self._reveals(others)
        return views, failed

    def _without(self, worlds: list[World], known: int) -> Iterator[list[World]]:
        """The worlds that an attacker holds possible, without the attacker."""
        if not known:
            yield worlds
            return
        for place, states in enumerate(self.states):
            for own in range(len(states)):
                others = [
                    (
                        *world[:place],
                        tuple(n - (number == own) for number, n in enumerate(world[place])),
                        *world[place + 1 :],
                    )
                    for world in worlds
                    if world[place][own]
                ]
                if others:
                    yield others

    def _reveals(self, others: list[World]) -> bool:
        for place, ((region, _), states) in enumerate(zip(self.regions, self.states, strict=True)):
            people = sum(others[0][place])
            for number in range(len(region)):
                right, sure_wrong = (
                    [
                        sum(itertools.compress(world[place], (fact(s[number]) for s in states)))
                        for world in others
                    ]
                    for fact in (_right, _sure_and_wrong)
                )
                if people and (
                    min(right) == people or max(right) == 0 or min(sure_wrong) == people
                ):
                    return True
        return False


def _right(kind: Kind) -> bool:
    return kind[0]


def _sure_and_wrong(kind: Kind) -> bool:
    return kind == (False, True)


def two(first: int, both: int, second: int) -> dict[Region, int]:
    """People only in review 1, in both, only in review 2."""
    return {(1,): first, (1, 2): both, (2,): second}


def patterns_of_two(most: int) -> list[dict[Region, int]]:
    """Every overlap of two reviews of 5 to ``most`` people."""
    return [
        two(first, both, second)
        for both in range(1, most + 1)
        for first in range(most - both + 1)
        for second in range(first, most - both + 1)
        if first + both >= 5 and second + both >= 5
    ]


@cache
def patterns_of_three(most: int) -> list[dict[Region, int]]:
    """Every overlap of three reviews of 5 to ``most`` people, of whom at least one is in all."""
    regions: list[Region] = [
        region for size in (1, 2, 3) for region in itertools.combinations((1, 2, 3), size)
    ]
    found = []
    for sizes in itertools.product(range(most + 1), repeat=len(regions)):
        of = dict(zip(regions, sizes, strict=True))
        reviews = [sum(n for region, n in of.items() if one in region) for one in (1, 2, 3)]
        if of[1, 2, 3] and reviews == sorted(reviews) and all(5 <= n <= most for n in reviews):
            found.append(of)
    return found
