"""A plan's scenarios: chosen from the bank, and found in it again while the session runs. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TypeVar

from quiz.bank.items import Bank, Contested, Item, Scenario
from quiz.languages.sentences import lazy_gettext
from quiz.live.session.phases import OF_A_SCENARIO, SessionState
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.vocabulary import Strand

Each = TypeVar("Each")
MOST_FOR_A_CHART = 50
MOST_SCENARIOS = 12
SHORTEST_TIMER, LONGEST_TIMER = 15, 600
"""In seconds."""
REMOVED = lazy_gettext("Taken out of the content")


def planned_scenario(scenario: Scenario) -> PlannedScenario:
    """The scenario as a plan has it."""
    return PlannedScenario(scenario.id, scenario.revision, isinstance(scenario, Contested))


def scenario_of(bank: Bank, planned: PlannedScenario) -> Item | Contested:
    """The scenario, in the revision it was planned with.

    Raises KeyError when the bank no longer has it, or no longer in that revision.
    """
    if not planned.contested:
        return bank.kept[planned.item, planned.revision]
    for scenario in bank.contested:
        if (scenario.id, scenario.revision) == (planned.item, planned.revision):
            return scenario
    raise KeyError(planned.item)


def in_bank(
    bank: Bank, plan: Plan, each: Sequence[Each]
) -> Iterator[tuple[int, Item | Contested, Each]]:
    """The plan's scenarios that the bank still has, with their number from 1.

    each: one for each scenario of the plan; those of the scenarios that are left come with them.
    """
    for number, (planned, one) in enumerate(zip(plan.scenarios, each, strict=True), 1):
        try:
            scenario = scenario_of(bank, planned)
        except KeyError:
            continue
        yield number, scenario, one


def titles(bank: Bank, plan: Plan) -> list[str]:
    """The titles of the plan's scenarios, in its order."""
    known = scenarios_by_id(bank)
    return [known[one.item].title if one.item in known else str(REMOVED) for one in plan.scenarios]


def is_removed(bank: Bank, plan: Plan, state: SessionState) -> bool:
    """Whether the current scenario has been taken out of the bank."""
    if state.phase not in OF_A_SCENARIO:
        return False
    try:
        scenario_of(bank, plan.scenarios[state.step])
    except KeyError:
        return True
    return False


def removed_count(bank: Bank, plan: Plan) -> int:
    """How many of the plan's scenarios can no longer be asked, in any revision."""
    return sum(one.item not in scenarios_by_id(bank) for one in plan.scenarios)


def with_current_revisions(bank: Bank, plan: Plan) -> Plan:
    """The same plan with current revisions, without scenarios that can no longer be asked.

    Raises ValueError when no scenario is left.
    """
    known = scenarios_by_id(bank)
    scenarios = (planned_scenario(known[one.item]) for one in plan.scenarios if one.item in known)
    return replace(plan, scenarios=tuple(scenarios))


def current_plan(bank: Bank, plan: Plan) -> Plan:
    """The plan with current revisions; unchanged when none of its scenarios is left."""
    try:
        return with_current_revisions(bank, plan)
    except ValueError:
        return plan


def scenarios_by_id(bank: Bank) -> dict[str, Item | Contested]:
    """Every scenario that a plan may have, by id: those of the forms, then the contested ones."""
    scored: list[Item | Contested] = [item for form in bank.forms for item in form.items]
    return {scenario.id: scenario for scenario in (*scored, *bank.contested)}


def from_topics(
    bank: Bank, letters: Sequence[str], most: int, after: str = ""
) -> tuple[PlannedScenario, ...]:
    """At most ``most`` scenarios on these topics: one for each topic, then a second for each.

    after: the form that the people did already, as in a team review; its scenarios come last,
    so that the same question is not asked twice while others are left. Before them come those of
    the form to keep for later (`form_to_keep`). Unknown topics are ignored.
    """
    wanted = list(dict.fromkeys(letters))
    return _in_turns([_on_topic(bank, letter, after) for letter in wanted], most)


def from_strands(
    bank: Bank, strands: Sequence[Strand], most: int, after: str = ""
) -> tuple[PlannedScenario, ...]:
    """At most ``most`` scenarios from these strands: one for each first, on different topics."""
    wanted = list(dict.fromkeys(strands))
    return _in_turns([_in_strand(bank, strand, after) for strand in wanted], most)


def from_form(bank: Bank, form_id: str) -> tuple[PlannedScenario, ...]:
    """Every scenario of a form, in its order. Raises KeyError when there is no such form."""
    return tuple(planned_scenario(item) for item in bank.form(form_id).items)


def form_to_keep(bank: Bank, after: str) -> str:
    """The form that a session should leave alone, so that the same people can take it afterwards:
    the next one after the form that they did. Empty if they did none of ours."""
    ids = [form.id for form in bank.forms if not form.local]
    return ids[(ids.index(after) + 1) % len(ids)] if after in ids else ""


def _in_order(bank: Bank, after: str) -> list[Item]:
    """The scenarios of the national forms; last those of the form to keep, and of ``after``."""
    last = ("", form_to_keep(bank, after), after)
    forms = sorted(
        (form for form in bank.forms if not form.local),
        key=lambda form: last.index(form.id) if form.id in last else 0,
    )
    return [item for form in forms for item in form.items]


def _on_topic(bank: Bank, letter: str, after: str) -> list[Item]:
    return [item for item in _in_order(bank, after) if item.topic.id == letter]


def _in_strand(bank: Bank, strand: Strand, after: str) -> list[Item]:
    found = [item for item in _in_order(bank, after) if item.strand == strand]
    topics = dict.fromkeys(item.topic.id for item in found)
    by_topic = [[item for item in found if item.topic.id == topic] for topic in topics]
    return [item for turn in zip_longest(*by_topic) for item in turn if item]


def _in_turns(groups: Iterable[Sequence[Item]], most: int) -> tuple[PlannedScenario, ...]:
    turns = [item for turn in zip_longest(*groups) for item in turn if item]
    return tuple(planned_scenario(item) for item in turns[:most])
