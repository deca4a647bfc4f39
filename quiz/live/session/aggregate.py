"""A session in whole numbers: all that is shown after it, and all that is kept of it. Pure.

It has no number about fewer people than the plan's minimum, so none can be shown, exported or
archived (measurement.md 5.3, P8).
"""

import json
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from quiz.analysis import sums
from quiz.analysis.sums import Sums
from quiz.live.session.small_rooms import is_small
from quiz.vocabulary import Answer, Certainty, Moment, Strand

VoteCounts = Mapping[tuple[str, Certainty], int]
"""How many people chose each option with each certainty, in one vote."""
RatingCounts = Mapping[tuple[str, Answer], int]
"""How many people gave each answer to each confidence question, by strand."""
RATED = (Answer.NO, Answer.PARTLY, Answer.YES)
"""The answers that rate something. “Does not apply to my work” says nothing of one's confidence."""
Ratings = Mapping[str, Mapping[Strand, Answer]]
"""Each participant's answer to each confidence question, by participant and strand."""


@dataclass(frozen=True)
class ScenarioVotes:
    """A scenario's one or two votes, in their order; None for one with too few answers.

    matched: whether exactly the same people answered both votes. left_out: whether a vote was
    opened that its host left out; None where older sums do not say it. later: the last vote that
    was asked after the best answer was shown; None also with too few answers. asked_later: how
    many such votes there were.
    """

    item: str
    revision: int
    votes: tuple[VoteCounts | None, ...]
    matched: bool = False
    later: VoteCounts | None = None
    asked_later: int = 0
    left_out: bool | None = False


@dataclass(frozen=True)
class Confidence:
    """Answers to the confidence questions. people: how many answered any of them.

    matched: whether the same people answered before and after, so that a change may be shown. same:
    the questions that the same people rated both times; of the others no change is shown.
    """

    people: int
    ratings: RatingCounts
    matched: bool = False
    same: AbstractSet[Strand] = frozenset()

    def count(self, strand: Strand, answer: Answer) -> int:
        """How many gave this answer to a question."""
        return self.ratings.get((strand, answer), 0)

    def rated(self, strand: Strand) -> int:
        """How many said no, partly or yes to a question."""
        return sum(self.count(strand, answer) for answer in RATED)


@dataclass(frozen=True)
class SessionAggregate:
    """A whole session in whole numbers. joined: how many took part."""

    joined: int
    scenarios: tuple[ScenarioVotes, ...] = ()
    confidence: Mapping[Moment, Confidence] = field(default_factory=dict)

    @property
    def has_change(self) -> bool:
        """Whether before and after are from the same people, so that a change may be shown."""
        moments = self.confidence.values()
        return len(self.confidence) == len(Moment) and all(one.matched for one in moments)


def confidence(before: Ratings, after: Ratings, minimum: int) -> dict[Moment, Confidence]:
    """The ratings that may be shown (measurement.md 5.3, P8).

    Only the people who answered both times, where nobody else answered, or where at least
    ``minimum`` people answered only before and as many only after. Otherwise each moment
    separately, and no change. A moment that fewer than ``minimum`` people answered is left out, and
    so is a question in it that fewer of them rated. In a small room a question that everybody
    answered is kept: to leave it out would tell how many said that it does not apply.
    """
    both = before.keys() & after.keys()
    only_once = [len(each.keys() - both) for each in (before, after)]
    matched = len(both) >= minimum and all(not n or n >= minimum for n in only_once)
    found = {}
    for moment, each in ((Moment.BEFORE, before), (Moment.AFTER, after)):
        people = both if matched else each.keys()
        if len(people) >= minimum:
            counts = _rating_counts(each, people, minimum)
            same = _rated_by_the_same(before, after, both) if matched else frozenset()
            found[moment] = Confidence(len(people), counts, matched, same)
    return found


def _rated_by_the_same(
    before: Ratings, after: Ratings, both: AbstractSet[str]
) -> AbstractSet[Strand]:
    """The questions that the same people rated before and after."""

    def rated(ratings: Ratings, strand: Strand) -> set[str]:
        return {person for person in both if ratings[person].get(strand) in RATED}

    return frozenset(one for one in Strand if rated(before, one) == rated(after, one))


def _rating_counts(ratings: Ratings, people: AbstractSet[str], minimum: int) -> RatingCounts:
    counts: Counter[tuple[str, Answer]] = Counter(
        (strand, answer) for person in people for strand, answer in ratings[person].items()
    )
    small = is_small(len(people))
    answered: Counter[str] = Counter()
    for (strand, answer), n in counts.items():
        answered[strand] += n if small or answer in RATED else 0
    enough = len(people) if small else minimum
    return {key: n for key, n in counts.items() if answered[key[0]] >= enough}


def to_json(found: SessionAggregate, best: Mapping[tuple[str, int], str]) -> str:
    """As stored in ``live_sums``. best: the best option by item and revision; contested scenarios
    have none."""
    return json.dumps(
        {
            "joined": found.joined,
            "asked": [
                {
                    "item": one.item,
                    "revision": one.revision,
                    "matched": one.matched,
                    "votes": [_stored_vote(one, votes, best) for votes in one.votes],
                    "later": _stored_vote(one, one.later, best),
                    "asked_later": one.asked_later,
                    "left_out": one.left_out,
                }
                for one in found.scenarios
            ],
            "confidence": {
                moment: {
                    "of": one.people,
                    "matched": one.matched,
                    "same": sorted(one.same),
                    "said": _nested(one.ratings),
                }
                for moment, one in found.confidence.items()
            },
        },
        sort_keys=True,
    )


def _stored_vote(
    one: ScenarioVotes, votes: VoteCounts | None, best: Mapping[tuple[str, int], str]
) -> dict[str, Any] | None:
    if not votes:
        return None
    return _sums(one.item, votes, best.get((one.item, one.revision))).to_json()


def _sums(item: str, votes: VoteCounts, best: str | None) -> Sums:
    """One vote as the sums of a group: they can be added to others, and link no two scenarios."""
    right = {
        (item, int(level)): n for (option, level), n in votes.items() if option == best and n > 0
    }
    cells = {(item, option, int(level)): n for (option, level), n in votes.items()}
    return Sums(people=sum(votes.values()), cells=cells, right=right)


def _nested(ratings: RatingCounts) -> dict[str, dict[str, int]]:
    return {
        strand: {
            answer: ratings[strand, answer] for answer in Answer if (strand, answer) in ratings
        }
        for strand in Strand
    }


def from_json(text: str) -> SessionAggregate:
    """Read what `to_json` wrote. Raises ValueError or KeyError for anything else."""
    stored: dict[str, Any] = json.loads(text)
    return SessionAggregate(
        joined=stored["joined"],
        scenarios=tuple(
            ScenarioVotes(
                one["item"],
                one["revision"],
                tuple(map(_vote_counts, one["votes"])),
                one["matched"],
                _vote_counts(one.get("later")),  # older sums have no later vote, and no number
                one.get("asked_later", 0),
                one.get("left_out"),
            )
            for one in stored["asked"]
        ),
        # In the order of Moment: the stored keys are sorted by name.
        confidence={
            moment: _confidence(one)
            for moment in Moment
            if (one := stored["confidence"].get(moment))
        },
    )


def _confidence(stored: Mapping[str, Any]) -> Confidence:
    found = Confidence(stored["of"], _flat(stored["said"]), stored["matched"])
    same = stored.get("same")  # in older sums: the questions that everybody rated
    if same is None and found.matched:
        same = [strand for strand in Strand if found.rated(strand) == found.people]
    return replace(found, same=frozenset(map(Strand, same or ())))


def _vote_counts(stored: Mapping[str, Any] | None) -> VoteCounts | None:
    if stored is None:
        return None
    cells = sums.from_json(stored).cells
    return {(option, Certainty(level)): n for (_, option, level), n in cells.items()}


def _flat(stored: Mapping[str, Mapping[str, int]]) -> RatingCounts:
    return {
        (Strand(strand), Answer(answer)): n
        for strand, answers in stored.items()
        for answer, n in answers.items()
    }
