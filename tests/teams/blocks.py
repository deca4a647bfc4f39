"""Blocks made by the real rules: answers counted and published as the box does it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quiz.analysis import figures_json
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.analysis.figures import figures
from quiz.analysis.simulation import Outcome, SubmittedAnswers, count_block
from quiz.bank.items import Bank, Item
from quiz.teams.results.build_report import PublishedBlock
from quiz.vocabulary import Answer, Certainty, Strand

DAY = date(2026, 11, 2)
LATER = date(2026, 11, 20)
MARGIN = 2


@dataclass(frozen=True)
class Review:
    """What a report needs to know about a review."""

    name: str = "Assessment team north"
    form: str = "A"
    k: int = 5
    t: int = MARGIN
    id: str = field(default="4" * 32, kw_only=True)


def key(item: Item) -> str:
    return f"{item.id}@{item.revision}"


def strands(bank: Bank, form: str = "A") -> dict[str, list[str]]:
    """The items of each strand, as they are stored."""
    found: dict[str, list[str]] = {strand.value: [] for strand in Strand}
    for item in bank.form(form).items:
        found[item.strand.value].append(key(item))
    return found


def person(
    of: Mapping[str, Sequence[str]], chance: random.Random, right: float = 0.6, sure: float = 0.6
) -> SubmittedAnswers:
    """Random answers, right and sure with these probabilities."""
    levels = list(Certainty)
    return SubmittedAnswers(
        {
            item: Outcome(
                levels[(2 if chance.random() < sure else 0) + chance.randrange(2)],
                chance.random() < right,
            )
            for items in of.values()
            for item in items
        },
        {strand: chance.choice(list(Answer)[:3]) for strand in of},
    )


def block_of(
    submissions: Sequence[SubmittedAnswers],
    of: Mapping[str, Sequence[str]],
    group_name: str = WHOLE_TEAM,
    day: date = DAY,
) -> PublishedBlock:
    """A block as it is read from the database."""
    made = figures(count_block(submissions, of), MARGIN)
    return PublishedBlock(group_name, day, figures_json.from_json(figures_json.to_json(made)))


def blocks(
    bank: Bank,
    sizes: Sequence[int],
    seed: int = 1,
    *,
    form: str = "A",
    groups: Sequence[str] = (),
    right: float = 0.6,
    sure: float = 0.6,
) -> list[PublishedBlock]:
    """Blocks of these sizes."""
    chance, of = random.Random(seed), strands(bank, form)
    return [
        block_of(
            [person(of, chance, right, sure) for _ in range(size)],
            of,
            groups[number] if groups else WHOLE_TEAM,
            (DAY, LATER)[number % 2],
        )
        for number, size in enumerate(sizes)
    ]
