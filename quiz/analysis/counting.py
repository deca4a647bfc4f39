"""From people's answers to a group's sums; the only code that reads rows (measurement.md 6)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.self_assessment import FEWEST_TO_JUDGE, shows_understanding
from quiz.analysis.sums import ALL, NOT, UNDERSTANDS, Sums, total


class ScoredResponse(NamedTuple):
    """An answer to one item: the option, the level of certainty, and whether it is right."""

    option: str
    level: int
    right: bool


Responses = Mapping[str, ScoredResponse]
"""One person's responses by item."""


def _empty() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class PersonAnswers:
    """One person's responses before a training session and, if they came back, after it.

    ``ratings``: the answer to each confidence question, by question.
    """

    before: Responses
    ratings: Mapping[str, str] = field(default_factory=_empty)
    after: Responses = field(default_factory=_empty)


@dataclass(frozen=True)
class Scoring:
    """How answers are scored: the items of each topic, the scale, and the cut-off of understanding.

    ``understands_at``: how many right answers in a topic count as understanding; two thirds when
    None. ``questions``: the topic of each confidence question; a question that is not in it has the
    topic of the same name, as strands do. ``topics_after``: the items of each topic afterwards, if
    that was a parallel form; the same items when None.
    """

    topics: Mapping[str, tuple[str, ...]]
    scale: Scale = SCALE
    understands_at: int | None = None
    questions: Mapping[str, str] = field(default_factory=_empty)
    topics_after: Mapping[str, tuple[str, ...]] | None = None

    def items(self, *, after: bool) -> Mapping[str, tuple[str, ...]]:
        """The items of each topic, before or after."""
        return self.topics_after if after and self.topics_after is not None else self.topics

    def understands(self, topic: str, responses: Responses, *, after: bool = False) -> str | None:
        """``understands`` or ``not``; None unless every item of the topic was answered.

        None for a topic without items, and under the two-thirds rule for one with fewer than three.
        """
        items = self.items(after=after).get(topic, ())
        if not items or any(item not in responses for item in items):
            return None
        right = sum(responses[item].right for item in items)
        if self.understands_at is not None:
            return UNDERSTANDS if right >= self.understands_at else NOT
        if len(items) < FEWEST_TO_JUDGE:
            return None
        return UNDERSTANDS if shows_understanding(right, len(items)) else NOT

    def by_topic(
        self, responses: Responses, *, after: bool = False
    ) -> Iterable[tuple[str, list[ScoredResponse]]]:
        """The responses of each topic and of ``all``, without topics that have none."""
        if responses:
            yield ALL, list(responses.values())
        for topic, items in self.items(after=after).items():
            if given := [responses[item] for item in items if item in responses]:
                yield topic, given


def count(people: Iterable[PersonAnswers], scoring: Scoring) -> Sums:
    """The sums of these people. Raises ValueError for a topic called ``all``, which is reserved."""
    if ALL in scoring.topics:
        raise ValueError(f"no topic may be called {ALL}")
    return total(_one(person, scoring) for person in people)


def _one(person: PersonAnswers, scoring: Scoring) -> Sums:
    cells: Counter[Any] = Counter()
    right: Counter[Any] = Counter()
    rest: Counter[Any] = Counter()
    rest_scores: Counter[Any] = Counter()
    score = sum(response.right for response in person.before.values())
    for item, response in person.before.items():
        others = score - response.right
        cells[item, response.option, response.level] += 1
        right[item, response.level] += response.right
        rest[item, response.option] += others
        rest_scores[item, int(response.right), others] += 1
    return Sums(
        people=1 if person.before else 0,
        cells=cells,
        right=right,
        scores={(score,): 1} if person.before else {},
        rest=rest,
        rest_scores=rest_scores,
        users={
            (topic, response.level): 1
            for topic, given in scoring.by_topic(person.before)
            for response in given
        },
        moments=_before(person, scoring) | _changes(person, scoring),
        understood={
            (topic, shown): 1
            for topic in scoring.topics
            if (shown := scoring.understands(topic, person.before))
        },
        said=_ratings(person, scoring),
        matched=_matched(person, scoring),
    )


def _products(quantity: str, topic: str, y: int, m: int) -> dict[tuple[str, str, str], int]:
    products = {"people": 1, "m": m, "y": y, "mm": m * m, "my": m * y, "yy": y * y}
    return {(quantity, topic, name): n for name, n in products.items()}


def _stated(given: Iterable[ScoredResponse], scale: Scale) -> int:
    return sum(scale.hundredths[response.level] for response in given)


def _before(person: PersonAnswers, scoring: Scoring) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for topic, given in scoring.by_topic(person.before):
        right = sum(response.right for response in given)
        gap = _stated(given, scoring.scale) - 100 * right
        found |= _products("right", topic, right, len(given))
        found |= _products("gap", topic, gap, len(given))
    return found


def _changes(person: PersonAnswers, scoring: Scoring) -> dict[tuple[str, str, str], int]:
    """Changes by topic, for topics with as many responses after as before."""
    found: dict[tuple[str, str, str], int] = {}
    after = dict(scoring.by_topic(person.after, after=True))
    for topic, given in scoring.by_topic(person.before):
        again = after.get(topic, [])
        if len(given) != len(again):
            continue
        right = sum(r.right for r in again) - sum(r.right for r in given)
        certainty = _stated(again, scoring.scale) - _stated(given, scoring.scale)
        found |= _products("right_change", topic, right, len(given))
        found |= _products("certainty_change", topic, certainty, len(given))
        found |= _products("gap_change", topic, certainty - 100 * right, len(given))
    return found


def _ratings(person: PersonAnswers, scoring: Scoring) -> dict[tuple[str, str, str], int]:
    return {
        (question, answer, shown): 1
        for question, answer in person.ratings.items()
        if (shown := scoring.understands(scoring.questions.get(question, question), person.before))
    }


def _matched(person: PersonAnswers, scoring: Scoring) -> dict[tuple[str, str, str], int]:
    return {
        (topic, before, after): 1
        for topic in scoring.topics
        if (before := scoring.understands(topic, person.before))
        and (after := scoring.understands(topic, person.after, after=True))
    }
