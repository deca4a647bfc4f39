"""The content as the API answers it: scenarios without and with their keys, and sources. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypedDict

from quiz.api.schema import Day
from quiz.bank.items import Bank, Contested, Item, Option
from quiz.bank.sources import Pointer, Source
from quiz.languages.sentences import ENGLISH

Kind = Literal["scored", "contested"]


class OptionText(TypedDict):
    """One of four options."""

    id: str
    text: str


class ScenarioText(TypedDict):
    """A scenario as it is asked, without its best answer. A contested one has no best answer: it is
    for discussion. local: an organisation's own. topic: its letter. language: the tag (BCP 47) of
    its words; the title of the topic is in English."""

    id: str
    revision: int
    kind: Kind
    strand: str
    topic: str
    topic_title: str
    jurisdiction: str
    local: bool
    language: str
    title: str
    vignette: str
    question: str
    options: list[OptionText]


class ScenarioList(TypedDict):
    """Every scenario that can be asked now."""

    scenarios: list[ScenarioText]


class OptionKey(TypedDict):
    """An option with its reason. leaning: freer, between or stricter; null if none is stated."""

    id: str
    text: str
    reason: str
    leaning: str | None


class ScenarioKey(TypedDict):
    """A scenario's key. best: the id of the best option; null for a contested scenario, which has
    sides in its place. language: the tag (BCP 47) of its words. places: ids of places in sources.
    """

    id: str
    revision: int
    kind: Kind
    language: str
    title: str
    best: str | None
    rule: str | None
    sides: str | None
    prompt: str
    options: list[OptionKey]
    places: list[str]


class KeyList(TypedDict):
    """The keys of every scenario that can be asked now."""

    keys: list[ScenarioKey]


class Place(TypedDict):
    """What one place in a source says, in our words. checked: whether we read it there. url: the
    nearest address of the place that is known."""

    id: str
    place: str
    says: str
    checked: Literal["read", "restated", "not-checked"]
    url: str


class SourceText(TypedDict):
    """A guidance document in one edition, and what its places say. flag: why to look at it again
    before relying on it; empty when nothing is known."""

    id: str
    title: str
    publisher: str
    edition: str
    published: str | None
    jurisdiction: str
    status: str
    superseded_by: str | None
    local: bool
    url: str
    about: str
    checked: Literal["read", "restated", "not-checked"]
    checked_on: Day
    review_by: Day
    flag: str
    places: list[Place]


class SourceList(TypedDict):
    """The register of sources."""

    sources: list[SourceText]


def asked_now(bank: Bank) -> Iterator[Item | Contested]:
    """The scenarios that can be asked now, without drafts."""
    yield from (item for item in bank.items.values() if not item.draft)
    yield from bank.contested


def _kind(scenario: Item | Contested) -> Kind:
    return "scored" if isinstance(scenario, Item) else "contested"


def scenario_text(scenario: Item | Contested) -> ScenarioText:
    """A scenario without its key."""
    return {
        "id": scenario.id,
        "revision": scenario.revision,
        "kind": _kind(scenario),
        "strand": scenario.strand,
        "topic": scenario.topic.id,
        "topic_title": scenario.topic.title,
        "jurisdiction": scenario.jurisdiction,
        "local": scenario.local,
        "language": scenario.language or ENGLISH.tag,
        "title": scenario.title,
        "vignette": scenario.vignette,
        "question": scenario.question,
        "options": [{"id": option.id, "text": option.text} for option in scenario.options],
    }


def scenario_key(scenario: Item | Contested) -> ScenarioKey:
    """A scenario's key."""
    item = scenario if isinstance(scenario, Item) else None
    return {
        "id": scenario.id,
        "revision": scenario.revision,
        "kind": _kind(scenario),
        "language": scenario.language or ENGLISH.tag,
        "title": scenario.title,
        "best": item.best if item else None,
        "rule": item.rule if item else None,
        "sides": scenario.sides if isinstance(scenario, Contested) else None,
        "prompt": scenario.prompt,
        "options": [_option_key(option) for option in scenario.options],
        "places": [pointer.id for pointer in scenario.pointers],
    }


def _option_key(option: Option) -> OptionKey:
    leaning = option.leaning.value if option.leaning else None
    return {"id": option.id, "text": option.text, "reason": option.reason, "leaning": leaning}


def source_text(source: Source, bank: Bank, today: date) -> SourceText:
    """A source with what its places say."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "edition": source.edition,
        "published": source.published,
        "jurisdiction": source.jurisdiction,
        "status": source.status,
        "superseded_by": source.superseded_by,
        "local": source.local,
        "url": source.url,
        "about": source.about,
        "checked": source.checked.value,
        "checked_on": source.checked_on.isoformat(),
        "review_by": source.review_by.isoformat(),
        "flag": source.flag(today),
        "places": [_place(one) for one in bank.pointers if one.source.id == source.id],
    }


def _place(pointer: Pointer) -> Place:
    return {
        "id": pointer.id,
        "place": pointer.place,
        "says": pointer.says,
        "checked": pointer.checked.value,
        "url": pointer.address,
    }
