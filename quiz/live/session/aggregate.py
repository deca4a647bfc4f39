"""What a session adds up to: the only thing that is shown afterwards, and all that is kept. Pure.

Nothing of fewer answers than the plan's minimum is in it, so nothing of that kind can be shown,
exported or archived (measurement.md 5.3, P8).
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from quiz.analysis import sums
from quiz.analysis.sums import Sums
from quiz.vocabulary import Answer, Certainty, Moment, Strand

Votes = Mapping[tuple[str, Certainty], int]
"""How many people chose each option with each certainty, in one vote."""
Said = Mapping[tuple[str, Answer], int]
"""How many gave each answer to each confidence question, by its strand."""
Ratings = Mapping[str, Mapping[Strand, Answer]]
"""What each participant said of each strand, by participant."""


@dataclass(frozen=True)
class Voted:
    """A scenario's votes in their order, one or two; None for one with too few answers.

    matched: whether both votes are of the same people, so that what became of them may be told.
    """

    item: str
    revision: int
    votes: tuple[Votes | None, ...]
    matched: bool = False


@dataclass(frozen=True)
class Confidence:
    """Answers to the confidence questions. of: how many people answered any of them.

    matched: whether before and after are of the same people, so that a change may be told.
    """

    of: int
    said: Said
    matched: bool = False


@dataclass(frozen=True)
class Summed:
    """A whole session in whole numbers. joined: how many took part."""

    joined: int
    asked: tuple[Voted, ...] = ()
    confidence: Mapping[Moment, Confidence] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether before and after may be set against each other as one group's change."""
        moments = self.confidence.values()
        return len(self.confidence) == len(Moment) and all(one.matched for one in moments)


def confidence(before: Ratings, after: Ratings, minimum: int) -> dict[Moment, Confidence]:
    """What may be told of the confidence questions (measurement.md 5.3, P8).

    Of the people who answered both times where they are all who answered, or where those who
    answered once only are too many to be told apart (``minimum`` or more, before and after alike).
    Otherwise each moment by itself, and no change. A moment, and a question in it, that fewer than
    ``minimum`` people answered is left out.
    """
    both = before.keys() & after.keys()
    apart = [len(each.keys() - both) for each in (before, after)]
    paired = len(both) >= minimum and all(not n or n >= minimum for n in apart)
    found = {}
    for moment, each in ((Moment.BEFORE, before), (Moment.AFTER, after)):
        people = both if paired else each.keys()
        if len(people) >= minimum:
            found[moment] = Confidence(len(people), _said(each, people, minimum), matched=paired)
    return found


def _said(ratings: Ratings, people: AbstractSet[str], minimum: int) -> Said:
    counted: Counter[tuple[str, Answer]] = Counter(
        (strand, answer) for person in people for strand, answer in ratings[person].items()
    )
    many: Counter[str] = Counter()
    for (strand, _), n in counted.items():
        many[strand] += n
    return {key: n for key, n in counted.items() if many[key[0]] >= minimum}


def to_json(summed: Summed, best: Mapping[tuple[str, int], str]) -> str:
    """As ``live_sums`` keeps it. best: the best option by item and revision; none of contested."""
    return json.dumps(
        {
            "joined": summed.joined,
            "asked": [
                {
                    "item": one.item,
                    "revision": one.revision,
                    "matched": one.matched,
                    "votes": [
                        _sums(one.item, votes, best.get((one.item, one.revision))).to_json()
                        if votes
                        else None
                        for votes in one.votes
                    ],
                }
                for one in summed.asked
            ],
            "confidence": {
                moment: {"of": one.of, "matched": one.matched, "said": _plain(one.said)}
                for moment, one in summed.confidence.items()
            },
        },
        sort_keys=True,
    )


def _sums(item: str, votes: Votes, best: str | None) -> Sums:
    """One vote as a group's sums: they add up with others', and join no two scenarios."""
    right = {
        (item, int(level)): n for (option, level), n in votes.items() if option == best and n > 0
    }
    cells = {(item, option, int(level)): n for (option, level), n in votes.items()}
    return Sums(people=sum(votes.values()), cells=cells, right=right)


def _plain(said: Said) -> dict[str, dict[str, int]]:
    return {
        strand: {answer: said[strand, answer] for answer in Answer if (strand, answer) in said}
        for strand in Strand
    }


def from_json(text: str) -> Summed:
    """Read what `to_json` wrote. Raises ValueError or KeyError for anything else."""
    found: dict[str, Any] = json.loads(text)
    return Summed(
        joined=found["joined"],
        asked=tuple(
            Voted(one["item"], one["revision"], tuple(map(_votes, one["votes"])), one["matched"])
            for one in found["asked"]
        ),
        # In the moments' own order: the keys of what is kept are sorted.
        confidence={
            moment: Confidence(one["of"], _said_of(one["said"]), one["matched"])
            for moment in Moment
            if (one := found["confidence"].get(moment))
        },
    )


def _votes(kept: Mapping[str, Any] | None) -> Votes | None:
    if kept is None:
        return None
    cells = sums.from_json(kept).cells
    return {(option, Certainty(level)): n for (_, option, level), n in cells.items()}


def _said_of(kept: Mapping[str, Mapping[str, int]]) -> Said:
    return {
        (Strand(strand), Answer(answer)): n
        for strand, answers in kept.items()
        for answer, n in answers.items()
    }


def row(votes: Votes, option: str) -> Sequence[int]:
    """How many chose an option, at each certainty from guessing to very sure."""
    return [votes.get((option, level), 0) for level in Certainty]
