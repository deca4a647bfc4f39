"""The facilitator's guide to a plan, and one scenario as guide and handout have it. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quiz.bank.items import Bank, Contested, Item
from quiz.bank.sources import Pointer
from quiz.clock import long_date
from quiz.documents.paper_words import content_language, paper_words
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.session.agendas import WHERE_PRACTICE_DIFFERS, AgendaPart
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_minutes import each, minutes, timed_parts
from quiz.live.session.plan_scenarios import in_bank, titles

ASK = (
    lazy_gettext("Who would like to say why they chose it? Nobody has to."),
    lazy_gettext("What would have to be different in the story for you to choose another?"),
    lazy_gettext("Who would you ask about this here, and what exactly would you ask?"),
)
ASK_OF_CONTESTED = (
    lazy_gettext("What is the best reason for the option that you did not choose?"),
    lazy_gettext("What does our own policy say, and who would know if we cannot tell?"),
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
    """One scenario. lang: of its words. sides: why practice differs; empty for a scored scenario.
    ask: questions for the discussion, the scenario's own first."""

    number: int
    title: str
    topic: str
    topic_lang: str
    jurisdiction: str
    vignette: str
    question: str
    options: tuple[OptionWords, ...]
    lang: str
    sides: str
    ask: tuple[str, ...]
    references: tuple[Reference, ...]


def guide(bank: Bank, plan: Plan, title: str, today: date) -> dict[str, Any]:
    """The data of ``guide.typ``."""
    return {
        **paper_words(),
        **_words(plan, title, today),
        "title": title,
        "settings": settings(plan),
        "timetable": [
            {"start": one.start, "lang": _language(bank, plan, one.step), **_part(one.part)}
            for one in timed_parts(plan, titles(bank, plan))
        ],
        "each": [_part(part) for part in (*each(plan), *_discussion(plan))],
        "pages": [asdict(page) for page in scenario_pages(bank, plan, today)],
    }


def _words(plan: Plan, title: str, today: date) -> dict[str, Any]:
    """Headings and other words of the template."""
    day = long_date(today)
    return {
        "heading": gettext("Facilitator’s guide: %(title)s", title=title),
        "foot": gettext(
            "Facilitator’s guide, made on %(day)s. It has the best answers: keep it to yourself.",
            day=day,
        ),
        "about": gettext(
            "About %(minutes)s minutes. It has the best answers, so do not hand it out; there is a "
            "handout for afterwards.",
            minutes=minutes(plan),
        ),
        "heads": [gettext("From"), gettext("What"), gettext("Minutes")],
        "timetable_heading": gettext("The timetable"),
        "each_heading": gettext("With each scenario"),
        "best": gettext("Best answer:"),
        "unscored": gettext("practice differs, not scored"),
        "sides_heading": gettext("Why practice differs"),
        "ask_heading": gettext("What to ask"),
        "guidance_heading": gettext("The guidance"),
    }


def _language(bank: Bank, plan: Plan, step: int | None) -> str:
    """Of a part of the timetable: a scenario's is that of its title."""
    for number, scenario, _ in in_bank(bank, plan, plan.scenarios):
        if step is not None and number == step + 1:
            return content_language(scenario)
    return paper_words()["lang"]


def _part(part: AgendaPart) -> dict[str, Any]:
    what = str(part.what)
    return {
        "what": what,
        "minutes": part.minutes,
        "heading": ngettext(
            "%(what)s: %(number)s minute",
            "%(what)s: %(number)s minutes",
            part.minutes,
            what=what,
            number=part.minutes,
        ),
        "notes": [str(note) for note in part.notes],
    }


def _discussion(plan: Plan) -> tuple[AgendaPart, ...]:
    contested = any(one.contested for one in plan.scenarios)
    return (WHERE_PRACTICE_DIFFERS,) if contested else ()


def settings(plan: Plan) -> list[str]:
    """The plan's settings, in sentences."""
    found = [
        gettext("Two votes on each scenario, with talk in between.")
        if plan.votes == MOST_VOTES
        else gettext("One vote on each scenario."),
        gettext(
            "A chart is shown once a vote is closed and at least %(minimum)s people answered.",
            minimum=plan.minimum,
        ),
    ]
    if plan.before and plan.after:
        found.append(
            gettext("The four confidence questions are asked before the scenarios and after them.")
        )
    elif plan.before:
        found.append(gettext("The four confidence questions are asked before the scenarios."))
    if plan.timer:
        found.append(
            gettext(
                "A timer of %(seconds)s seconds a vote. It can be paused, and it closes nothing.",
                seconds=plan.timer,
            )
        )
    if any(one.contested for one in plan.scenarios):
        found.append(
            gettext("Stories on which practice differs are for talking over, and never scored.")
        )
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
        topic_lang=content_language(scenario.topic),
        jurisdiction=scenario.jurisdiction,
        vignette=scenario.vignette,
        question=scenario.question,
        options=tuple(OptionWords(o.text, o.reason, o.id == best) for o in scenario.options),
        lang=content_language(scenario),
        sides=scenario.sides if isinstance(scenario, Contested) else "",
        ask=(scenario.prompt, *map(str, ASK_OF_CONTESTED if contested else ASK)),
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
