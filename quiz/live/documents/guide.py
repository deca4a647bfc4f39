"""The facilitator's guide to a plan, and the handout after it, as plain values to be set. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quiz.bank.items import Bank, Contested, Item
from quiz.bank.sources import Pointer
from quiz.clock import long_date
from quiz.live.session.agendas import AGAIN, BEST, DISCUSSION, TALK, VOTE, Part, fits
from quiz.live.session.phases import MOST_VOTES, Plan
from quiz.live.session.plans import scenario_of

ASK = (
    "Who would like to say why they chose it? Begin with the option that fewest chose.",
    "What would have to be different in the story for you to choose another?",
    "Who would you ask about this here, and what exactly would you ask?",
)
ASK_OF_CONTESTED = (
    "What is the best reason for the option that you did not choose?",
    "What does our own policy say, and who would know if we cannot tell?",
)
NO_TEMPLATE = (
    Part("First vote", 2, VOTE),
    Part("Talk in pairs", 3, TALK),
    Part("Second vote", 1, AGAIN),
    Part("The best answer, and why", 2, BEST),
)


@dataclass(frozen=True)
class OptionWords:
    """One option. best: whether the guidance points to it; False throughout where it differs."""

    text: str
    reason: str
    best: bool


@dataclass(frozen=True)
class Reading:
    """A place in the guidance: where it is, what it says in our words, how far we checked."""

    where: str
    edition: str
    says: str
    url: str
    checked: str


@dataclass(frozen=True)
class Page:
    """One scenario as the guide has it. sides: why practice differs; empty where it is scored."""

    number: int
    title: str
    topic: str
    jurisdiction: str
    vignette: str
    question: str
    options: tuple[OptionWords, ...]
    sides: str
    ask: tuple[str, ...]
    readings: tuple[Reading, ...]


def guide(bank: Bank, plan: Plan, title: str, today: date) -> dict[str, Any]:
    """Everything that stands in the guide: for ``exports/guide.typ``."""
    return {
        "title": title,
        "day": long_date(today),
        "settings": settings(plan),
        "timetable": [asdict(part) for part in timetable(plan)],
        "each": [asdict(part) for part in each(plan)],
        "pages": [asdict(page) for page in pages(bank, plan, today)],
    }


def settings(plan: Plan) -> list[str]:
    """How the session is set up, in sentences."""
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


def timetable(plan: Plan) -> tuple[Part, ...]:
    """The timetable of the template that has time for just this; nothing where none has."""
    found = fits(plan)
    return found.timetable if found and plan.votes == MOST_VOTES else ()


def each(plan: Plan) -> tuple[Part, ...]:
    """What happens with each scenario; without talk and second vote where there is one vote."""
    found = fits(plan)
    parts = found.each if found else NO_TEMPLATE
    parts = parts if plan.votes == MOST_VOTES else (parts[0], parts[-1])
    if any(one.contested for one in plan.scenarios):
        return (*parts, Part("Where practice differs", 12, DISCUSSION))
    return parts


def pages(bank: Bank, plan: Plan, today: date) -> list[Page]:
    """The plan's scenarios in its order, without any that the bank no longer keeps."""
    found = []
    for number, one in enumerate(plan.scenarios, 1):
        try:
            found.append(page_of(number, scenario_of(bank, one), today))
        except KeyError:
            continue
    return found


def page_of(number: int, scenario: Item | Contested, today: date) -> Page:
    """One scenario as the guide and the handout have it."""
    best = scenario.best if isinstance(scenario, Item) else ""
    contested = isinstance(scenario, Contested)
    return Page(
        number=number,
        title=scenario.title,
        topic=scenario.topic.title,
        jurisdiction=scenario.jurisdiction,
        vignette=scenario.vignette,
        question=scenario.question,
        options=tuple(OptionWords(o.text, o.reason, o.id == best) for o in scenario.options),
        sides=scenario.sides if isinstance(scenario, Contested) else "",
        ask=(scenario.prompt, *(ASK_OF_CONTESTED if contested else ASK)),
        readings=tuple(reading(pointer, today) for pointer in scenario.pointers),
    )


def reading(pointer: Pointer, today: date) -> Reading:
    """A pointer in words, with its edition, how far it was checked, and what to beware of."""
    source = pointer.source
    status = "" if source.status == "in force" else f", {source.status}"
    flag = source.flag(today)
    return Reading(
        where=f"{source.title}, {pointer.place}",
        edition=f"{source.publisher}, {source.edition}, {source.jurisdiction}{status}",
        says=pointer.says,
        url=source.url,
        checked=pointer.checked.words + (f"; {flag}" if flag else ""),
    )
