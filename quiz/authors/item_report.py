"""Item statistics from team reviews, for authors (measurement.md 4).

Pooled over all reviews of a form, never for one team, and in batches of three leads or more
(``quiz.analysis.batches``). Counts have the margin of every other figure, block by block, so an
author who also leads a review learns nothing exact about the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain
from operator import add

from quiz.analysis import sums
from quiz.analysis.disclosure import Depth, Rules, percent_step
from quiz.analysis.intervals import wilson
from quiz.analysis.item_analysis import ItemStatistics, item_statistics
from quiz.analysis.item_flags import FEWEST_TEAMS, MANY, flags
from quiz.analysis.ranges import Range, ends, interval, published
from quiz.answers import blocks
from quiz.answers.blocks import Opened
from quiz.bank.items import Bank, Item
from quiz.vocabulary import OPTION_IDS

MARGIN = Rules().t


@dataclass(frozen=True)
class PublishedItem:
    """An item's published counts over all blocks. chosen, sure: by option."""

    right: Range
    chosen: dict[str, Range]
    sure: dict[str, Range]


def item_counts(found: Iterable[ItemStatistics]) -> PublishedItem:
    """The counts of an item, given its statistics in each block: margins first, then the sum
    (measurement.md 5.3, P5)."""
    each = [one for one in found if one.n]
    return PublishedItem(
        _added(published(one.right, one.n, MARGIN) for one in each),
        {o: _added(published(one.options[o].n, one.n, MARGIN) for one in each) for o in OPTION_IDS},
        {
            o: _added(published(one.options[o].sure, one.n, MARGIN) for one in each)
            for o in OPTION_IDS
        },
    )


def _added(ranges: Iterable[Range]) -> Range:
    return reduce(add, ranges, Range(0, 0, 0))


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
        f"when {FEWEST_TEAMS} leads or more have new ones with the same scenarios."
    )


def _form(bank: Bank, form: str, opened: Sequence[Opened]) -> Iterator[str]:
    if not opened:
        yield f"Form {form}: not enough reviews yet."
        return
    reviews = len({block.review for block in opened})
    leads = len({block.lead for block in opened})
    people = sum(block.people for block in opened)
    yield f"Form {form}: {people} people in {reviews} reviews by {leads} leads."
    each = [sums.from_json(block.sums) for block in opened]
    whole = sums.total(each)
    for name in sorted({item for item, _, _ in whole.cells}):
        counts = item_counts(item_statistics(one, name, OPTION_IDS) for one in each)
        yield from _item(bank, name, counts, item_statistics(whole, name, OPTION_IDS), leads)


def _item(
    bank: Bank, name: str, counts: PublishedItem, found: ItemStatistics, leads: int
) -> Iterator[str]:
    kept = _kept(bank, name)
    key = kept.best if kept else None
    yield ""
    yield f"{name}: {kept.title if kept else 'no longer stored'}"
    yield f"    n {found.n}; right {_share(counts.right)}; item-rest r {_correlation(found)}"
    yield "    " + "; ".join(_options(counts, key))
    yield from (f"    {words}." for words in flags(found, key, leads))


def _kept(bank: Bank, name: str) -> Item | None:
    item, _, revision = name.partition("@")
    return bank.kept.get((item, int(revision or 1)))


def _share(right: Range) -> str:
    """“40 of 46, 87 % (likely 74 to 94)”, with both ends of a range."""
    likely = interval(right, wilson)
    if not right.shown or likely is None or right.of < Depth.PERCENTAGES:
        return right.numbers
    step = percent_step(right.of)
    low, high = (str(round(100 * end / step) * step) for end in likely)
    return f"{right.numbers}, {right.percent(step)} (likely {ends(low, high)})"


def _options(counts: PublishedItem, key: str | None) -> Iterable[str]:
    for letter, chosen in counts.chosen.items():
        sure = counts.sure[letter]
        yield (
            f"{letter}{'*' if letter == key else ''} {ends(str(chosen.low), str(chosen.high))} "
            f"({ends(str(sure.low), str(sure.high))} sure)"
        )


def _correlation(found: ItemStatistics) -> str:
    """To one decimal, from 50 people on: below that it could narrow the ranges."""
    value = found.joint.rest_r
    return "-" if value is None or found.n < MANY else f"{value:.1f}"
