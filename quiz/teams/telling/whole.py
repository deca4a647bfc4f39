"""From the stored figures of a review's blocks to everything that is stated about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from quiz.analysis.disclosure import WHOLE_TEAM, Depth, Rules, shown_at
from quiz.analysis.figures import BlockFigures, total
from quiz.bank.items import Bank
from quiz.teams.telling.beside import Others, beside
from quiz.teams.telling.certainty import certainty
from quiz.teams.telling.limits import limits
from quiz.teams.telling.order import suggestions
from quiz.teams.telling.said import said_and_shown, two_by_two
from quiz.teams.telling.survey import Said, survey
from quiz.teams.telling.topics import by_gap, scenarios
from quiz.teams.telling.values import Part, Section, Told

EVERYBODY = "Everybody"


class Reviewed(Protocol):
    """What is needed of a review: its name, its form, and its rules k and t."""

    @property
    def name(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def k(self) -> int: ...
    @property
    def t(self) -> int: ...


@dataclass(frozen=True)
class Published:
    """One block as it was stored: whose it is, the day it was opened, its figures, and how many
    said yes to each question about themselves, where those were asked."""

    place: str
    opened_on: date
    figures: BlockFigures
    survey: Said = field(default_factory=dict)


def tell(
    review: Reviewed,
    blocks: Sequence[Published],
    bank: Bank,
    others: Others | None = None,
    groups: Sequence[str] = (),
) -> Told:
    """Everything that may be said about a review, from its whole blocks and nothing else (P4).

    others: all reviews here on the same scenarios, where there are enough of them. groups: the
    names of the reporting groups; of those without a block only that is said. A group is told
    from its own blocks alone; a block that several groups share counts for everybody only.
    """
    whole = total([block.figures for block in blocks])
    rules = Rules(review.k, review.t)
    depth = shown_at(whole.people, rules) if whole else Depth.NOTHING
    if whole is None or depth is Depth.NOTHING:
        return Told(review.name, review.form, (_waiting(review.k),))
    places = sorted({block.place for block in blocks} - {"", WHOLE_TEAM})
    return Told(
        review.name,
        review.form,
        (*_summary(whole.people, len(blocks)), *_without_figures(groups, places)),
        max(block.opened_on for block in blocks),
        Part(EVERYBODY, whole.people, depth, _everybody(whole, blocks, bank, review.t, others)),
        tuple(_group(place, blocks, bank, rules, n) for n, place in enumerate(places, 1)),
        suggestions(whole, bank),
        limits(depth),
    )


def _waiting(k: int) -> str:
    return (
        f"Nothing is opened. Copies leave the box only when at least {k} people’s can be counted "
        "together and no few are left over whose answers that would give away; so the last of them "
        "often wait for the close. The review’s own page says when that is."
    )


def _summary(people: int, blocks: int) -> tuple[str, ...]:
    times = {1: "together", 2: "in two groups"}.get(blocks, f"in {blocks} groups")
    return (
        f"{people} people put a copy of their answers in the box. The copies were opened {times}, "
        "counted and shredded: only counts are left of them.",
        "A number that stands as a range, such as “0 to 2 of 6”, is not known more closely, so "
        "that nobody’s answer can be told from it.",
    )


def _without_figures(groups: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    """The groups without a block. No number goes with it: how many of a group answered is never
    published beside figures (P4)."""
    if without := [f"“{name}”" for name in groups if name not in {"", *places}]:
        yield (
            f"No figures of their own: {', '.join(without)}. Too few answers came, or were still "
            "to come, to open them by themselves without giving somebody away. Any that were "
            f"opened with others’ count in “{EVERYBODY}” only."
        )


def _everybody(
    figures: BlockFigures,
    blocks: Sequence[Published],
    bank: Bank,
    t: int,
    others: Others | None,
) -> tuple[Section, ...]:
    found = (
        said_and_shown(figures, bank, "said-and-shown"),
        two_by_two(figures, bank, "yes-and-others", t),
        by_gap(figures, bank, "topics"),
        certainty(figures, "certainty"),
        scenarios(figures, bank, "scenarios"),
        survey([block.survey for block in blocks], figures.people, bank, "survey"),
        beside(figures, others, bank, "all-reviews"),
    )
    return tuple(section for section in found if section)


def _group(place: str, blocks: Sequence[Published], bank: Bank, rules: Rules, number: int) -> Part:
    own = total([block.figures for block in blocks if block.place == place])
    if own is None:
        raise ValueError(f"{place} has no block")
    depth = shown_at(own.people, rules)
    if depth is Depth.NOTHING:
        return Part(place, own.people, depth, ())
    return Part(
        place,
        own.people,
        depth,
        (
            said_and_shown(own, bank, f"group-{number}-said-and-shown"),
            by_gap(own, bank, f"group-{number}-topics"),
        ),
    )
