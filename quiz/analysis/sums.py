"""A group's integers, from which every figure about it comes (measurement.md, section 6).

Two groups' sums add up to the sums of both together, exactly and in any order, so that a block is
counted once and its rows can go.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, TypeVar

from quiz.analysis.clusters import Moments

ALL = "all"
UNDERSTANDS = "understands"
NOT = "not"

Key = TypeVar("Key", bound=Hashable)


class Split(NamedTuple):
    """Answers at one level of certainty: how many right, how many wrong."""

    right: int
    wrong: int

    @property
    def n(self) -> int:
        return self.right + self.wrong


AnswersByLevel = Mapping[int, Split]
"""Answers by level of certainty."""


def _empty() -> dict[Any, int]:
    return {}


@dataclass(frozen=True)
class Sums:
    """What a group's answers add up to. Whole numbers only; what is nil is not kept.

    Items, options, topics and answers to confidence questions are named by their ids, levels and
    scores by number. The topic ``all`` stands for everything that was asked. A *rest score* is how
    many of a person's other answers were right.
    """

    people: int = 0
    """How many people answered anything before."""
    cells: Mapping[tuple[str, str, int], int] = field(default_factory=_empty)
    """Answers by item, option and level (Q of section 6)."""
    right: Mapping[tuple[str, int], int] = field(default_factory=_empty)
    """Right answers by item and level."""
    scores: Mapping[tuple[int], int] = field(default_factory=_empty)
    """People by how many answers they had right (H)."""
    rest: Mapping[tuple[str, str], int] = field(default_factory=_empty)
    """Rest scores by item and option chosen, added up (from X)."""
    rest_scores: Mapping[tuple[str, int, int], int] = field(default_factory=_empty)
    """People by item, whether right (1 or 0) and rest score (H_i)."""
    users: Mapping[tuple[str, int], int] = field(default_factory=_empty)
    """People by topic and level used at least once."""
    moments: Mapping[tuple[str, str, str], int] = field(default_factory=_empty)
    """Sums over people by quantity, topic and product (G1, G2, A2 and the paired sums).

    Quantities: ``right`` and ``gap`` before, and of the matched people ``right_change``,
    ``certainty_change`` and ``gap_change``. Rights are counted in answers, certainty and gap in
    hundredths of an answer. Products: those of `Moments`.
    """
    understood: Mapping[tuple[str, str], int] = field(default_factory=_empty)
    """People by topic and whether they show understanding of it, whatever they said."""
    said: Mapping[tuple[str, str, str], int] = field(default_factory=_empty)
    """People by confidence question, answer, and whether they understand its topic (U)."""
    matched: Mapping[tuple[str, str, str], int] = field(default_factory=_empty)
    """MatchedPairs people by topic and whether understanding before and after (P)."""

    def __add__(self, other: "Sums") -> "Sums":
        return total([self, other])

    def table(self, items: Iterable[str] | None = None) -> dict[int, Split]:
        """The answers to these items (all, when not said) by level, levels rising."""
        wanted = None if items is None else set(items)
        answers: Counter[int] = Counter()
        right: Counter[int] = Counter()
        for (item, _, level), n in self.cells.items():
            if wanted is None or item in wanted:
                answers[level] += n
        for (item, level), n in self.right.items():
            if wanted is None or item in wanted:
                right[level] += n
        return {
            level: Split(right[level], answers[level] - right[level]) for level in sorted(answers)
        }

    def over_people(self, quantity: str, topic: str = ALL) -> Moments:
        """The moments of one quantity; all nil where nobody answered."""
        names = [each.name for each in fields(Moments)]
        return Moments(*(self.moments.get((quantity, topic, name), 0) for name in names))

    def to_json(self) -> dict[str, Any]:
        """Plain nested objects with whole numbers at their leaves, keys in order."""
        found: dict[str, Any] = {"people": self.people}
        for name in KINDS:
            inner = found[name] = {}
            for key, n in sorted(getattr(self, name).items()):
                *path, last = map(str, key)
                at = inner
                for step in path:
                    at = at.setdefault(step, {})
                at[last] = n
        return found


KINDS: dict[str, tuple[type, ...]] = {
    "cells": (str, str, int),
    "right": (str, int),
    "scores": (int,),
    "rest": (str, str),
    "rest_scores": (str, int, int),
    "users": (str, int),
    "moments": (str, str, str),
    "understood": (str, str),
    "said": (str, str, str),
    "matched": (str, str, str),
}
"""What the parts of each mapping's key are."""


def total(groups: Iterable[Sums]) -> Sums:
    """Several groups together; `Sums()` of none."""
    people = 0
    added: dict[str, Counter[Any]] = {name: Counter() for name in KINDS}
    for group in groups:
        people += group.people
        for name, counts in added.items():
            for key, n in getattr(group, name).items():
                counts[key] += n
    kept = {name: {key: n for key, n in counts.items() if n} for name, counts in added.items()}
    return Sums(people, **kept)


def from_json(value: Mapping[str, Any]) -> Sums:
    """Read what `Sums.to_json` wrote, after a journey through JSON.

    Raises ValueError for a missing or unknown part, and for any leaf that is not a whole number.
    """
    if set(value) != {"people", *KINDS}:
        raise ValueError("these are not a group's sums: a part is missing or unknown")
    kept = {name: dict(_leaves(value[name], kinds, name)) for name, kinds in KINDS.items()}
    return Sums(_whole(value["people"], "people"), **kept)


def _leaves(value: Any, kinds: tuple[type, ...], where: str) -> Iterable[tuple[Any, int]]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} is not an object")
    for text, inner in value.items():
        place = f"{where}.{text}"
        key = kinds[0](text)
        if len(kinds) == 1:
            yield (key,), _whole(inner, place)
        else:
            for rest, n in _leaves(inner, kinds[1:], place):
                yield (key, *rest), n


def _whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{where} is not a whole number")
    return value
