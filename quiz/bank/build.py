"""From the file's checked rows to the bank: every reference becomes the thing itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from quiz.bank.items import (
    Bank,
    Checked,
    Choice,
    ConfidenceQuestion,
    Contact,
    Contested,
    Form,
    Item,
    Option,
    Pointer,
    Source,
    StandItem,
    StrandTitle,
    SurveyQuestion,
    Topic,
)
from quiz.vocabulary import Strand

Data = dict[str, Any]
Kind = TypeVar("Kind")


def bank_of(data: Data) -> Bank:
    """The bank of a file that was found to be in order."""
    sources = {row["id"]: _source(row) for row in data["sources"]}
    pointers = {row["id"]: _pointer(row, sources) for row in data["facts"]}
    topics = {row["id"]: Topic(**_with_strand(row, "strand")) for row in data["topics"]}
    items = {row["id"]: _item(row, topics, pointers) for row in data["items"]}
    return Bank(
        strands=tuple(StrandTitle(**_with_strand(row, "id")) for row in data["strands"]),
        topics=tuple(topics.values()),
        survey=tuple(_survey_question(row) for row in data["survey"]),
        confidence=tuple(
            ConfidenceQuestion(**_with_strand(row, "strand")) for row in data["confidence"]
        ),
        us_source=sources[data["us_source"]],
        stand=tuple(
            StandItem(**{**row, "pointers": _all(pointers, row["pointers"])})
            for row in data["stand"]
        ),
        sources=tuple(sources.values()),
        forms=tuple(
            Form(row["id"], _all(items, row["items"]), _all(items, row["short"]))
            for row in data["forms"]
        ),
        items=items,
        contested=tuple(Contested(**_scenario(row, topics, pointers)) for row in data["contested"]),
        contacts=contacts_of(data["who_to_ask"], pointers),
        contacts_are_local=False,
    )


def contacts_of(rows: Iterable[Data], pointers: Mapping[str, Pointer]) -> tuple[Contact, ...]:
    """Whom to ask, in general or in one organisation."""
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
    recorded_on = date.fromisoformat(row["recorded_on"])
    return Source(**{**row, "checked": Checked(row["checked"]), "recorded_on": recorded_on})


def _pointer(row: Data, sources: Mapping[str, Source]) -> Pointer:
    source = sources[row["source"]]
    return Pointer(**{**row, "source": source, "checked": Checked(row["checked"])})


def _survey_question(row: Data) -> SurveyQuestion:
    answers = tuple(Choice(**answer) for answer in row["answers"])
    return SurveyQuestion(**{**row, "answers": answers})


def _scenario(row: Data, topics: Mapping[str, Topic], pointers: Mapping[str, Pointer]) -> Data:
    return {
        **row,
        "topic": topics[row["topic"]],
        "options": tuple(Option(**option) for option in row["options"]),
        "pointers": _all(pointers, row["pointers"]),
    }


def _item(row: Data, topics: Mapping[str, Topic], pointers: Mapping[str, Pointer]) -> Item:
    return Item(**{**_scenario(row, topics, pointers), "people": tuple(row["people"])})
