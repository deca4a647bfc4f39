"""Which scenarios a second look asks, in which order, and from which day. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from quiz.answers.models import MOST_ATTEMPT_ITEMS
from quiz.bank.items import BankForm, Item
from quiz.scenario_form import MarkedResponse

SOONEST = 1
"""Days from the end of an attempt until a second look at it: a night's sleep lies between."""
REMINDERS = (2, 7, 30)
"""Days until the calendar file brings a second look to mind: soon, and then further apart."""
LATER, MUCH_LATER = REMINDERS[1:]


def surest_first(marked: Iterable[MarkedResponse]) -> list[MarkedResponse]:
    """What was wrong: sure and wrong before the rest, and the surest before the less sure.

    Answers given with the same certainty stay in the order in which they were asked.
    """
    return sorted((one for one in marked if not one.right), key=lambda one: -one.certainty)


def choose(
    own: str,
    wrong: Sequence[Item],
    asked: Collection[Item],
    forms: Sequence[BankForm],
    days: int,
) -> tuple[Item, ...]:
    """The scenarios of a second look, one for each wrong one and in the same order.

    ``own`` is the id of the form that the attempt was on, ``asked`` all its scenarios, and
    ``days`` how many days ago it was finished. For each wrong scenario comes one of the same topic
    from a sibling form; where none is left, one of the same strand from a sibling form; where none
    is left either, the scenario itself. Nothing else that the attempt asked is asked again, and
    nothing twice, also where its words were mended since. A form that is no longer there has all
    others as its siblings. Of more than twelve wrong scenarios the first twelve count.
    """
    taken = {item.id for item in asked}
    siblings = [item for form in _siblings(own, forms, days) for item in form.items]
    chosen: list[Item] = []
    for item in wrong[:MOST_ATTEMPT_ITEMS]:
        chosen.append(next(_alike(item, [one for one in siblings if one.id not in taken]), item))
        taken.add(chosen[-1].id)
    return tuple(chosen)


def _siblings(own: str, forms: Sequence[BankForm], days: int) -> list[BankForm]:
    """The other forms, the one to be drawn from first in front.

    It is the next form, then from a week on the one after it, then from thirty days on the next
    again: somebody who looks on each of the three days meets new scenarios, and late old ones.
    """
    place = next((n for n, form in enumerate(forms) if form.id == own), len(forms))
    others = [*forms[place + 1 :], *forms[:place]]
    turn = 1 if LATER <= days < MUCH_LATER else 0
    return [*others[turn:], *others[:turn]]


def _alike(item: Item, free: Sequence[Item]) -> Iterator[Item]:
    """Those of the same topic, then those of the same strand."""
    yield from (one for one in free if one.topic.id == item.topic.id)
    yield from (one for one in free if one.strand == item.strand)
