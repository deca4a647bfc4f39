"""The values of a report: everything that its page and its downloads state. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from quiz.analysis.ranges import Range
from quiz.charts.shares import BaseChart
from quiz.languages.sentences import gettext, lazy_gettext, pgettext
from quiz.teams.results.turnout import Turnout


@dataclass(frozen=True)
class Cell:
    """One figure. words: the figure as text. likely: its confidence interval as text; empty if none
    is stated. count: the range behind the words, if it is shown."""

    words: str
    likely: str = ""
    count: Range | None = None


@dataclass(frozen=True)
class Row:
    """What the figures are about, and the figures in the order of the section's headings.
    scenario: the id of the scenario that the row is about; empty if it is about something else.
    language: the tag of a scenario's title; None for English."""

    about: str
    cells: tuple[Cell, ...]
    scenario: str = ""
    language: str | None = None


@dataclass(frozen=True)
class Section:
    """Sentences, a table, and for some sections a chart of the table.

    name: a short id for addresses and sheets, unique in a ``Report``. headings: first that of the
    rows' subject, then one for each cell.
    """

    name: str
    heading: str
    sentences: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    chart: BaseChart | None = None


@dataclass(frozen=True)
class ReportPart:
    """The sections for everybody in the review, or for one group with blocks of its own."""

    title: str
    people: int
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class SuggestedReading:
    """A place in the guidance to read. checked: in words, whether and how we read it there;
    unchecked: True if we did not."""

    title: str
    place: str
    says: str
    url: str
    checked: str
    unchecked: bool


@dataclass(frozen=True)
class Suggestion:
    """A topic to train, the reason, and what to read. letter: A to H. label: as in a chart. urgent:
    whether so few answers were right that it should come first. language: of the title, as in
    ``Topic``."""

    letter: str
    title: str
    label: str
    why: str
    readings: tuple[SuggestedReading, ...]
    urgent: bool = False
    language: str | None = None


@dataclass(frozen=True)
class Limits:
    """What these numbers of people can support, and what not (measurement.md 3.6 to 3.8)."""

    say: tuple[str, ...]
    not_say: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The results of one review.

    opened_on: the day of the newest block; None if there is none. It dates every download, so that
    the same report always gives the same file. groups: the groups with blocks of their own, in the
    order of their names. headline: the lines that a reader sees first. overview: a chart of at most
    five topics. about_groups: what to know before one reads the groups' figures.
    """

    title: str
    form: str
    summary: tuple[str, ...]
    opened_on: date | None = None
    everybody: ReportPart | None = None
    groups: tuple[ReportPart, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    limits: Limits = field(default_factory=lambda: Limits((), ()))
    headline: tuple[str, ...] = ()
    overview: Section | None = None
    turnout: Turnout | None = None
    about_groups: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[ReportPart, ...]:
        return (self.everybody, *self.groups) if self.everybody else ()

    @property
    def day(self) -> date:
        """The date of every file. Raises ValueError while nothing is opened."""
        if self.opened_on is None:
            raise ValueError("nothing is opened yet")
        return self.opened_on

    @property
    def topic_letters(self) -> str:
        """The letters of the suggested topics, as in ``C,E,H``."""
        return ",".join(suggestion.letter for suggestion in self.suggestions)

    @property
    def who_is_missing(self) -> str:
        return self.turnout.who_is_missing if self.turnout else ""

    @property
    def summary_lines(self) -> tuple[str, ...]:
        """Every sentence about the review as a whole."""
        missing = (self.who_is_missing,) if self.who_is_missing else ()
        return (*self.headline, *missing, *self.summary, *self.about_groups)

    @property
    def charts(self) -> dict[str, Section]:
        """Every section with a chart, by its name; the overview first."""
        sections = [section for part in self.parts for section in part.sections]
        first = [self.overview] if self.overview else []
        return {section.name: section for section in (*first, *sections) if section.chart}


@dataclass(frozen=True)
class Statement:
    """One statement and its place in the report. figure: its heading; empty for a sentence."""

    group: str
    section: str
    about: str
    figure: str
    cell: Cell


def statements(report: Report) -> Iterator[Statement]:
    """Everything that a report states, in the order of the page."""
    for sentence in report.summary_lines:
        yield Statement("", gettext("Summary"), "", "", Cell(sentence))
    for name, people in report.turnout.numbers if report.turnout else ():
        yield Statement("", gettext("Summary"), gettext("People"), name, Cell(people))
    start = str(WHERE_TO_START)
    for number, found in enumerate(report.suggestions, 1):
        about = f"{number}. {found.title}"
        yield Statement("", start, about, gettext("Why"), Cell(found.why))
        for reading in found.readings:
            words = f"{reading.title}, {reading.place}: {reading.says} ({reading.checked})"
            yield Statement("", start, about, pgettext("a heading", "Read"), Cell(words))
    for part in report.parts:
        for section in part.sections:
            for sentence in section.sentences:
                yield Statement(part.title, section.heading, "", "", Cell(sentence))
            for row in section.rows:
                for heading, cell in zip(section.headings[1:], row.cells, strict=True):
                    yield Statement(part.title, section.heading, row.about, heading, cell)
    for advice, lines in ((SAY, report.limits.say), (NOT_SAY, report.limits.not_say)):
        for line in lines:
            yield Statement("", str(advice), "", "", Cell(line))


WHERE_TO_START = lazy_gettext("Where to start")
SAY = lazy_gettext("What you can say")
NOT_SAY = lazy_gettext("What not to say")
