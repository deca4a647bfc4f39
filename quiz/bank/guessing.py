"""How many items of a form are right for somebody who guesses from the options alone. Pure.

A strategy gives each option of an item a value and chooses the highest. Options with the same value
share the point: a key among three such options counts a third.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from quiz.bank.items import BankForm, Item, Leaning, Option

HEDGES = re.compile(
    r"\b(may|might|could|can|ask|check|first|if|whether|unless|depend\w*)\b", re.IGNORECASE
)
JOINTS = re.compile(r",|\band\b", re.IGNORECASE)
"""What joins parts of an answer: careful answers tend to have several."""
PROPER_STEPS = re.compile(r"\b(ask|manag|legal|record|advi[cs])\w*", re.IGNORECASE)
"""Ask, manager, legal, record, advice, and words of the same stems: the steps that sound proper."""
WORDS = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")

Measure = Callable[[Item, Option], float]


def words_of(text: str) -> frozenset[str]:
    """The different words of a text, in lower case."""
    return frozenset(WORDS.findall(text.lower()))


def _shared(item: Item, option: Option) -> float:
    """The share of an option's words that other options of the item use, too."""
    words = words_of(option.text)
    others = frozenset[str]().union(*(words_of(o.text) for o in item.options if o is not option))
    return len(words & others) / len(words) if words else 0.0


def _always(leaning: Leaning) -> Measure:
    return lambda _, option: float(option.leaning == leaning)


LOOKS: Mapping[str, Measure] = {
    "longest": lambda _, option: len(option.text),
    "shortest": lambda _, option: -len(option.text),
    "first": lambda item, option: float(option is item.options[0]),
    "most hedged": lambda _, option: len(HEDGES.findall(option.text)),
    "most parts": lambda _, option: len(JOINTS.findall(option.text)),
    "most ask, manager, legal, record, advice": lambda _, o: len(PROPER_STEPS.findall(o.text)),
    "shares most words with the others": _shared,
}
LIMITED_FROM_THE_START = ("longest", "shortest", "first", "most hedged", "most parts")
LEANINGS: Mapping[str, Measure] = {f"always {leaning}": _always(leaning) for leaning in Leaning}
BAG_OF_WORDS = "bag of words of the other forms"


def expected_right(items: Iterable[Item], measure: Measure) -> float:
    """How many items are right when the option with the highest value is chosen."""
    total = 0.0
    for item in items:
        values = {option.id: measure(item, option) for option in item.options}
        most = max(values.values())
        chosen = [option for option, value in values.items() if value == most]
        total += (item.best in chosen) / len(chosen)
    return total


def bag_of_words(others: Sequence[Item]) -> Measure:
    """A naive Bayes classifier (Bernoulli counts, add-one smoothing), trained on other items.

    Each word of an option adds the logarithm of how much more often keys have it than distractors:
    (k + 1) / (K + 2) over (d + 1) / (D + 2), where k of K keys and d of D distractors have the
    word. Words that no training option has add nothing. The sums are rounded, so that the order of
    the words cannot decide a tie.
    """
    keys: Counter[str] = Counter()
    distractors: Counter[str] = Counter()
    for item in others:
        for option in item.options:
            (keys if option.id == item.best else distractors).update(words_of(option.text))
    all_keys = len(others)
    all_distractors = sum(len(item.options) - 1 for item in others)

    def value(_: Item, option: Option) -> float:
        known = [word for word in words_of(option.text) if word in keys or word in distractors]
        return round(
            math.fsum(
                math.log((keys[word] + 1) / (all_keys + 2))
                - math.log((distractors[word] + 1) / (all_distractors + 2))
                for word in known
            ),
            9,
        )

    return value


def has_leanings(form: BankForm) -> bool:
    """Whether every option of a form has its leaning; local scenarios may leave it out."""
    return all(option.leaning for item in form.items for option in item.options)


def guesses(form: BankForm, forms: Iterable[BankForm]) -> dict[str, float]:
    """For each strategy, how many of the form's items it gets right.

    Leanings are left out when an option has none, and the bag of words when there is no other
    national form to learn from.
    """
    strategies = dict(LOOKS)
    if has_leanings(form):
        strategies |= LEANINGS
    others = [item for one in forms if one.id != form.id and not one.local for item in one.items]
    if others:
        strategies[BAG_OF_WORDS] = bag_of_words(others)
    return {name: expected_right(form.items, measure) for name, measure in strategies.items()}


def limit(strategy: str, items: int) -> float:
    """The most that a strategy may get right: 5 of 12, and 6 of 12 for “always between”."""
    return items * (6 if strategy == f"always {Leaning.BETWEEN}" else 5) / 12
