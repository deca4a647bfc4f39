"""Scenarios as lines of text, for a terminal."""

from collections.abc import Iterator, Mapping
from textwrap import fill

from quiz.authors import own_scenarios
from quiz.bank import checks
from quiz.bank.form_checks import is_judged
from quiz.bank.guessing import guesses, limit
from quiz.bank.items import Bank, BankForm, Contested, Item, Scenario
from quiz.bank.written_languages import LANGUAGE_WORDS

WIDTH = 88


def scenario_list(bank: Bank) -> Iterator[str]:
    """One line for each scenario: number in its form, topic, id and title."""
    placed = set()
    for form in bank.forms:
        for number, item in enumerate(form.items, start=1):
            placed.add(item.id)
            yield _line(f"{form.id}{number}", item)
    for item in bank.items.values():
        if item.id not in placed:
            yield _line("-", item, " (a draft)" if item.draft else " (in no form)")
    for contested in bank.contested:
        yield _line("?", contested, " (never scored)")
    for item in bank.kept.values():
        if item.withdrawn or item.retired:
            yield _line("x", item, " (withdrawn)" if item.withdrawn else " (retired)")


def _line(number: str, scenario: Scenario, note: str = "") -> str:
    words = f"{scenario.title}{_language(scenario)}{note}"
    return f"{number:4} {scenario.topic.id} {scenario.id:32} {words}"


def _language(scenario: Scenario) -> str:
    """The language of its words, if that is not English."""
    return f" (in {LANGUAGE_WORDS[scenario.language]})" if scenario.language else ""


def scenario_detail(bank: Bank, scenario_id: str) -> Iterator[str]:
    """Everything about one scenario; earlier revisions come last."""
    scenario = _latest(bank, scenario_id)
    best = scenario.best if isinstance(scenario, Item) else None
    forms = [form.id for form in bank.forms if scenario_id in {item.id for item in form.items}]
    yield f"{scenario.title} ({scenario.id}, revision {scenario.revision}){_language(scenario)}"
    guessed = " (for now)" if isinstance(scenario, Item) and scenario.topic_for_now else ""
    topic = f"Topic {scenario.topic.id}: {scenario.topic.title}{guessed}"
    yield f"{topic} · {scenario.jurisdiction} · " + (
        f"form {', '.join(forms)}" if forms else "in no form"
    )
    yield ""
    yield _filled(scenario.vignette)
    yield _filled(scenario.question)
    for option in scenario.options:
        yield ""
        leaning = f" ({option.leaning})" if option.leaning else ""
        mark = "*" if option.id == best else " "
        yield _filled(f"{mark} {option.id} {option.text}{leaning}", "    ")
        yield _filled(f"    {option.reason}", "    ")
    yield ""
    if isinstance(scenario, Contested):
        yield _filled(f"Why it is not scored: {scenario.sides}")
    for pointer in scenario.pointers:
        yield _filled(
            f"{pointer.id}: {pointer.source.title}, {pointer.place} ({pointer.checked.words})"
        )
    yield _filled(f"To talk about: {scenario.prompt}")
    if isinstance(scenario, Item):
        if scenario.rule:
            yield _filled(f"To take away: {scenario.rule}")
        yield from _to_fix(scenario)
    for kept in sorted(bank.kept.values(), key=lambda item: item.revision):
        if kept.id == scenario_id and kept.since:
            became = "withdrawn" if kept.withdrawn else "retired" if kept.retired else "changed"
            yield f"Revision {kept.revision}: {became} on {kept.since.on}, {kept.since.why}"


def _to_fix(item: Item) -> Iterator[str]:
    """What a draft still needs, as its page says it; or where an item departs from the standard."""
    found = own_scenarios.to_do(item) if item.draft else checks.check_item(item)
    yield from (f"To fix: {one}" for one in found)


def _latest(bank: Bank, scenario_id: str) -> Scenario:
    for contested in bank.contested:
        if contested.id == scenario_id:
            return contested
    revisions = [item for (one, _), item in bank.kept.items() if one == scenario_id]
    return max(revisions, key=lambda item: item.revision)


def _filled(text: str, after: str = "") -> str:
    return fill(text, WIDTH, subsequent_indent=after)


def guessing_table(bank: Bank) -> Iterator[str]:
    """How many items of each form each guessing strategy gets right; “-” where it cannot be tried.

    A value above its limit is marked with “!”, if the form is judged.
    """
    columns = {form.id: guesses(form, bank.forms) for form in bank.forms}
    rows = dict.fromkeys(name for column in columns.values() for name in column)
    widest = max(map(len, rows), default=0)
    yield "Right answers by guessing (chance is a quarter, the limit 5 of 12, “always between” 6):"
    yield _row("", widest, [f"{form.id} ({len(form.items)})" for form in bank.forms])
    for name in rows:
        yield _row(name, widest, [_cell(form, name, columns[form.id]) for form in bank.forms])


def _row(name: str, widest: int, cells: list[str]) -> str:
    return f"  {name:{widest}}" + "".join(f"{cell:>8}" for cell in cells)


def _cell(form: BankForm, name: str, found: Mapping[str, float]) -> str:
    if name not in found:
        return "-"
    above = is_judged(form) and found[name] > limit(name, len(form.items))
    return f"{found[name]:.1f}{'!' if above else ''}"


def reading_ease(bank: Bank) -> Iterator[str]:
    """The reading ease of each item in English."""
    for item in bank.items.values():
        ease = checks.ease_of(item)
        if ease is not None:
            yield f"{item.id}: reading ease {ease:.0f}."
