"""A told picture as plain values: what pages and downloads state, ready to be set down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import Range
from quiz.charts.shares import BaseChart


@dataclass(frozen=True)
class Cell:
    """One figure. words: as a page says it. likely: how far so many people can show it, in words;
    empty where that is not said. count: the range behind the words, where one is shown."""

    words: str
    likely: str = ""
    count: Range | None = None


@dataclass(frozen=True)
class Row:
    """What the figures are about, and the figures in the order of the section's headings."""

    about: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """A part of the picture: sentences, a table, and where there is one the drawing of it.

    name: short and plain, for addresses and sheets; unique in a ``Told``. headings: of the rows'
    subject first, then of each cell.
    """

    name: str
    heading: str
    sentences: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    picture: BaseChart | None = None


@dataclass(frozen=True)
class Part:
    """Everybody in the review, or one group of it that has whole blocks of its own."""

    place: str
    people: int
    depth: Depth
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Reading:
    """A place in the guidance to read. checked: how far we looked at it ourselves, in words;
    unchecked: whether that is not at all."""

    title: str
    place: str
    says: str
    url: str
    checked: str
    unchecked: bool


@dataclass(frozen=True)
class Suggestion:
    """One topic to train, why, and what to read for it. letter: A to H."""

    letter: str
    title: str
    why: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Limits:
    """What may be said of so many people, and what may not (measurement.md 3.6 to 3.8)."""

    say: tuple[str, ...]
    not_say: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """The whole picture. opened_on: the day of the newest block, None while there is none; with
    it every download is dated, so that it is the same whenever it is made. groups: those with
    blocks of their own, besides everybody.
    """

    title: str
    form: str
    summary: tuple[str, ...]
    opened_on: date | None = None
    everybody: Part | None = None
    groups: tuple[Part, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    limits: Limits = field(default_factory=lambda: Limits((), ()))

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.everybody, *self.groups) if self.everybody else ()

    @property
    def day(self) -> date:
        """What dates every file. Raises ValueError while nothing is opened."""
        if self.opened_on is None:
            raise ValueError("nothing is opened yet")
        return self.opened_on

    @property
    def letters(self) -> str:
        """The suggested topics, ``C,E,H``."""
        return ",".join(suggestion.letter for suggestion in self.suggestions)

    @property
    def pictures(self) -> dict[str, Section]:
        """Every section that is drawn, by its name."""
        return {
            section.name: section
            for part in self.parts
            for section in part.sections
            if section.picture
        }


@dataclass(frozen=True)
class Statement:
    """One thing that is stated, with where it stands; figure is empty for a sentence."""

    group: str
    section: str
    about: str
    figure: str
    cell: Cell


def statements(told: Told) -> Iterator[Statement]:
    """Everything that a told picture states, one by one, in the order of the page."""
    for sentence in told.summary:
        yield Statement("", "Summary", "", "", Cell(sentence))
    for number, found in enumerate(told.suggestions, 1):
        yield Statement("", TO_TRAIN, f"{number}. {found.title}", "Why", Cell(found.why))
        for reading in found.readings:
            words = f"{reading.title}, {reading.place}: {reading.says} ({reading.checked})"
            yield Statement("", TO_TRAIN, f"{number}. {found.title}", "Read", Cell(words))
    for part in told.parts:
        for section in part.sections:
            for sentence in section.sentences:
                yield Statement(part.place, section.heading, "", "", Cell(sentence))
            for row in section.rows:
                for heading, cell in zip(section.headings[1:], row.cells, strict=True):
                    yield Statement(part.place, section.heading, row.about, heading, cell)
    for heading, lines in ((SAY, told.limits.say), (NOT_SAY, told.limits.not_say)):
        for line in lines:
            yield Statement("", heading, "", "", Cell(line))


TO_TRAIN = "Where to start"
SAY = "What you can say"
NOT_SAY = "What not to say"
