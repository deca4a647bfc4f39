"""What an address asks for, and the plan to begin from: template, form, strands, topics. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quiz.bank.items import Bank
from quiz.live.session.agendas import TEMPLATES, Template, planned, template
from quiz.live.session.phases import Plan
from quiz.live.session.plans import MOST_SCENARIOS, from_form
from quiz.vocabulary import Strand

DEFAULT = 45
ONE_BY_ONE = "NONE"


@dataclass(frozen=True)
class Beginning:
    """A plan to begin from, and what was asked for, as the page shows it again.

    topics: letters, as a team review's picture hands them over. words: what the plan was made
    from. many: how many scenarios there is time for. one_by_one: whether the host picks each
    scenario, so that only the plan's settings count.
    """

    plan: Plan
    words: str
    many: int = 0
    topics: tuple[str, ...] = ()
    one_by_one: bool = False

    @property
    def is_short(self) -> bool:
        """Whether the bank has less on this than the time allows."""
        return len(self.plan.scenarios) < self.many


def beginning(bank: Bank, asked: Mapping[str, list[str]]) -> Beginning:
    """Whatever is unknown in what was asked for is passed over; nothing asked is 45 minutes."""
    found = _template(asked)
    letters = {topic.id for topic in bank.topics}
    topics = tuple(letter for letter in _words(asked, "topics", str.upper) if letter in letters)
    strands = tuple(strand for strand in Strand if strand in _words(asked, "strands", str.lower))
    plan = planned(bank, found, topics, strands, _word(asked, "after"))
    if _word(asked, "template") == ONE_BY_ONE:
        return Beginning(plan, "nothing", one_by_one=True)
    form = _word(asked, "form")
    if form in {each.id for each in bank.forms}:
        whole = Plan(scenarios=from_form(bank, form)[:MOST_SCENARIOS])
        return Beginning(whole, f"form {form}")
    words = _made_from(bank, found, topics, strands)
    return Beginning(plan, words, found.scenarios + found.contested, topics)


def _word(asked: Mapping[str, list[str]], name: str) -> str:
    return next(iter(_words(asked, name, str.upper)), "")


def _words(asked: Mapping[str, list[str]], name: str, case: Callable[[str], str]) -> list[str]:
    """Every word given under a name, whether apart or with commas between them."""
    found = ",".join(asked.get(name, ())).split(",")
    return list(dict.fromkeys(case(word.strip()) for word in found if word.strip()))


def _template(asked: Mapping[str, list[str]]) -> Template:
    known = {str(found.minutes): found for found in TEMPLATES}
    return known.get(_word(asked, "template"), template(DEFAULT))


def _made_from(
    bank: Bank, found: Template, topics: tuple[str, ...], strands: tuple[Strand, ...]
) -> str:
    if topics:
        titles = {topic.id: topic.title for topic in bank.topics}
        return f"{found.minutes} minutes on " + "; ".join(titles[letter] for letter in topics)
    if strands:
        titles = {strand.id: strand.title for strand in bank.strands}
        return f"{found.minutes} minutes on " + "; ".join(titles[strand] for strand in strands)
    return f"{found.minutes} minutes: {found.title.lower()}"
