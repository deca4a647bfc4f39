"""Copies for a box, and the sizes of its blocks."""

import random
from collections.abc import Iterator

from quiz.answers.blocks import Opened
from quiz.teams.box.submission import Copy
from quiz.vocabulary import Answer
from tests.teams import actions


def copies(people: int, seed: int = 1) -> Iterator[Copy]:
    chance = random.Random(seed)
    for _ in range(people):
        right = [chance.random() < 0.6 for _ in actions.ALL_ITEMS]
        yield actions.copy(right, chance.choice([1, 2, 3, 4]), chance.choice(list(Answer)))


def sizes(found: list[Opened]) -> list[tuple[str, int]]:
    return sorted((block.group_name, block.people) for block in found)
