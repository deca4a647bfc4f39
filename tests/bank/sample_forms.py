"""Made-up forms whose options say only what a test needs."""

from collections.abc import Sequence
from dataclasses import replace

from quiz.bank.items import BankForm, HcpcSubject, Item, Leaning, Option, Topic
from quiz.bank.load import load

BANK = load()
TOPICS = {topic.id: topic for topic in BANK.topics}
FREER, BETWEEN, STRICTER = Leaning
LEANINGS = (FREER, BETWEEN, STRICTER, BETWEEN)
"""Of the options a to d."""
_TEMPLATE = next(iter(BANK.items.values()))
_PEOPLE = ["Ada", "Ben", "Cleo", "Dev", "Edie", "Finn", "Gus", "Hal", "Ines", "Jo", "Kit", "Lou"]
_ROLES = ("A student", "A manager", "A reviewing officer", "A personal adviser", "A worker")


def sample_item(name: str, texts: Sequence[str], best: str, topic: Topic | None = None) -> Item:
    """An item with these options, a to d, of the leanings above."""
    options = tuple(
        Option(letter, text, f"Reason {letter}.", leaning)
        for letter, text, leaning in zip("abcd", texts, LEANINGS, strict=True)
    )
    return replace(
        _TEMPLATE,
        id=name,
        options=options,
        best=best,
        topic=topic or TOPICS["A"],
        people=(),
        hcpc_subject=None,
        checksum="0123456789abcdef",
    )


def sample_form(letter: str = "A", keys: str = "abcabcabcabc", **changes: object) -> BankForm:
    """Twelve items on the right topics, whose options all read the same.

    Keys a, b and c are freer, between and stricter: four of each.
    """
    items = tuple(
        replace(
            sample_item(f"{letter.lower()}-{number}", ["Go on."] * 4, best, TOPICS[topic]),
            people=(_PEOPLE[number],),
            vignette=f"{_ROLES[number % 5]} waits.",
        )
        for number, (best, topic) in enumerate(zip(keys, "AAABCDEFGHHH", strict=True))
    )
    return replace(BankForm(letter, items, items[:4]), **changes)  # type: ignore[arg-type]


def tagged(form: BankForm, *subjects: HcpcSubject) -> BankForm:
    """The form with its first items tagged with these subjects."""
    first = [
        replace(item, hcpc_subject=subject)
        for item, subject in zip(form.items, subjects, strict=False)
    ]
    return replace(form, items=(*first, *form.items[len(first) :]))
