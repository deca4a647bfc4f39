"""A scenario on its way to or from another program, and what a format can say of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from quiz.bank.formats.places import Words, for_a_cell, with_column
from quiz.bank.items import Item
from quiz.bank.written_languages import code_to_say
from quiz.languages.sentences import LazySentence, lazy_gettext

MOST_OPTIONS = 4
MOST_QUESTIONS = 500
"""In one file, with those that are refused."""
TOO_MANY = lazy_gettext("The file has more than %(most)s questions. Split it.", most=MOST_QUESTIONS)
FEWEST_OPTIONS = 2
ANSWERS_OF_TRUE_OR_FALSE = ({"true", "false"}, {"t", "f"}, {"yes", "no"}, {"right", "wrong"})


class PortableField(StrEnum):
    """A part of a scenario that a format may or may not hold, by the name of its column."""

    ID = "id"
    TITLE = "title"
    TOPIC = "topic"
    LANGUAGE = "language"
    JURISDICTION = "jurisdiction"
    PEOPLE = "people"
    VIGNETTE = "vignette"
    REASONS = "reasons"
    LEANINGS = "leanings"
    POINTERS = "pointers"
    PROMPT = "prompt"
    RULE = "rule"
    HCPC_SUBJECT = "hcpc_subject"

    @property
    def words(self) -> str:
        return str(FIELD_WORDS[self])


FIELD_WORDS = {
    PortableField.ID: lazy_gettext("its id"),
    PortableField.TITLE: lazy_gettext("its title"),
    PortableField.TOPIC: lazy_gettext("its topic"),
    PortableField.LANGUAGE: lazy_gettext("its language"),
    PortableField.JURISDICTION: lazy_gettext("where it applies"),
    PortableField.PEOPLE: lazy_gettext("the names of its people"),
    PortableField.VIGNETTE: lazy_gettext("its story"),
    PortableField.REASONS: lazy_gettext("the reason of each option"),
    PortableField.LEANINGS: lazy_gettext("the leaning of each option"),
    PortableField.POINTERS: lazy_gettext("its places in the guidance"),
    PortableField.PROMPT: lazy_gettext("the question for discussion"),
    PortableField.RULE: lazy_gettext("the rule to take away"),
    PortableField.HCPC_SUBJECT: lazy_gettext("its HCPC subject"),
}
EVERYTHING = frozenset(PortableField)
OTHER_MARKS = lazy_gettext("marks for other answers")
"""What a scenario cannot hold: only its best option is right."""


@dataclass(frozen=True)
class PortableOption:
    """An option. None: the file says nothing of it."""

    text: str
    reason: str | None = None
    leaning: str | None = None


@dataclass(frozen=True, kw_only=True)
class PortableItem:
    """A scenario as question formats carry it. A field is None where the file has no such thing.

    ``where``: its place in the file. ``best``: the index of the best option. ``places``: the
    pointers in words, which are written for readers and never read. ``language``: its code, “en”
    for English. ``left_out``: what the file says of it that a scenario cannot hold.
    """

    question: str
    options: tuple[PortableOption, ...]
    best: int
    where: Words = ""
    id: str | None = None
    title: str | None = None
    topic: str | None = None
    language: str | None = None
    jurisdiction: str | None = None
    people: tuple[str, ...] | None = None
    vignette: str | None = None
    pointers: tuple[str, ...] | None = None
    prompt: str | None = None
    rule: str | None = None
    hcpc_subject: str | None = None
    places: tuple[str, ...] = ()
    left_out: tuple[Words, ...] = ()

    def has(self, field: PortableField) -> bool:
        """Whether it has this field."""
        if field is PortableField.REASONS:
            return any(option.reason for option in self.options)
        if field is PortableField.LEANINGS:
            return any(option.leaning for option in self.options)
        return bool(getattr(self, field.value))

    def only(self, fields: frozenset[PortableField]) -> "PortableItem":
        """The scenario with these fields alone, and without its place: as a format holds it."""
        options = tuple(
            PortableOption(
                option.text,
                option.reason if PortableField.REASONS in fields else None,
                option.leaning if PortableField.LEANINGS in fields else None,
            )
            for option in self.options
        )
        apart = {PortableField.REASONS, PortableField.LEANINGS}
        empty: dict[str, Any] = {field.value: None for field in EVERYTHING - fields - apart}
        return replace(self, options=options, where="", places=(), left_out=(), **empty)


@dataclass(frozen=True)
class ItemRefusal:
    """An item that was not read or written: its place, its name, why, and what to do.

    language: the tag of the language of its name; None for English.
    """

    where: Words
    name: str
    why: Words
    remedy: Words
    language: str | None = None

    @property
    def place(self) -> str:
        """Its place, for a cell of its own."""
        return for_a_cell(self.where)

    @property
    def sentences(self) -> str:
        """Why, and what to do, as whole sentences."""
        why = str(self.why)
        return f"{why[:1].upper()}{why[1:]}. {self.remedy}."


@dataclass(frozen=True)
class ReadFile:
    """The items of a file, those that were refused, and notes about the rest of the file.

    ``columns``: the names of a table's columns.
    """

    items: tuple[PortableItem, ...]
    refused: tuple[ItemRefusal, ...] = ()
    notes: tuple[Words, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Writing:
    """A file, and the items that its format cannot hold."""

    content: bytes
    refused: tuple[ItemRefusal, ...] = ()


class FormatError(ValueError):
    """Why a whole file cannot be read, and what to do, in one or two sentences."""


def check_number(*found: Sequence[object]) -> None:
    """Stop reading a file with far too many questions. Raises FormatError."""
    if sum(map(len, found)) > MOST_QUESTIONS:
        raise FormatError(TOO_MANY)


class ItemRefused(ValueError):
    """Why one item cannot be read. ``column`` is that of a table."""

    def __init__(self, why: Words, remedy: Words, column: str = "") -> None:
        super().__init__(why)
        self.why, self.remedy, self.column = why, remedy, column

    def at(self, where: Words, name: str) -> ItemRefusal:
        """The refusal of the item at this place."""
        place = with_column(where, self.column) if self.column else where
        return ItemRefusal(place, name, self.why, self.remedy)


def refused_kind(why: Words) -> ItemRefused:
    """The refusal of a question of another kind, which ``why`` names."""
    return ItemRefused(
        why,
        lazy_gettext("Rewrite it with up to four options, one of them the best, or leave it out"),
    )


def other_kind(name: str) -> LazySentence:
    """Why a question is refused whose kind the file names and we do not know."""
    if name:
        return lazy_gettext("it is of the kind “%(name)s”", name=name)
    return lazy_gettext("it is a question without a type")


def portable(item: Item) -> PortableItem:
    """A scenario of the bank, for writing."""
    return PortableItem(
        id=item.id,
        title=item.title,
        topic=item.topic.id,
        language=code_to_say(item.language),
        jurisdiction=item.jurisdiction,
        people=item.people,
        vignette=item.vignette,
        question=item.question,
        options=tuple(
            PortableOption(one.text, one.reason, one.leaning and str(one.leaning))
            for one in item.options
        ),
        best=[option.id for option in item.options].index(item.best),
        pointers=tuple(pointer.id for pointer in item.pointers),
        prompt=item.prompt,
        rule=item.rule,
        hcpc_subject=item.hcpc_subject and str(item.hcpc_subject),
        places=tuple(f"{one.source.title}, {one.place}" for one in item.pointers),
    )


def best_of(options: Sequence[PortableOption], right: Sequence[int]) -> int:
    """The index of the one right option.

    Raises ItemRefused where a scenario could not hold these options, or right answers.
    """
    if len(options) > MOST_OPTIONS:
        raise ItemRefused(
            lazy_gettext("it has %(number)s options; four is the most", number=len(options)),
            lazy_gettext("Leave out the rest"),
        )
    if len(options) < FEWEST_OPTIONS:
        raise ItemRefused(
            lazy_gettext("it has fewer than two options"), lazy_gettext("Write up to four options")
        )
    if not all(option.text for option in options):
        raise ItemRefused(
            lazy_gettext("an option is empty"), lazy_gettext("Write it, or leave it out")
        )
    texts = [option.text.strip(" .").lower() for option in options]
    if len(set(texts)) < len(texts):
        raise ItemRefused(
            lazy_gettext("two of its options are the same"),
            lazy_gettext("Change one, or leave it out"),
        )
    if set(texts) in ANSWERS_OF_TRUE_OR_FALSE:
        raise refused_kind(lazy_gettext("it is true or false"))
    if not right:
        raise ItemRefused(
            lazy_gettext("no option is marked as right"), lazy_gettext("Mark one as right")
        )
    if len(right) > 1:
        raise ItemRefused(
            lazy_gettext("it has several right answers (%(number)s)", number=len(right)),
            lazy_gettext("Mark one as the best, not more"),
        )
    return right[0]
