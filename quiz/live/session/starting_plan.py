"""The plan that the form for a new session starts from, read from the page's address. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quiz.bank.items import Bank, StrandTitle, Topic
from quiz.languages.sentences import gettext
from quiz.live.session.agendas import AGENDAS, Agenda, agenda, plan_for
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import MOST_SCENARIOS, form_to_keep, from_form
from quiz.vocabulary import Strand, set_name

DEFAULT_MINUTES = 45
ONE_BY_ONE = "NONE"


@dataclass(frozen=True)
class StartingPlan:
    """A plan, and how it was made.

    words: a sentence that says what the plan was made from; empty where it was made on topics or
    strands, which are ``about``. many: how many scenarios there is time
    for. minutes: how long the host has; 0 if they did not say. topics: letters, as in the link from
    a team review. one_by_one: whether the host picks each scenario, so that only the plan's
    settings count. keep: the form for the same people to take afterwards; empty if it is not known
    what they did. spoiled: whether the plan asks any of it.
    """

    plan: Plan
    words: str
    many: int = 0
    minutes: int = 0
    topics: tuple[str, ...] = ()
    one_by_one: bool = False
    keep: str = ""
    about: tuple[Topic | StrandTitle, ...] = ()
    spoiled: bool = False

    @property
    def is_short(self) -> bool:
        """Whether the bank has fewer scenarios on this than there is time for."""
        return len(self.plan.scenarios) < self.many


def starting_plan(bank: Bank, query: Mapping[str, list[str]]) -> StartingPlan:
    """The plan that an address asks for. Unknown values are ignored; the default is 45 minutes.

    query: the address's parameters ``agenda`` (minutes, or "none"), ``form``, ``strands``,
    ``topics`` and ``after`` (the form that these people did already).
    """
    chosen = _agenda(query)
    letters = {topic.id for topic in bank.topics}
    topics = tuple(letter for letter in _words(query, "topics", str.upper) if letter in letters)
    strands = tuple(strand for strand in Strand if strand in _words(query, "strands", str.lower))
    plan = plan_for(bank, chosen, topics, strands, _word(query, "after"))
    if _agenda_word(query) == ONE_BY_ONE:
        return StartingPlan(plan, "", one_by_one=True)
    form = _word(query, "form")
    if form in {each.id for each in bank.forms}:
        whole = Plan(scenarios=from_form(bank, form)[:MOST_SCENARIOS])
        words = (
            gettext("The list is filled in with your organisation’s own scenarios.")
            if bank.form(form).local
            else gettext("The list is filled in with %(set)s.", set=set_name(form))
        )
        return StartingPlan(whole, words, minutes=chosen.minutes if _agenda_word(query) else 0)
    about = _about(bank, topics, strands)
    keep = form_to_keep(bank, _word(query, "after"))
    kept = {item.id for form in bank.forms if form.id == keep for item in form.items}
    return StartingPlan(
        plan,
        "" if about else str(chosen.filled),
        chosen.scenarios + chosen.contested,
        chosen.minutes,
        topics,
        keep=keep,
        about=about,
        spoiled=any(one.item in kept for one in plan.scenarios),
    )


def _word(query: Mapping[str, list[str]], name: str) -> str:
    return next(iter(_words(query, name, str.upper)), "")


def _words(query: Mapping[str, list[str]], name: str, case: Callable[[str], str]) -> list[str]:
    """A parameter's values, whether it is repeated or has commas between them."""
    found = ",".join(query.get(name, ())).split(",")
    return list(dict.fromkeys(case(word.strip()) for word in found if word.strip()))


def _agenda_word(query: Mapping[str, list[str]]) -> str:
    """Until release 0.7 an address may still say ``template``, as it did before 0.6."""
    return _word(query, "agenda") or _word(query, "template")


def _agenda(query: Mapping[str, list[str]]) -> Agenda:
    known = {str(one.minutes): one for one in AGENDAS}
    return known.get(_agenda_word(query), agenda(DEFAULT_MINUTES))


def _about(
    bank: Bank, topics: tuple[str, ...], strands: tuple[Strand, ...]
) -> tuple[Topic | StrandTitle, ...]:
    """What the scenarios were chosen by: the topics, or else the strands."""
    if topics:
        return tuple(one for letter in topics for one in bank.topics if one.id == letter)
    return tuple(one for strand in strands for one in bank.strands if one.id == strand)
