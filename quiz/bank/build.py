"""Builds the bank from a content file's rows: ids become the objects that they name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from quiz.bank.briefings import briefing_of
from quiz.bank.content_file import Data
from quiz.bank.cpd_forms import cpd_form_of
from quiz.bank.items import (
    Bank,
    BankForm,
    Choice,
    ConfidenceQuestion,
    Contact,
    Contested,
    HcpcSubject,
    Item,
    Leaning,
    Option,
    Policy,
    Since,
    StandItem,
    StrandTitle,
    SurveyQuestion,
    Topic,
)
from quiz.bank.register import first_reading_of, question_of
from quiz.bank.sources import Changed, Checked, Pointer, Source
from quiz.bank.terms import term_of
from quiz.bank.written_languages import OWN_FORMS, code_to_say
from quiz.vocabulary import Strand

Kind = TypeVar("Kind")


def bank_of(data: Data) -> Bank:
    """The bank of a file without findings."""
    sources = {row["id"]: _source(row) for row in data["sources"]}
    pointers = {row["id"]: _pointer(row, sources) for row in data["facts"]}
    topics = {row["id"]: Topic(**_with_strand(row, "strand")) for row in data["topics"]}
    items = {row["id"]: _item(row, topics, pointers) for row in data["items"]}
    return Bank(
        strands=tuple(StrandTitle(**_with_strand(row, "id")) for row in data["strands"]),
        topics=tuple(topics.values()),
        survey=tuple(_survey_question(row, pointers) for row in data["survey"]),
        confidence=tuple(_confidence_question(row, pointers) for row in data["confidence"]),
        us_source=sources[data["us_source"]],
        stand=tuple(
            StandItem(**{**row, "pointers": _all(pointers, row["pointers"])})
            for row in data["stand"]
        ),
        sources=tuple(sources.values()),
        pointers=tuple(pointers.values()),
        forms=tuple(
            BankForm(row["id"], _all(items, row["items"]), _all(items, row["short"]))
            for row in data["forms"]
        ),
        items=items,
        kept=_kept(items, data["earlier"], topics, pointers),
        contested=tuple(Contested(**_scenario(row, topics, pointers)) for row in data["contested"]),
        contacts=_contacts(data["who_to_ask"], pointers),
        briefings=tuple(briefing_of(row, pointers) for row in data["briefings"]),
        questions=tuple(question_of(row, pointers) for row in data["questions"]),
        read_first=tuple(first_reading_of(row, sources) for row in data["read_first"]),
        cpd_forms=tuple(map(cpd_form_of, data["cpd_forms"])),
        terms=tuple(term_of(row, pointers) for row in data["terms"]),
    )


def with_local(bank: Bank, data: Data) -> Bank:
    """The bank with an organisation's contacts, policy, sources and scenarios.

    Its scenarios make a separate form for each language, so that they are never mixed with a
    national form, and nobody is asked a scenario and its translation.
    """
    sources = {source.id: source for source in bank.sources}
    own = {row["id"]: _source(row) for row in data.get("sources", ())}
    pointers = {pointer.id: pointer for pointer in bank.pointers}
    pointers |= {row["id"]: _pointer(row, sources | own) for row in data.get("facts", ())}
    topics = {topic.id: topic for topic in bank.topics}
    items = {row["id"]: _item(row, topics, pointers) for row in data.get("items", ())}
    return replace(
        bank,
        sources=(*bank.sources, *own.values()),
        pointers=tuple(pointers.values()),
        items={**bank.items, **items},
        upcoming={row["id"]: _item(row, topics, pointers) for row in data.get("next", ())},
        kept={**bank.kept, **_kept(items, data.get("earlier", ()), topics, pointers)},
        forms=(*bank.forms, *_own_forms(items.values())),
        contacts=_contacts(data["contacts"], pointers) if "contacts" in data else bank.contacts,
        contacts_are_local="contacts" in data,
        policy=Policy(**data["policy"]) if "policy" in data else None,
        cpd_forms=tuple(map(cpd_form_of, data["cpd_forms"]))
        if "cpd_forms" in data
        else bank.cpd_forms,
    )


def _own_forms(items: Iterable[Item]) -> Iterator[BankForm]:
    asked = [item for item in items if not item.draft]
    for code, form in OWN_FORMS.items():
        if own := tuple(item for item in asked if code_to_say(item.language) == code):
            yield BankForm(form, own, own, local=True)


def _kept(
    items: Mapping[str, Item],
    earlier: Iterable[Data],
    topics: Mapping[str, Topic],
    pointers: Mapping[str, Pointer],
) -> dict[tuple[str, int], Item]:
    rows = list(earlier)
    kept = [*items.values(), *(_item(row, topics, pointers) for row in rows)]
    return {
        (item.id, item.revision): replace(item, since=_since(item, kept), ended=item.since)
        if item.since
        else item
        for item in kept
    }


def _since(item: Item, kept: Iterable[Item]) -> Since | None:
    """What happened after a revision: the reasons of its end and of later ends."""
    later = (one for one in kept if one.id == item.id and one.revision >= item.revision)
    ends = [one.since for one in sorted(later, key=lambda one: one.revision) if one.since]
    last = ends[-1]
    return Since(
        on=last.on,
        why=last.why if last.withdrawn else " ".join(end.why for end in ends),
        guidance_changed=any(end.guidance_changed for end in ends),
        withdrawn=last.withdrawn,
        retired=last.retired,
    )


def _contacts(rows: Iterable[Data], pointers: Mapping[str, Pointer]) -> tuple[Contact, ...]:
    return tuple(
        Contact(
            row["role"],
            row["ask_about"],
            row.get("note"),
            _all(pointers, row.get("pointers", ())),
        )
        for row in rows
    )


def _all(known: Mapping[str, Kind], ids: Iterable[str]) -> tuple[Kind, ...]:
    return tuple(known[one] for one in ids)


def _with_strand(row: Data, key: str) -> Data:
    return {**row, key: Strand(row[key])}


def _source(row: Data) -> Source:
    days = {key: date.fromisoformat(row[key]) for key in ("checked_on", "review_by")}
    return Source(
        **{**row, **days, "checked": Checked(row["checked"]), "changed": _changed(row["changed"])}
    )


def _changed(row: Data | None) -> Changed | None:
    return Changed(date.fromisoformat(row["on"]), row["what"]) if row else None


def _pointer(row: Data, sources: Mapping[str, Source]) -> Pointer:
    source = sources[row["source"]]
    return Pointer(**{**row, "source": source, "checked": Checked(row["checked"])})


def _survey_question(row: Data, pointers: Mapping[str, Pointer]) -> SurveyQuestion:
    answers = tuple(Choice(**answer) for answer in row["answers"])
    published = _published(row, pointers)
    return SurveyQuestion(**{**row, "answers": answers, "published": published})


def _confidence_question(row: Data, pointers: Mapping[str, Pointer]) -> ConfidenceQuestion:
    published = _published(row, pointers)
    return ConfidenceQuestion(**{**_with_strand(row, "strand"), "published": published})


def _published(row: Data, pointers: Mapping[str, Pointer]) -> Pointer | None:
    return pointers[row["published"]] if row["published"] else None


def _option(row: Data) -> Option:
    return Option(**{**row, "leaning": Leaning(row["leaning"]) if "leaning" in row else None})


def _scenario(row: Data, topics: Mapping[str, Topic], pointers: Mapping[str, Pointer]) -> Data:
    return {
        **row,
        "topic": topics[row["topic"]],
        "options": tuple(_option(option) for option in row["options"]),
        "pointers": _all(pointers, row["pointers"]),
    }


def _item(row: Data, topics: Mapping[str, Topic], pointers: Mapping[str, Pointer]) -> Item:
    since = row.get("since")
    if since:
        since = Since(**{**since, "on": date.fromisoformat(since["on"])})
    subject = row.get("hcpc_subject")
    return Item(
        **{
            **_scenario(row, topics, pointers),
            "people": tuple(row["people"]),
            "hcpc_subject": HcpcSubject(subject) if subject else None,
            "since": since,
        }
    )
