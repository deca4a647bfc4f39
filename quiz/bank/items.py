"""The content as objects: read at the start or when a file changes, and immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from quiz.bank.briefings import Briefing
from quiz.bank.cpd_forms import CpdForm
from quiz.bank.register import FirstReading, GuidanceQuestion
from quiz.bank.sources import LOCAL, Pointer, Source
from quiz.bank.terms import Term
from quiz.vocabulary import Length, Strand


class Leaning(StrEnum):
    """How much an option allows, compared with the other options of its item."""

    FREER = "freer"
    BETWEEN = "between"
    STRICTER = "stricter"


class HcpcSubject(StrEnum):
    """The subjects of the HCPC's case studies on social media, 2017."""

    NETWORKING = "networking"
    ENGAGING_THE_PUBLIC = "engaging-the-public"
    CAMPAIGNING = "campaigning"
    ABUSE_OF_COLLEAGUES = "abuse-of-colleagues"
    CONFIDENTIALITY = "confidentiality"


@dataclass(frozen=True)
class Option:
    """One of a scenario's four options, with the reason why it is or is not the best.

    ``leaning`` is for authors and checks: nobody who answers or hosts sees it.
    """

    id: str
    text: str
    reason: str
    leaning: Leaning | None = None


@dataclass(frozen=True)
class Topic:
    """A part of the guidance, lettered A to H. language: its tag, where it is translated."""

    id: str
    strand: Strand
    title: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A short story from practice, a question, and four options with their reasons.

    language: the tag of the language of its words; None for English.
    """

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
    language: str | None = None

    @property
    def strand(self) -> Strand:
        return self.topic.strand

    @property
    def local(self) -> bool:
        """Whether it is an organisation's own and not national."""
        return self.id.startswith(LOCAL)

    def option(self, option_id: str) -> Option:
        """Raises KeyError when the scenario has no such option."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True)
class Since:
    """What followed a revision: a newer one, withdrawal, or retirement (answers still count)."""

    on: date
    why: str
    guidance_changed: bool
    withdrawn: bool
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Item(Scenario):
    """A scenario with one best answer, in one revision. ``people`` are the names in its story.

    Once a ``checksum`` is recorded the text cannot change in this revision (`quiz.bank.checksums`).
    No form asks a ``draft``; nobody chose its topic while that is ``topic_for_now``. ``since`` is
    set in revisions that are kept only to show earlier feedback unchanged, with all that followed;
    ``ended``: only its own end. ``rule``: to take away.
    """

    people: tuple[str, ...]
    best: str
    rule: str | None = None
    hcpc_subject: HcpcSubject | None = None
    checksum: str | None = None
    draft: bool = False
    topic_for_now: bool = False
    since: Since | None = None
    ended: Since | None = None

    @property
    def withdrawn(self) -> bool:
        return self.since is not None and self.since.withdrawn

    @property
    def retired(self) -> bool:
        return self.since is not None and self.since.retired

    @property
    def key(self) -> Option:
        """The best option."""
        return self.option(self.best)


@dataclass(frozen=True, kw_only=True)
class Contested(Scenario):
    """A scenario on which guidance or practice differs: for discussion, never scored.

    Each option's reason has the arguments for and against; ``sides`` says why they differ.
    """

    sides: str


@dataclass(frozen=True)
class StrandTitle:
    """The title of a strand on pages."""

    id: Strand
    title: str
    short: str


@dataclass(frozen=True)
class ConfidenceQuestion:
    """One of the survey's questions about confidence, and the strand it is paired with."""

    strand: Strand
    number: int
    question: str
    asked: str
    hint: str | None
    published: Pointer | None
    language: str | None = None


@dataclass(frozen=True)
class Choice:
    """An answer to a survey question, with its text."""

    id: str
    text: str


@dataclass(frozen=True)
class SurveyQuestion:
    """One of the survey's questions about oneself. published: what is known of others' answers."""

    id: str
    number: int
    question: str
    hint: str | None
    published: Pointer | None
    answers: tuple[Choice, ...]
    language: str | None = None


@dataclass(frozen=True)
class StandItem:
    """A situation of *where do you stand*, what US workers said, and what UK guidance says."""

    id: str
    situation: str
    us_acceptable: str
    us_done: str
    uk: str
    pointers: tuple[Pointer, ...]
    language: str | None = None


@dataclass(frozen=True)
class BankForm:
    """Twelve scenarios, three from each strand, and the four of them that make a short check.

    A local form has all scenarios of its organisation in one language, for both lengths.
    """

    id: str
    items: tuple[Item, ...]
    short: tuple[Item, ...]
    local: bool = False

    def take(self, length: Length) -> tuple[Item, ...]:
        """The scenarios of an attempt of this length, in their order.

        Raises KeyError for a second look, whose scenarios are stored as attempt items.
        """
        return {Length.FULL: self.items, Length.SHORT: self.short}[length]


@dataclass(frozen=True)
class Contact:
    """Whom to ask: a general role, or a person or desk of an organisation."""

    role: str
    ask_about: str
    note: str | None = None
    pointers: tuple[Pointer, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class Policy:
    """The name and address of an organisation's policy."""

    name: str
    url: str


@dataclass(frozen=True)
class Bank:
    """The whole content.

    ``items`` can be asked now, by id; ``kept`` has every revision that was ever asked, with the
    current ones, by id and revision. ``upcoming`` has the drafts of next revisions, by id.
    ``briefings`` has one for each topic, in their order.
    """

    strands: tuple[StrandTitle, ...]
    topics: tuple[Topic, ...]
    survey: tuple[SurveyQuestion, ...]
    confidence: tuple[ConfidenceQuestion, ...]
    us_source: Source
    stand: tuple[StandItem, ...]
    sources: tuple[Source, ...]
    pointers: tuple[Pointer, ...]
    forms: tuple[BankForm, ...]
    items: Mapping[str, Item]
    kept: Mapping[tuple[str, int], Item]
    contested: tuple[Contested, ...]
    contacts: tuple[Contact, ...]
    briefings: tuple[Briefing, ...]
    questions: tuple[GuidanceQuestion, ...]
    read_first: tuple[FirstReading, ...]
    cpd_forms: tuple[CpdForm, ...]
    terms: tuple[Term, ...]
    upcoming: Mapping[str, Item] = field(default_factory=dict)
    contacts_are_local: bool = False
    policy: Policy | None = None

    @cached_property
    def _questions(self) -> Mapping[Strand, ConfidenceQuestion]:
        return {question.strand: question for question in self.confidence}

    def question(self, strand: Strand) -> ConfidenceQuestion:
        """The confidence question that is paired with a strand."""
        return self._questions[strand]

    def source(self, source_id: str) -> Source:
        """Raises KeyError when there is no such source."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def form(self, form_id: str) -> BankForm:
        """Raises KeyError when there is no such form."""
        for form in self.forms:
            if form.id == form_id:
                return form
        raise KeyError(form_id)
