"""A plan: which scenarios a live session asks, and in which order. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from quiz.bank.items import Bank, Contested, Item, Scenario
from quiz.live.session.phases import OF_A_SCENARIO, Asked, Plan, State
from quiz.vocabulary import Strand

MOST_FOR_A_CHART = 50
MOST_SCENARIOS = 12
SHORTEST_TIMER, LONGEST_TIMER = 15, 600
"""In seconds. A timer reminds; it closes nothing and is never scored."""


def asked(scenario: Scenario) -> Asked:
    """The scenario as a plan has it."""
    return Asked(scenario.id, scenario.revision, isinstance(scenario, Contested))


def scenario_of(bank: Bank, one: Asked) -> Item | Contested:
    """What is asked, in the words it was planned with.

    Raises KeyError when the bank has it no longer, or no longer in that revision.
    """
    if not one.contested:
        return bank.kept[one.item, one.revision]
    for scenario in bank.contested:
        if (scenario.id, scenario.revision) == (one.item, one.revision):
            return scenario
    raise KeyError(one.item)


def is_gone(bank: Bank, plan: Plan, state: State) -> bool:
    """Whether the session is at a scenario that the bank has no longer."""
    if state.phase not in OF_A_SCENARIO:
        return False
    try:
        scenario_of(bank, plan.scenarios[state.step])
    except KeyError:
        return True
    return False


def missing(bank: Bank, plan: Plan) -> int:
    """How many of the plan's scenarios are asked no longer, in no revision."""
    return sum(one.item not in askable(bank) for one in plan.scenarios)


def renewed(bank: Bank, plan: Plan) -> Plan:
    """The same plan with today's revisions, without what is no longer asked.

    Raises ValueError when nothing is left to ask.
    """
    today = askable(bank)
    scenarios = tuple(asked(today[one.item]) for one in plan.scenarios if one.item in today)
    return replace(plan, scenarios=scenarios)


def todays(bank: Bank, plan: Plan) -> Plan:
    """The plan in today's words where they say the same questions; as it is where none is left."""
    try:
        return renewed(bank, plan)
    except ValueError:
        return plan


def askable(bank: Bank) -> dict[str, Item | Contested]:
    """Everything that a plan may ask, by id: the forms' scenarios first, then the contested."""
    scored: list[Item | Contested] = [item for form in bank.forms for item in form.items]
    return {scenario.id: scenario for scenario in (*scored, *bank.contested)}


def from_topics(
    bank: Bank, letters: Sequence[str], many: int, after: str = ""
) -> tuple[Asked, ...]:
    """``many`` scenarios on these topics: one for each topic first, then a second for each.

    after: the form that the people did already, as in a team review; its scenarios come last,
    so that the same question is not asked twice while others are left. Unknown topics are passed
    over, and there may be fewer scenarios than asked for.
    """
    wanted = list(dict.fromkeys(letters))
    return _in_turns([_on_topic(bank, letter, after) for letter in wanted], many)


def from_strands(
    bank: Bank, strands: Sequence[Strand], many: int, after: str = ""
) -> tuple[Asked, ...]:
    """``many`` scenarios from these strands, one for each first and from different topics."""
    wanted = list(dict.fromkeys(strands))
    return _in_turns([_in_strand(bank, strand, after) for strand in wanted], many)


def from_form(bank: Bank, form_id: str) -> tuple[Asked, ...]:
    """Every scenario of a form, in its order. Raises KeyError when there is no such form."""
    return tuple(asked(item) for item in bank.form(form_id).items)


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


def _in_turns(piles: Iterable[Sequence[Item]], many: int) -> tuple[Asked, ...]:
    turns = [item for turn in zip_longest(*piles) for item in turn if item]
    return tuple(asked(item) for item in turns[:many])
