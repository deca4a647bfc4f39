"""Scenarios as lines of text, for a terminal."""

from collections.abc import Iterator
from textwrap import fill

from quiz.bank import checks
from quiz.bank.items import Bank, Contested, Item, Scenario

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
        if item.withdrawn:
            yield _line("x", item, " (withdrawn)")


def _line(number: str, scenario: Scenario, note: str = "") -> str:
    return f"{number:4} {scenario.topic.id} {scenario.id:32} {scenario.title}{note}"


def scenario_detail(bank: Bank, scenario_id: str) -> Iterator[str]:
    """Everything about one scenario; earlier revisions come last."""
    scenario = _latest(bank, scenario_id)
    best = scenario.best if isinstance(scenario, Item) else None
    forms = [form.id for form in bank.forms if scenario_id in {item.id for item in form.items}]
    yield f"{scenario.title} ({scenario.id}, revision {scenario.revision})"
    yield f"Topic {scenario.topic.id}: {scenario.topic.title} · {scenario.jurisdiction} · " + (
        f"form {', '.join(forms)}" if forms else "in no form"
    )
    yield ""
    yield _filled(scenario.vignette)
    yield _filled(scenario.question)
    for option in scenario.options:
        yield ""
        yield _filled(f"{'*' if option.id == best else ' '} {option.id} {option.text}", "    ")
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
        yield from (f"To fix: {finding}" for finding in checks.check_item(scenario))
    for kept in sorted(bank.kept.values(), key=lambda item: item.revision):
        if kept.id == scenario_id and kept.since:
            became = "withdrawn" if kept.withdrawn else "changed"
            yield f"Revision {kept.revision}: {became} on {kept.since.on}, {kept.since.why}"


def _latest(bank: Bank, scenario_id: str) -> Scenario:
    for contested in bank.contested:
        if contested.id == scenario_id:
            return contested
    revisions = [item for (one, _), item in bank.kept.items() if one == scenario_id]
    return max(revisions, key=lambda item: item.revision)


def _filled(text: str, after: str = "") -> str:
    return fill(text, WIDTH, subsequent_indent=after)


def bank_statistics(bank: Bank) -> Iterator[str]:
    """How often simple guessing strategies are right, and the reading ease of each item."""
    for form in bank.forms:
        shares = ", ".join(
            f"{name} {share:.0%}" for name, share in checks.naive_scores(form.items).items()
        )
        yield f"form {form.id}: right when always choosing {shares}."
    for item in bank.items.values():
        yield f"{item.id}: reading ease {checks.reading_ease(checks.item_text(item)):.0f}."
