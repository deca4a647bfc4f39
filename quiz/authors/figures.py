"""What opened blocks say of the items, for their authors (measurement.md, section 4).

Over all reviews of a form together, never over one team's; nothing at all below three reviews.
"""

from collections.abc import Iterable, Iterator, Sequence

from quiz.analysis import items, sums
from quiz.analysis.flags import FEWEST_TEAMS, flags
from quiz.analysis.scale import SCALE
from quiz.answers.blocks import Opened
from quiz.bank.items import Bank, Item

OPTIONS = "abcd"


def reported(bank: Bank, blocks: Sequence[Opened]) -> Iterator[str]:
    """A paragraph for each form that was asked in a review, in lines."""
    for form in sorted({block.form for block in blocks}):
        yield from _form(bank, form, [block for block in blocks if block.form == form])
    if not blocks:
        yield "No review has opened its figures yet."


def _form(bank: Bank, form: str, blocks: Sequence[Opened]) -> Iterator[str]:
    reviews = len({block.review for block in blocks})
    people = sum(block.people for block in blocks)
    if reviews < FEWEST_TEAMS:
        yield (
            f"Form {form}: {reviews} of the {FEWEST_TEAMS} reviews that are needed; "
            "nothing is said before."
        )
        return
    yield f"Form {form}: {people} people in {reviews} reviews."
    found = sums.total(sums.from_json(block.sums) for block in blocks)
    for name in sorted({item for item, _, _ in found.cells}):
        yield from _item(bank, name, items.item(found, name, OPTIONS, SCALE.sure_from), reviews)


def _item(bank: Bank, name: str, found: items.Item, reviews: int) -> Iterator[str]:
    kept = _kept(bank, name)
    key = kept.best if kept else None
    yield ""
    yield f"{name}: {kept.title if kept else 'no longer kept'}"
    yield f"    n {found.n}; right {_share(found)}; item-rest r {_decimals(found.joint.rest_r)}"
    yield "    " + "; ".join(_options(found, key))
    yield from (f"    {words}." for words in flags(found, key, reviews))


def _kept(bank: Bank, name: str) -> Item | None:
    item, _, revision = name.partition("@")
    return bank.kept.get((item, int(revision or 1)))


def _share(found: items.Item) -> str:
    if found.facility is None or found.interval is None:
        return "-"
    low, high = (round(100 * end) for end in (found.interval.low, found.interval.high))
    return f"{round(100 * found.facility)} % ({low} to {high})"


def _options(found: items.Item, key: str | None) -> Iterable[str]:
    for letter, option in found.options.items():
        yield f"{letter}{'*' if letter == key else ''} {option.n} ({option.sure} sure)"


def _decimals(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
