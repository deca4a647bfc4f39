"""The facilitator's guide to a plan, and one scenario as guide and handout have it. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quiz.bank.items import Bank, Contested, Item
from quiz.bank.sources import Pointer
from quiz.clock import long_date
from quiz.live.session.agendas import WHERE_PRACTICE_DIFFERS, AgendaPart
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_minutes import each, minutes, timed_parts
from quiz.live.session.plan_scenarios import in_bank, titles

ASK = (
    "Who would like to say why they chose it? Begin with the option that fewest chose.",
    "What would have to be different in the story for you to choose another?",
    "Who would you ask about this here, and what exactly would you ask?",
)
ASK_OF_CONTESTED = (
    "What is the best reason for the option that you did not choose?",
    "What does our own policy say, and who would know if we cannot tell?",
)


@dataclass(frozen=True)
class OptionWords:
    """One option. best: whether it is the best answer; False for all options of a contested
    scenario."""

    text: str
    reason: str
    best: bool


@dataclass(frozen=True)
class Reference:
    """A place in the guidance: where it is, what it says in our words, and how we checked it."""

    where: str
    edition: str
    says: str
    url: str
    checked: str


@dataclass(frozen=True)
class ScenarioPage:
    """One scenario. sides: why practice differs; empty for a scored scenario. ask: questions for
    the discussion."""

    number: int
    title: str
    topic: str
    jurisdiction: str
    vignette: str
    question: str
    options: tuple[OptionWords, ...]
    sides: str
    ask: tuple[str, ...]
    references: tuple[Reference, ...]


def guide(bank: Bank, plan: Plan, title: str, today: date) -> dict[str, Any]:
    """The data of ``guide.typ``."""
    return {
        "title": title,
        "day": long_date(today),
        "settings": settings(plan),
        "minutes": minutes(plan),
        "timetable": [
            {"start": one.start, **_part(one.part)} for one in timed_parts(plan, titles(bank, plan))
        ],
        "each": [_part(part) for part in (*each(plan), *_discussion(plan))],
        "pages": [asdict(page) for page in scenario_pages(bank, plan, today)],
    }


def _part(part: AgendaPart) -> dict[str, Any]:
    return {
        "what": str(part.what),
        "minutes": part.minutes,
        "notes": [str(note) for note in part.notes],
    }


def _discussion(plan: Plan) -> tuple[AgendaPart, ...]:
    contested = any(one.contested for one in plan.scenarios)
    return (WHERE_PRACTICE_DIFFERS,) if contested else ()


def settings(plan: Plan) -> list[str]:
    """The plan's settings, in sentences."""
    found = [
        "Two votes on each scenario, with talk in between."
        if plan.votes == MOST_VOTES
        else "One vote on each scenario.",
        f"A chart is shown once a vote is closed and at least {plan.minimum} people answered.",
    ]
    if plan.before:
        after = " and after them" if plan.after else ""
        found.append(f"The four confidence questions are asked before the scenarios{after}.")
    if plan.timer:
        found.append(
            f"A timer of {plan.timer} seconds a vote. It can be paused, and it closes nothing."
        )
    if any(one.contested for one in plan.scenarios):
        found.append("Stories on which practice differs are for talking over, and never scored.")
    return found


def scenario_pages(bank: Bank, plan: Plan, today: date) -> list[ScenarioPage]:
    """The plan's scenarios in its order, without those that are no longer in the bank."""
    left = in_bank(bank, plan, plan.scenarios)
    return [scenario_page(number, scenario, today) for number, scenario, _ in left]


def scenario_page(number: int, scenario: Item | Contested, today: date) -> ScenarioPage:
    """One scenario as the guide and the handout have it. today: for warnings about old sources."""
    best = scenario.best if isinstance(scenario, Item) else ""
    contested = isinstance(scenario, Contested)
    return ScenarioPage(
        number=number,
        title=scenario.title,
        topic=scenario.topic.title,
        jurisdiction=scenario.jurisdiction,
        vignette=scenario.vignette,
        question=scenario.question,
        options=tuple(OptionWords(o.text, o.reason, o.id == best) for o in scenario.options),
        sides=scenario.sides if isinstance(scenario, Contested) else "",
        ask=(scenario.prompt, *(ASK_OF_CONTESTED if contested else ASK)),
        references=tuple(reference(pointer, today) for pointer in scenario.pointers),
    )


def reference(pointer: Pointer, today: date) -> Reference:
    """A pointer in words: its edition, how it was checked, and any warning about its source."""
    source = pointer.source
    status = "" if source.status == "in force" else f", {source.status}"
    flag = source.flag(today)
    return Reference(
        where=f"{source.title}, {pointer.place}",
        edition=f"{source.publisher}, {source.edition}, {source.jurisdiction}{status}",
        says=pointer.says,
        url=pointer.address,
        checked="; ".join(
            words for words in (pointer.checked.words, pointer.link_words, flag) if words
        ),
    )
