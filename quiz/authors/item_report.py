"""Item statistics from team reviews, for authors (measurement.md 4).

Pooled over all reviews of a form, never for one team, and in batches of three reviews or more
(``quiz.analysis.batches``).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from quiz.analysis import sums
from quiz.analysis.item_analysis import ItemStatistics, item_statistics
from quiz.analysis.item_flags import FEWEST_TEAMS, flags
from quiz.answers import blocks
from quiz.answers.blocks import Opened
from quiz.bank.items import Bank, Item
from quiz.vocabulary import OPTION_IDS


def item_report(bank: Bank, opened: Sequence[Opened], today: date) -> Iterator[str]:
    """Lines with a paragraph for each form that a review used."""
    for form in sorted({block.form for block in opened}):
        batches = blocks.in_batches((block for block in opened if block.form == form), today)
        yield from _form(bank, form, list(chain.from_iterable(batches.complete)))
        if batches.waiting:
            yield from ("", _waiting(len({block.review for block in batches.waiting})))
    if not opened:
        yield "No review has published figures yet."


def _waiting(reviews: int) -> str:
    waiting = "1 review is" if reviews == 1 else f"{reviews} reviews are"
    return (
        f"{waiting} not included yet. Reviews are included the day after they open their figures, "
        f"in batches of {FEWEST_TEAMS} or more with the same scenarios."
    )


def _form(bank: Bank, form: str, opened: Sequence[Opened]) -> Iterator[str]:
    if not opened:
        yield f"Form {form}: not enough reviews yet."
        return
    reviews = len({block.review for block in opened})
    people = sum(block.people for block in opened)
    yield f"Form {form}: {people} people in {reviews} reviews."
    found = sums.total(sums.from_json(block.sums) for block in opened)
    for name in sorted({item for item, _, _ in found.cells}):
        yield from _item(bank, name, item_statistics(found, name, OPTION_IDS), reviews)


def _item(bank: Bank, name: str, found: ItemStatistics, reviews: int) -> Iterator[str]:
    kept = _kept(bank, name)
    key = kept.best if kept else None
    yield ""
    yield f"{name}: {kept.title if kept else 'no longer stored'}"
    yield f"    n {found.n}; right {_share(found)}; item-rest r {_decimals(found.joint.rest_r)}"
    yield "    " + "; ".join(_options(found, key))
    yield from (f"    {words}." for words in flags(found, key, reviews))


def _kept(bank: Bank, name: str) -> Item | None:
    item, _, revision = name.partition("@")
    return bank.kept.get((item, int(revision or 1)))


def _share(found: ItemStatistics) -> str:
    if found.facility is None or found.interval is None:
        return "-"
    low, high = (round(100 * end) for end in (found.interval.low, found.interval.high))
    return f"{round(100 * found.facility)} % ({low} to {high})"


def _options(found: ItemStatistics, key: str | None) -> Iterable[str]:
    for letter, option in found.options.items():
        yield f"{letter}{'*' if letter == key else ''} {option.n} ({option.sure} sure)"


def _decimals(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
