"""A CPD note: the facts of a check in the fields of a regulator's form. Pure.

What was learned is for the person to write. The note never says it for them, and never says that a
requirement is met.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from quiz.bank.cpd_forms import CpdFact, CpdForm
from quiz.bank.items import Item
from quiz.clock import long_date
from quiz.documents.quotations import Quotations, quotations
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.selfcheck.documents.finished_check import FinishedCheck

TITLE = lazy_gettext("Before You Look: a self-check on social media and casework")
LABELS = {
    CpdFact.TOPICS: lazy_gettext("Topics"),
    CpdFact.GUIDANCE: lazy_gettext("Guidance behind the scenarios. Take out what you did not read"),
    CpdFact.SURPRISES: lazy_gettext("What surprised me"),
    CpdFact.RESULT: lazy_gettext("Result"),
}
NO_NAMES = lazy_gettext("Do not name or describe a family, a child or a colleague.")


@dataclass(frozen=True)
class NotePart:
    """A fact in a field: a label, or none, and its lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NoteField:
    """One field of the note: facts that are filled in, and a question, if there is one."""

    heading: str
    parts: tuple[NotePart, ...]
    prompt: str


def note_fields(
    form: CpdForm, check: FinishedCheck, surprises: Collection[str], *, with_result: bool
) -> tuple[NoteField, ...]:
    """The fields of the note. ``surprises`` are the ids of the scenarios that the person ticked."""
    facts = _facts(check, surprises, with_result=with_result)
    return tuple(
        NoteField(
            field.heading,
            tuple(
                NotePart(str(LABELS.get(fact, "")), facts[fact])
                for fact in field.facts
                if facts[fact]
            ),
            field.prompt or "",
        )
        for field in form.fields
    )


def quoted(form: CpdForm, check: FinishedCheck) -> Quotations:
    """What the note has in another language than its own: the register is in English, and so are
    headings that are not translated, and an own scenario is in the language of its author."""
    of_form = [(text or "", form) for text in form.texts.values()]
    topics = [(item.topic.title, item.topic) for item in check.items]
    surprises = [(_surprise(item), item) for item in check.items]
    readings = [(line, None) for line in _readings(check.items)]
    return quotations([*of_form, *topics, *surprises, *readings])


def as_text(fields: Iterable[NoteField]) -> str:
    """The note as plain text, to copy and complete."""
    return "\n\n".join([*("\n".join(_lines(field)) for field in fields), str(NO_NAMES)]) + "\n"


def _lines(field: NoteField) -> Iterable[str]:
    yield field.heading
    for part in field.parts:
        if part.label:
            yield f"{part.label}:"
        yield from (f"- {line}" if part.label else line for line in part.lines)
    if field.prompt:
        yield f"[{field.prompt}]"


def _facts(
    check: FinishedCheck, surprises: Collection[str], *, with_result: bool
) -> Mapping[CpdFact, tuple[str, ...]]:
    topics = sorted({item.topic for item in check.items}, key=lambda topic: topic.id)
    return {
        CpdFact.TITLE: (str(TITLE),),
        CpdFact.DATE: (long_date(check.finished_on),),
        CpdFact.TYPE: (
            gettext("Online check with feedback: %(scenarios)s", scenarios=check.scenarios_words),
        ),
        CpdFact.TOPICS: tuple(topic.title for topic in topics),
        CpdFact.GUIDANCE: tuple(_readings(check.items)),
        CpdFact.SURPRISES: tuple(map(_surprise, check.chosen(surprises))),
        CpdFact.RESULT: (check.result,) if with_result else (),
    }


def _readings(items: Iterable[Item]) -> Iterable[str]:
    """Each source once, with the places in it that the feedback points to."""
    places: dict[str, dict[str, None]] = {}
    for item in items:
        for pointer in item.pointers:
            source = f"{pointer.source.title}, {pointer.source.edition}"
            places.setdefault(source, {})[pointer.place] = None
    return (f"{source}: {'; '.join(found)}" for source, found in sorted(places.items()))


def _surprise(item: Item) -> str:
    return f"“{item.title}”" + (f": {item.rule}" if item.rule else "")
