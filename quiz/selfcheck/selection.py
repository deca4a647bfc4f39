"""Scenarios that follow a wrong answer: a second look's, in order, and a sibling. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quiz.answers.models import MOST_ATTEMPT_ITEMS
from quiz.bank.items import BankForm, Item
from quiz.questions.scenario_form import MarkedResponse

SOONEST = 1
"""Days from the end of an attempt until its second look: at least one night."""
REMINDERS = (2, 7, 30)
"""Days until the reminders in the calendar file: soon, and then further apart."""
LATER, MUCH_LATER = REMINDERS[1:]


def surest_first(marked: Iterable[MarkedResponse]) -> list[MarkedResponse]:
    """The wrong answers, the surest first; those of one certainty in the order they were asked."""
    return sorted((one for one in marked if not one.right), key=lambda one: -one.certainty)


def choose(
    own: str,
    wrong: Sequence[Item],
    asked: Collection[Item],
    forms: Sequence[BankForm],
    days: int,
) -> tuple[Item, ...]:
    """The scenarios of a second look, one for each wrong one and in the same order.

    ``own`` is the id of the attempt's form, ``asked`` are all its scenarios, and ``days`` is the
    number of days since it was finished. Each wrong scenario is replaced by one of the same topic
    from another form; if none is left, by one of the same strand; if none is left either, it is
    asked again. No other scenario of the attempt is asked again and none twice, even if its text
    was revised. When the form no longer exists, every form is another form. Only the first twelve
    wrong scenarios count.
    """
    taken = {item.id for item in asked}
    candidates = [item for form in _other_forms(own, forms, days) for item in form.items]
    chosen: list[Item] = []
    for item in wrong[:MOST_ATTEMPT_ITEMS]:
        chosen.append(next(_alike(item, [one for one in candidates if one.id not in taken]), item))
        taken.add(chosen[-1].id)
    return tuple(chosen)


@dataclass(frozen=True)
class Sibling:
    """A scenario of the same topic as one that was answered wrong, and the id of its form."""

    item: Item
    form: str


def sibling(
    own: str, item: Item, asked: Sequence[Item], forms: Sequence[BankForm]
) -> Sibling | None:
    """The sibling of a wrong scenario; None when no other form has that topic.

    It comes from the form that second looks reach last. Scenarios of one topic have different
    siblings as long as there are enough, and none was asked in the attempt.
    """
    taken = {one.id for one in asked}
    alike = [one.id for one in asked if one.topic.id == item.topic.id]
    for form in reversed(_other_forms(own, forms, days=0)):
        free = [one for one in form.items if one.topic.id == item.topic.id and one.id not in taken]
        if free:
            return Sibling(free[alike.index(item.id) % len(free)], form.id)
    return None


def _other_forms(own: str, forms: Sequence[BankForm], days: int) -> list[BankForm]:
    """The other forms, in the order in which scenarios are taken from them.

    The first is the next form; from a week on, the one after it; from thirty days on, the next
    again. Somebody who takes a second look on each reminder gets new scenarios as long as possible.
    """
    index = next((n for n, form in enumerate(forms) if form.id == own), len(forms))
    others = [*forms[index + 1 :], *forms[:index]]
    turn = 1 if LATER <= days < MUCH_LATER else 0
    return [*others[turn:], *others[:turn]]


def _alike(item: Item, free: Sequence[Item]) -> Iterator[Item]:
    """The scenarios of the same topic, then those of the same strand."""
    yield from (one for one in free if one.topic.id == item.topic.id)
    yield from (one for one in free if one.strand == item.strand)
