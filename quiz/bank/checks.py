"""The standard for items, as findings: which item, which field, what to do.

``load`` refuses what cannot be served; these rules are about how items are written. Pure.
"""

from collections.abc import Iterator

from quiz.bank.findings import Finding
from quiz.bank.form_checks import check_forms
from quiz.bank.items import Bank, Item, Scenario
from quiz.bank.language_rules import reading_ease, rules_of
from quiz.bank.sources import Checked
from quiz.languages.formats import decimal
from quiz.languages.sentences import gettext

LONGEST_TO_SHORTEST_AT_MOST = 1.35
VIGNETTE_WORDS = range(30, 111)
HARDEST_TO_READ = 55.0
"""The lowest Flesch reading ease of an item; 60 to 70 is plain English."""
FEWEST_WORDS_IN_A_QUESTION = 3
TO_WRITE = "To write:"
"""The start of every unwritten part of a skeleton."""
LONGEST_RULE = 12
"""In words."""
FEWEST_LEANINGS = 2
END_MARKS = ".?!…;:,"


def check(bank: Bank) -> list[Finding]:
    """Every departure from the standard in the bank."""
    findings: list[Finding] = []
    for item in bank.items.values():
        findings += () if item.draft else check_item(item)
    for contested in bank.contested:
        findings += check_scenario(contested)
    return [*findings, *check_forms(bank.forms)]


def check_scenario(item: Scenario) -> Iterator[Finding]:
    """The rules for every scenario, scored or not."""
    yield from _lengths(item)
    words = len(item.vignette.split())
    if words not in VIGNETTE_WORDS:
        yield Finding(
            item.id, "vignette", gettext("write 30 to 110 words, not %(words)s.", words=words)
        )
    ease = ease_of(item)
    if ease is not None and ease < HARDEST_TO_READ:
        said = gettext("shorter words and sentences: reading ease is %(ease)s.", ease=round(ease))
        yield Finding(item.id, "words", said)
    if all(pointer.checked == Checked.NOT_CHECKED for pointer in item.pointers):
        said = gettext("point to at least one text that was read or restated.")
        yield Finding(item.id, "pointers", said)
    words_asked = len(item.question.split())
    grammar = rules_of(item.language).grammar
    cue = not item.question.endswith("?") or (grammar and grammar.search(item.question))
    if cue or words_asked < FEWEST_WORDS_IN_A_QUESTION:
        said = gettext("ask a complete question: its grammar gives no clue.")
        yield Finding(item.id, "question", said)
    for field, text in _texts(item):
        if TO_WRITE in text:
            said = gettext("write what still says “%(words)s”.", words=TO_WRITE)
            yield Finding(item.id, field, said)
    yield from _options(item)


def _texts(item: Scenario) -> Iterator[tuple[str, str]]:
    """The texts that an author writes, by field."""
    for field in ("vignette", "question", "jurisdiction", "prompt"):
        yield field, getattr(item, field)
    for option in item.options:
        yield f"options ({option.id}) > text", option.text
        yield f"options ({option.id}) > reason", option.reason


def _lengths(item: Scenario) -> Iterator[Finding]:
    lengths = [len(option.text) for option in item.options]
    if max(lengths) > LONGEST_TO_SHORTEST_AT_MOST * min(lengths):
        now = ", ".join(map(str, lengths))
        said = gettext("make them similar in length, now %(lengths)s.", lengths=now)
        yield Finding(item.id, "options", said)


def _options(item: Scenario) -> Iterator[Finding]:
    for option in item.options:
        if rules_of(item.language).give_aways.search(option.text):
            yield Finding(item.id, f"options ({option.id})", gettext("say the answer itself."))
    for field, said in (
        ("text", gettext("two of them say the same.")),
        ("reason", gettext("two of them say the same reason.")),
    ):
        said_twice = [getattr(option, field).casefold() for option in item.options]
        said_twice = [words for words in said_twice if words and TO_WRITE.casefold() not in words]
        if len(set(said_twice)) < len(said_twice):
            yield Finding(item.id, "options", said)
    if len({_end(option.text) for option in item.options}) > 1:
        said = gettext("end all four with a full stop, or none of them.")
        yield Finding(item.id, "options", said)


def _end(text: str) -> str:
    """The punctuation at the end of a text; empty if it ends with a word."""
    return text[-1] if text[-1] in END_MARKS else ""


def check_item(item: Item) -> Iterator[Finding]:
    """The rules for one scored item."""
    yield from check_scenario(item)
    yield from _absolutes(item)
    yield from _rule(item)
    leanings = {option.leaning for option in item.options} - {None}
    if 0 < len(leanings) < FEWEST_LEANINGS:
        yield Finding(item.id, "leaning", gettext("write options of at least two leanings."))


def _absolutes(item: Item) -> Iterator[Finding]:
    """Words like *never* in several wrong options and not in the best one."""
    absolutes = rules_of(item.language).absolutes
    wrong = [option for option in item.options if option.id != item.best]
    with_absolutes = [option for option in wrong if absolutes.search(option.text)]
    if len(with_absolutes) > 1 and not absolutes.search(item.option(item.best).text):
        marked = ", ".join(option.id for option in with_absolutes)
        said = gettext("only wrong options have absolute words (%(which)s).", which=marked)
        yield Finding(item.id, "options", said)


def _rule(item: Item) -> Iterator[Finding]:
    words = len((item.rule or "").split())
    if TO_WRITE in (item.rule or ""):
        yield Finding(item.id, "rule", gettext("write one sentence that people can use."))
    elif words > LONGEST_RULE:
        said = gettext(
            "write at most %(most)s words, not %(words)s.", most=LONGEST_RULE, words=words
        )
        yield Finding(item.id, "rule", said)


def measures(item: Item) -> list[tuple[str, str, str]]:
    """What is measured of an item: what, its value, and what the standard asks for."""
    lengths = [len(option.text) for option in item.options]
    shortest, longest = VIGNETTE_WORDS.start, VIGNETTE_WORDS.stop - 1
    ease = ease_of(item)
    found = [
        (
            gettext("Words in the story"),
            str(len(item.vignette.split())),
            gettext("%(low)s to %(high)s", low=shortest, high=longest),
        ),
        (
            gettext("Longest answer, compared with the shortest"),
            gettext("%(number)s times", number=decimal(max(lengths) / min(lengths), 2)),
            gettext("at most %(number)s times", number=decimal(LONGEST_TO_SHORTEST_AT_MOST, 2)),
        ),
        (
            gettext("Words in the rule"),
            str(len((item.rule or "").split())),
            gettext("at most %(number)s", number=LONGEST_RULE),
        ),
    ]
    if ease is not None:
        wanted = gettext("%(number)s or more", number=round(HARDEST_TO_READ))
        found.insert(1, (gettext("Reading ease"), f"{ease:.0f}", wanted))
    return found


def ease_of(item: Scenario) -> float | None:
    """The reading ease of what a person reads before answering; None in a language for which there
    is no measure."""
    if not rules_of(item.language).measures_ease:
        return None
    return reading_ease(item_text(item))


def item_text(item: Scenario) -> str:
    """What a person reads before answering."""
    return " ".join([item.vignette, item.question, *(option.text for option in item.options)])
