"""What the bank holds. Everything here is content: read at start, never changed while running."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from urllib.parse import urlsplit

from quiz.vocabulary import Length, Strand


class Checked(StrEnum):
    """How far we looked at the text ourselves."""

    READ = "read"
    RESTATED = "restated"
    NOT_CHECKED = "not-checked"

    @property
    def words(self) -> str:
        """What a person is told beside a pointer. Only a text that we read is called checked."""
        return CHECKED_WORDS[self]


CHECKED_WORDS = {
    Checked.READ: "checked against the source",
    Checked.RESTATED: "read as quoted or restated elsewhere, not in the source itself",
    Checked.NOT_CHECKED: "not yet checked against the source",
}


@dataclass(frozen=True)
class Source:
    """A guidance document in one edition."""

    id: str
    title: str
    publisher: str
    edition: str
    published: str | None
    jurisdiction: str
    status: str
    url: str
    about: str
    checked: Checked
    recorded_on: date

    @property
    def links_home(self) -> bool:
        """Whether the link leads to the publisher's home page, for want of a lasting one."""
        return urlsplit(self.url).path in ("", "/")


@dataclass(frozen=True)
class Pointer:
    """What one place in a source says, in our own words, and whether we read it there."""

    id: str
    source: Source
    place: str
    says: str
    checked: Checked


def together(pointers: Iterable[Pointer]) -> list[list[Pointer]]:
    """Pointers that follow each other in one source and were checked alike, side by side."""
    return [list(group) for _, group in groupby(pointers, lambda p: (p.source.id, p.checked))]


@dataclass(frozen=True)
class Option:
    """One of a scenario's four answers, with the reason why it is or is not the best."""

    id: str
    text: str
    reason: str


@dataclass(frozen=True)
class Topic:
    """A part of the guidance, lettered A to H."""

    id: str
    strand: Strand
    title: str


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A short story from practice, a question, and four answers with their reasons."""

    id: str
    revision: int
    topic: Topic
    jurisdiction: str
    title: str
    vignette: str
    question: str
    options: tuple[Option, ...]
    pointers: tuple[Pointer, ...]
    prompt: str

    @property
    def strand(self) -> Strand:
        return self.topic.strand

    def option(self, option_id: str) -> Option:
        """Raises KeyError when the scenario has no such option."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, kw_only=True)
class Item(Scenario):
    """A scenario with one best answer, in one revision. ``people`` are the names in its story."""

    people: tuple[str, ...]
    best: str


@dataclass(frozen=True, kw_only=True)
class Contested(Scenario):
    """A scenario on which guidance or practice truly differs: for discussion, never scored.

    Each option's reason says what speaks for it and what against; ``sides`` why they differ.
    """

    sides: str


@dataclass(frozen=True)
class StrandTitle:
    """How a strand is called on a page."""

    id: Strand
    title: str
    short: str


@dataclass(frozen=True)
class ConfidenceQuestion:
    """One of the survey's questions 5 to 8, and the strand it is paired with."""

    strand: Strand
    number: int
    question: str
    asked: str
    hint: str | None


@dataclass(frozen=True)
class Choice:
    """An answer to a survey question, with its words."""

    id: str
    text: str


@dataclass(frozen=True)
class SurveyQuestion:
    """One of the survey's questions 1 to 4."""

    id: str
    number: int
    question: str
    hint: str | None
    answers: tuple[Choice, ...]


@dataclass(frozen=True)
class StandItem:
    """A situation of *where do you stand*, what US workers said, and what UK guidance points to."""

    id: str
    situation: str
    us_acceptable: str
    us_done: str
    uk: str
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class Form:
    """Twelve scenarios, three from each strand, and the four of them that make a short check."""

    id: str
    items: tuple[Item, ...]
    short: tuple[Item, ...]

    def take(self, length: Length) -> tuple[Item, ...]:
        """The scenarios of an attempt of this length, in the order they are asked.

        Raises KeyError for a second look, whose scenarios are its own and not a form's.
        """
        return {Length.FULL: self.items, Length.SHORT: self.short}[length]


@dataclass(frozen=True)
class Contact:
    """Somebody to ask: a role in general, or a person or desk of the operator's own."""

    role: str
    ask_about: str
    note: str | None = None
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True)
class Bank:
    """The whole content, ready to be asked and shown."""

    strands: tuple[StrandTitle, ...]
    topics: tuple[Topic, ...]
    survey: tuple[SurveyQuestion, ...]
    confidence: tuple[ConfidenceQuestion, ...]
    us_source: Source
    stand: tuple[StandItem, ...]
    sources: tuple[Source, ...]
    forms: tuple[Form, ...]
    items: Mapping[str, Item]
    contested: tuple[Contested, ...]
    contacts: tuple[Contact, ...]
    contacts_are_local: bool

    @cached_property
    def _questions(self) -> Mapping[Strand, ConfidenceQuestion]:
        return {question.strand: question for question in self.confidence}

    def question(self, strand: Strand) -> ConfidenceQuestion:
        """The confidence question that is paired with a strand."""
        return self._questions[strand]

    def form(self, form_id: str) -> Form:
        """Raises KeyError when there is no such form."""
        return _only(form for form in self.forms if form.id == form_id)


def _only(found: Iterable[Form]) -> Form:
    for form in found:
        return form
    raise KeyError
