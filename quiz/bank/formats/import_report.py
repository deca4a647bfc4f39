"""What an import does, or would do."""

from dataclasses import dataclass
from hashlib import sha256

from quiz.bank.formats.places import Words, for_a_cell
from quiz.bank.formats.portable import ItemRefusal
from quiz.bank.formats.replaced import Replaced
from quiz.languages.sentences import LazyList, LazySentence, lazy_gettext


@dataclass(frozen=True)
class ImportLine:
    """What becomes of one item: its place in the file, its name, its id here, what to do next.

    language: the tag of the language of its name; None for English. replaced: the words here that
    would be gone.
    """

    where: Words
    name: str
    id: str
    to_do: str = ""
    language: str | None = None
    replaced: tuple[Replaced, ...] = ()

    @property
    def place(self) -> str:
        """Its place, for a cell of its own."""
        return for_a_cell(self.where)


@dataclass(frozen=True)
class ImportReport:
    """What an import does, or would do."""

    added: tuple[ImportLine, ...] = ()
    changed: tuple[ImportLine, ...] = ()
    unchanged: tuple[ImportLine, ...] = ()
    refused: tuple[ItemRefusal, ...] = ()
    notes: tuple[Words, ...] = ()

    @property
    def writes(self) -> int:
        """How many scenarios it adds or changes."""
        return len(self.added) + len(self.changed)

    @property
    def fingerprint(self) -> str:
        """Of what it writes and what would be gone: another one if somebody wrote there since. The
        same in each language of the page."""
        written = [
            (line.id, [(old, new) for _, old, new in line.replaced])
            for line in (*self.added, *self.changed)
        ]
        return sha256(repr(written).encode()).hexdigest()

    @property
    def summary(self) -> LazySentence:
        """The numbers that are not zero, for a sentence."""
        counts = (
            (len(self.added), lazy_gettext("%(number)s added")),
            (len(self.changed), lazy_gettext("%(number)s changed")),
            (len(self.unchanged), lazy_gettext("%(number)s already here")),
            (len(self.refused), lazy_gettext("%(number)s refused")),
        )
        found = [words.filled(number=number) for number, words in counts if number]
        return LazyList(found or [lazy_gettext("no question")])


@dataclass(frozen=True)
class Unsaid:
    """What somebody says of new items that do not say it themselves; None: topic A, English."""

    topic: str | None = None
    language: str | None = None
