"""A plan: what a live session asks, in which order and how. Made before anybody joins. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest
from typing import Any

from quiz.bank.items import Bank, Contested, Item, Scenario
from quiz.vocabulary import Strand

FEWEST_FOR_A_CHART = 5
"""k of measurement.md 5.3, P8: no chart of fewer people's answers is ever shown."""
MOST_FOR_A_CHART = 50
MOST_STEPS = 12
SHORTEST_TIMER, LONGEST_TIMER = 15, 600
"""In seconds. A timer reminds; it closes nothing and is never scored."""


@dataclass(frozen=True)
class Step:
    """One scenario of a plan, in the revision that it was planned with."""

    item: str
    revision: int
    contested: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a session asks.

    votes: 1, or 2 with the room's talk in between. timer: seconds for each vote, None for none.
    minimum: how many must have answered before a chart is shown. minutes: the template that it
    was made from, None without one. Raises ValueError with a sentence for whoever makes it.
    """

    steps: tuple[Step, ...]
    confidence_before: bool = True
    confidence_after: bool = True
    votes: int = 2
    timer: int | None = None
    minimum: int = FEWEST_FOR_A_CHART
    minutes: int | None = None

    def __post_init__(self) -> None:
        for is_wrong, sentence in self._checks():
            if is_wrong:
                raise ValueError(sentence)

    def _checks(self) -> Iterable[tuple[bool, str]]:
        items = [step.item for step in self.steps]
        yield not items, "Choose at least one scenario."
        yield len(items) > MOST_STEPS, f"Choose at most {MOST_STEPS} scenarios."
        yield len(set(items)) < len(items), "Each scenario can be asked once."
        yield self.votes not in (1, 2), "There are one or two votes."
        yield (
            not FEWEST_FOR_A_CHART <= self.minimum <= MOST_FOR_A_CHART,
            f"The minimum for a chart is from {FEWEST_FOR_A_CHART} to {MOST_FOR_A_CHART} answers.",
        )
        yield (
            self.timer is not None and not SHORTEST_TIMER <= self.timer <= LONGEST_TIMER,
            f"The timer is from {SHORTEST_TIMER} to {LONGEST_TIMER} seconds.",
        )
        yield (
            self.confidence_after and not self.confidence_before,
            "Confidence is asked afterwards only where it was asked before.",
        )

    def to_json(self) -> str:
        """As the column ``plan`` keeps it."""
        return json.dumps(asdict(self), sort_keys=True)

    def raised_to(self, minimum: int) -> "Plan":
        """The same plan with a higher minimum. Raises ValueError for a lower one (P7)."""
        if minimum < self.minimum:
            raise ValueError("The minimum for a chart can be raised, and never lowered.")
        return replace(self, minimum=minimum)


def from_json(text: str) -> Plan:
    """Read what `Plan.to_json` wrote. Raises ValueError for anything else."""
    try:
        found: dict[str, Any] = json.loads(text)
        steps = tuple(Step(**step) for step in found.pop("steps"))
        return Plan(steps=steps, **found)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("this is not a plan") from error


def step_of(scenario: Scenario) -> Step:
    """The scenario as a step of a plan."""
    return Step(scenario.id, scenario.revision, isinstance(scenario, Contested))


def scenario_of(bank: Bank, step: Step) -> Item | Contested:
    """What a step asks, in the words it was planned with.

    Raises KeyError when the bank has it no longer, or no longer in that revision.
    """
    if not step.contested:
        return bank.kept[step.item, step.revision]
    for scenario in bank.contested:
        if (scenario.id, scenario.revision) == (step.item, step.revision):
            return scenario
    raise KeyError(step.item)


def is_current(bank: Bank, step: Step) -> bool:
    """Whether the scenario could be planned today, just so."""
    try:
        found = scenario_of(bank, step)
    except KeyError:
        return False
    return step.contested or bank.items.get(found.id) == found


def renewed(bank: Bank, plan: Plan) -> Plan:
    """The same plan with today's revisions, without what is no longer asked.

    Raises ValueError when nothing is left to ask.
    """
    today = askable(bank)
    steps = tuple(step_of(today[step.item]) for step in plan.steps if step.item in today)
    return replace(plan, steps=steps)


def askable(bank: Bank) -> dict[str, Item | Contested]:
    """Everything that a plan may ask, by id: the forms' scenarios first, then the contested."""
    scored: list[Item | Contested] = [item for form in bank.forms for item in form.items]
    return {scenario.id: scenario for scenario in (*scored, *bank.contested)}


def from_topics(bank: Bank, letters: Sequence[str], many: int, after: str = "") -> tuple[Step, ...]:
    """``many`` scenarios on these topics: one for each topic first, then a second for each.

    after: the form that the people did already, as in a team review; its scenarios come last,
    so that the same question is not asked twice while others are left. Unknown topics are passed
    over, and there may be fewer scenarios than asked for.
    """
    wanted = list(dict.fromkeys(letters))
    return _in_turns([_on_topic(bank, letter, after) for letter in wanted], many)


def from_strands(
    bank: Bank, strands: Sequence[Strand], many: int, after: str = ""
) -> tuple[Step, ...]:
    """``many`` scenarios from these strands, one for each first and from different topics."""
    wanted = list(dict.fromkeys(strands))
    return _in_turns([_in_strand(bank, strand, after) for strand in wanted], many)


def from_form(bank: Bank, form_id: str) -> tuple[Step, ...]:
    """Every scenario of a form, in its order. Raises KeyError when there is no such form."""
    return tuple(step_of(item) for item in bank.form(form_id).items)


def _in_order(bank: Bank, after: str) -> list[Item]:
    """The national forms' scenarios, those of the form ``after`` last."""
    forms = sorted((form for form in bank.forms if not form.local), key=lambda f: f.id == after)
    return [item for form in forms for item in form.items]


def _on_topic(bank: Bank, letter: str, after: str) -> list[Item]:
    return [item for item in _in_order(bank, after) if item.topic.id == letter]


def _in_strand(bank: Bank, strand: Strand, after: str) -> list[Item]:
    found = [item for item in _in_order(bank, after) if item.strand == strand]
    topics = dict.fromkeys(item.topic.id for item in found)
    by_topic = [[item for item in found if item.topic.id == topic] for topic in topics]
    return [item for turn in zip_longest(*by_topic) for item in turn if item]


def _in_turns(piles: Iterable[Sequence[Item]], many: int) -> tuple[Step, ...]:
    turns = [item for turn in zip_longest(*piles) for item in turn if item]
    return tuple(step_of(item) for item in turns[:many])
