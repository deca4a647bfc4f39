"""The standard for items, as findings: which item, which field, what to do.

``load`` refuses what cannot be served; these rules are about how items are written. Pure.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen

from quiz.bank.items import Bank, BankForm, Item, Option, Scenario
from quiz.bank.sources import Checked

LONGEST_TO_SHORTEST_AT_MOST = 1.35
VIGNETTE_WORDS = range(30, 111)
HARDEST_TO_READ = 55.0
"""The lowest Flesch reading ease of an item; 60 to 70 is plain English."""
ABSOLUTES = re.compile(r"\b(always|never|every|all|any|only|nobody|must|cannot)\b", re.I)
GIVE_AWAYS = re.compile(r"\b(all|none|both) of the (above|below|others|options)\b", re.I)
ARTICLE = re.compile(r"\ban?\?$")
FEWEST_WORDS_IN_A_QUESTION = 3
HEDGES = re.compile(
    r"\b(may|might|could|can|ask|check|first|if|whether|unless|depend\w*)\b", re.IGNORECASE
)
JOINTS = re.compile(r",|\band\b", re.IGNORECASE)
"""What joins parts of an answer: careful answers tend to have several."""
TO_WRITE = "To write:"
"""The start of every unwritten part of a skeleton."""
JOBS = re.compile(
    r"\b(student|newly qualified|senior (?:social worker|practitioner)|manage|foster carer"
    r"|personal adviser|reviewing officer|support worker|social worker|out[- ]of[- ]hours)",
    re.IGNORECASE,
)
FEWEST_JOBS = 5
FEWEST_TO_JUDGE_A_FORM = 12
CHANCE = 0.25
ABOVE_CHANCE_AT_MOST = 0.10


@dataclass(frozen=True)
class Finding:
    """Something to correct: the item (or form), the field, and what to do."""

    where: str
    field: str
    what_to_do: str

    def __str__(self) -> str:
        return f"{self.where} > {self.field}: {self.what_to_do}"


def check(bank: Bank) -> list[Finding]:
    """Every departure from the standard in the bank."""
    findings: list[Finding] = []
    for item in bank.items.values():
        findings += () if item.draft else check_item(item)
    for contested in bank.contested:
        findings += check_scenario(contested)
    for form in bank.forms:
        findings += check_form(form)
    return findings


def check_scenario(item: Scenario) -> Iterator[Finding]:
    """The rules for every scenario, scored or not."""
    lengths = [len(option.text) for option in item.options]
    if max(lengths) > LONGEST_TO_SHORTEST_AT_MOST * min(lengths):
        yield Finding(item.id, "options", f"make them similar in length, now {lengths}.")
    words = len(item.vignette.split())
    if words not in VIGNETTE_WORDS:
        yield Finding(item.id, "vignette", f"write 30 to 110 words, not {words}.")
    ease = reading_ease(item_text(item))
    if ease < HARDEST_TO_READ:
        yield Finding(item.id, "words", f"shorter words and sentences: reading ease is {ease:.0f}.")
    if all(pointer.checked == Checked.NOT_CHECKED for pointer in item.pointers):
        yield Finding(item.id, "pointers", "point to at least one text that was read or restated.")
    words_asked = len(item.question.split())
    cue = not item.question.endswith("?") or ARTICLE.search(item.question)
    if cue or words_asked < FEWEST_WORDS_IN_A_QUESTION:
        yield Finding(item.id, "question", "ask a whole question: grammar may give no clue.")
    if TO_WRITE in " ".join([item_text(item), item.prompt, *(o.reason for o in item.options)]):
        yield Finding(item.id, "words", f"write what still says “{TO_WRITE}”.")
    for option in item.options:
        if GIVE_AWAYS.search(option.text):
            yield Finding(item.id, f"options ({option.id})", "say the answer itself.")
    for field, said in (("text", "the same"), ("reason", "the same reason")):
        if len({getattr(option, field).casefold() for option in item.options}) < len(item.options):
            yield Finding(item.id, "options", f"two of them say {said}.")
    ends = {option.text[-1] for option in item.options}
    if len(ends) > 1:
        yield Finding(item.id, "options", f"end them alike, now with {' '.join(sorted(ends))}.")


def check_item(item: Item) -> Iterator[Finding]:
    """The rules for one scored item."""
    yield from check_scenario(item)
    yield from _absolutes(item)


def _absolutes(item: Item) -> Iterator[Finding]:
    """Words like *never* in several wrong options and not in the best one."""
    wrong = [option for option in item.options if option.id != item.best]
    with_absolutes = [option for option in wrong if ABSOLUTES.search(option.text)]
    if len(with_absolutes) > 1 and not ABSOLUTES.search(item.option(item.best).text):
        marked = ", ".join(option.id for option in with_absolutes)
        yield Finding(item.id, "options", f"only wrong options have absolute words ({marked}).")


def check_form(form: BankForm) -> Iterator[Finding]:
    """The rules for a form as a whole."""
    where = f"form {form.id}"
    names = Counter(name for item in form.items for name in item.people)
    for name, times in names.items():
        if times > 1:
            yield Finding(where, "people", f"“{name}” is in {times} items; use another name.")
    for item in form.items:
        if item.checksum is None:
            yield Finding(
                item.id, "checksum", "use “flask scenarios checksum” once the text is final."
            )
    if len(form.items) < FEWEST_TO_JUDGE_A_FORM:
        return
    for habit, share in naive_scores(form.items).items():
        if share > CHANCE + ABOVE_CHANCE_AT_MOST:
            yield Finding(where, "best", f"{habit} is right in {share:.0%}; 35% at most.")
    positions = Counter(item.best for item in form.items)
    even = len(form.items) // 4
    if any(abs(positions[letter] - even) > 1 for letter in "abcd"):
        yield Finding(where, "best", f"spread the best answers over a to d, now {dict(positions)}.")
    jobs = Counter(_job(item) for item in form.items)
    commonest, times = jobs.most_common(1)[0]
    if len(jobs) < FEWEST_JOBS or times > len(form.items) / 2:
        yield Finding(where, "vignettes", f"vary the jobs: {times} are about a {commonest}.")


def _job(item: Item) -> str:
    """The first job that a story names, or “worker”."""
    found = JOBS.search(item.vignette)
    return found.group(1).lower() if found else "worker"


def best_longest(items: Sequence[Item]) -> float:
    """The share of items whose best option is the longest; ties count in part."""
    return _share(items, lambda option: len(option.text))


def item_text(item: Scenario) -> str:
    """What a person reads before answering."""
    return " ".join([item.vignette, item.question, *(option.text for option in item.options)])


@cache
def _dictionary() -> Pyphen:
    return Pyphen(lang="en_GB", left=1, right=1)


def reading_ease(text: str) -> float:
    """Flesch reading ease (Flesch 1948): 206.835 - 1.015 words/sentence - 84.6 syllables/word."""
    sentences = max(1, len(re.findall(r"[.?!](?=\s|$|[’”])", text)))
    words = re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)*", text) or ["-"]
    syllables = sum(_syllables(word) for word in words)
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    return len(_dictionary().positions(word.lower())) + 1


def naive_scores(items: Sequence[Item]) -> dict[str, float]:
    """The share right when options are chosen by their form and not by their sense."""
    return {
        "the longest option": best_longest(items),
        "the shortest option": _share(items, lambda option: -len(option.text)),
        "the first option": sum(item.best == item.options[0].id for item in items) / len(items),
        "the most hedged option": _share(items, lambda option: len(HEDGES.findall(option.text))),
        "the option with most parts": _share(
            items, lambda option: len(JOINTS.findall(option.text))
        ),
    }


def _share(items: Sequence[Item], measure: Callable[[Option], int]) -> float:
    """The share right when the option with the highest measure is chosen; ties count in part."""
    total = 0.0
    for item in items:
        most = max(map(measure, item.options))
        winners = [option.id for option in item.options if measure(option) == most]
        total += (item.best in winners) / len(winners)
    return total / len(items)
