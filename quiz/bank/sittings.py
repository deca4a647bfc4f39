"""Blind sittings: what readers answered without the key, and how far they agree with it.

A sitting counts for an item only while the item has the text that was read. The standard follows
practice with situational judgement tests: four in five of a panel agree before publication.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from quiz.bank.content_file import SITTINGS_SCHEMA, ContentError, Data, read
from quiz.bank.edits import EditError, locked, write
from quiz.bank.findings import Finding
from quiz.bank.items import Bank, Item

SITTINGS = "sittings.json"
"""The file beside the national content file."""
SMALLEST_AGREEMENT = 0.8
"""The share of an item's readers who must choose its key."""
MOST_RIGHT_BY_OPTIONS = 0.4
"""The share of items that readers of the options alone may get right: 24 of 60."""
FEWEST_TO_JUDGE = 12


@dataclass(frozen=True)
class SittingAnswer:
    """What a reader answered for one item.

    ``checksum`` is of the text that was read; ``second`` is another option that can be defended.
    """

    item: str
    checksum: str
    option: str
    certainty: int
    second: str | None = None
    remark: str | None = None


@dataclass(frozen=True)
class Sitting:
    """One reader's answers to one paper. ``options_only``: without vignettes and questions."""

    paper: str
    form: str
    options_only: bool
    reader: str
    on: date
    answers: tuple[SittingAnswer, ...]

    def right(self, bank: Bank) -> int:
        """How many answers are the keys of the text that was read."""
        return sum(one.option == item.best for one, item in current_answers(bank, self))


@dataclass(frozen=True)
class Agreement:
    """What all sittings say of an item's current text, by reader."""

    item: Item
    blind: Mapping[str, SittingAnswer]
    options_only: Mapping[str, SittingAnswer]

    @property
    def right(self) -> int:
        """How many blind readers chose the key."""
        return sum(one.option == self.item.best for one in self.blind.values())

    @property
    def agreed(self) -> bool:
        """Whether somebody read it blind, and four in five or more chose the key."""
        return bool(self.blind) and self.right >= SMALLEST_AGREEMENT * len(self.blind)

    @property
    def right_by_options(self) -> float:
        """The share of readers of the options alone who chose the key."""
        right = sum(one.option == self.item.best for one in self.options_only.values())
        return right / len(self.options_only) if self.options_only else 0.0


def read_sittings(path: Path) -> tuple[Sitting, ...]:
    """The sittings in a file; none when there is no file. Raises ContentError."""
    if not path.exists():
        return ()
    found = read(path, SITTINGS_SCHEMA)
    if found.findings:
        raise ContentError(path.name, found.findings)
    return tuple(_sitting(row) for row in found.data["sittings"])


def _sitting(row: Data) -> Sitting:
    answers = tuple(SittingAnswer(**answer) for answer in row["answers"])
    return Sitting(**{**row, "on": date.fromisoformat(row["on"]), "answers": answers})


def keep(path: Path, sitting: Sitting) -> None:
    """Add a sitting to the file.

    Raises EditError or ContentError when it cannot be written, or when it is there already.
    """
    with locked(path):
        kept = read_sittings(path)
        if (sitting.paper, sitting.reader) in {(one.paper, one.reader) for one in kept}:
            raise EditError(f"what {sitting.reader} answered on this paper is kept already.")
        rows = [{**asdict(one), "on": one.on.isoformat()} for one in (*kept, sitting)]
        data = {"$schema": f"bank/schema/{SITTINGS_SCHEMA.name}", "sittings": rows}
        write(path, data, read_sittings)


def current_answers(bank: Bank, sitting: Sitting) -> Iterator[tuple[SittingAnswer, Item]]:
    """A sitting's answers whose items still have the text that was read."""
    for one in sitting.answers:
        item = bank.items.get(one.item)
        if item and item.checksum == one.checksum:
            yield one, item


def agreements(bank: Bank, sittings: Sequence[Sitting]) -> list[Agreement]:
    """One for each item of the national forms, in their order.

    A reader's first answer for a text counts: later ones are not blind.
    """
    blind: dict[str, dict[str, SittingAnswer]] = {}
    options_only: dict[str, dict[str, SittingAnswer]] = {}
    for sitting in sittings:
        into = options_only if sitting.options_only else blind
        for one, item in current_answers(bank, sitting):
            into.setdefault(item.id, {}).setdefault(sitting.reader, one)
    return [
        Agreement(item, blind.get(item.id, {}), options_only.get(item.id, {}))
        for form in bank.forms
        if not form.local
        for item in form.items
    ]


def check_sittings(bank: Bank, sittings: Sequence[Sitting]) -> Iterator[Finding]:
    """Keys that too few blind readers chose, and a bank that the options give away."""
    found = agreements(bank, sittings)
    for one in found:
        if one.blind and not one.agreed:
            yield Finding(
                one.item.id,
                "best",
                f"{one.right} of {len(one.blind)} blind readers chose it; four in five must, so "
                "revise or retire the scenario.",
            )
    read_so = [one for one in found if one.options_only]
    right = sum(one.right_by_options for one in read_so)
    if len(read_so) >= FEWEST_TO_JUDGE and right > MOST_RIGHT_BY_OPTIONS * len(read_so):
        most = MOST_RIGHT_BY_OPTIONS * len(read_so)
        yield Finding(
            "forms",
            "options",
            f"{right:g} of {len(read_so)} are right from the options alone; {most:g} at most.",
        )
