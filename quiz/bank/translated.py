"""The content in another language: what its catalogue has whole; the rest stays English. Pure.

The catalogue of the content (`quiz/languages`, domain “content”) has each text under a context that
says where it stands, such as “item CFA-1: vignette”. A text that was changed in English no longer
matches, so the translation of an older text is never shown. Half a question would be two languages
in one sentence, so each thing is translated as a whole or not at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from gettext import NullTranslations
from typing import TypeVar, cast

from quiz.bank.cpd_forms import CpdForm
from quiz.bank.items import (
    Bank,
    Choice,
    ConfidenceQuestion,
    Contact,
    Contested,
    Item,
    StandItem,
    SurveyQuestion,
    Topic,
)
from quiz.languages.sentences import Language

Thing = (
    ConfidenceQuestion | Contact | Contested | CpdForm | Item | StandItem | SurveyQuestion | Topic
)
OneThing = TypeVar("OneThing", bound=Thing)
OneScenario = TypeVar("OneScenario", Item, Contested)
Texts = Mapping[str, str]
ITEM = "item "
"""How contexts of scenarios begin."""


def content_texts(bank: Bank) -> Iterator[tuple[str, str]]:
    """Every text of the content that can be translated, with its context."""
    things: list[Thing] = [*bank.confidence, *bank.survey, *bank.stand, *bank.topics]
    things += bank.cpd_forms
    if not bank.contacts_are_local:
        things += bank.contacts
    written_in_english = (item for item in bank.items.values() if item.language is None)
    for thing in [*things, *written_in_english, *bank.contested]:
        for name, text in _texts(thing).items():
            yield _context(thing, name), text


def translated(bank: Bank, language: Language) -> Bank:
    """The bank in a language that has a catalogue of the content."""
    catalogue = language.content
    if catalogue is None:
        return bank

    def one(thing: OneThing) -> OneThing:
        return cast(OneThing, _translated(thing, catalogue, language.tag))

    topics = {topic.id: one(topic) for topic in bank.topics}
    kept = {key: replace(one(item), topic=topics[item.topic.id]) for key, item in bank.kept.items()}
    items = {
        id_: kept.get((id_, item.revision)) or replace(one(item), topic=topics[item.topic.id])
        for id_, item in bank.items.items()
    }

    def now(asked: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(items[item.id] for item in asked)

    return replace(
        bank,
        confidence=tuple(map(one, bank.confidence)),
        survey=tuple(map(one, bank.survey)),
        stand=tuple(map(one, bank.stand)),
        topics=tuple(topics.values()),
        contacts=tuple(map(one, bank.contacts)),
        cpd_forms=tuple(map(one, bank.cpd_forms)),
        items=items,
        kept=kept,
        contested=tuple(
            replace(one(scenario), topic=topics[scenario.topic.id]) for scenario in bank.contested
        ),
        forms=tuple(
            replace(form, items=now(form.items), short=now(form.short)) for form in bank.forms
        ),
    )


def _translated(thing: Thing, catalogue: NullTranslations, tag: str) -> Thing:
    if thing.language is not None:
        return thing  # an organisation wrote it in another language than English
    words = {}
    for name, text in _texts(thing).items():
        words[name] = catalogue.pgettext(_context(thing, name), text)
        if words[name] == text:
            return thing
    return _with(thing, words, tag)


def _context(thing: Thing, name: str) -> str:
    match thing:
        case ConfidenceQuestion():
            return f"confidence {thing.strand}: {name}"
        case SurveyQuestion():
            return f"about you {thing.id}: {name}"
        case StandItem():
            return f"where do you stand {thing.id}: {name}"
        case Topic():
            return f"topic {thing.id}: {name}"
        case Contact():
            return f"contact: {name}"
        case CpdForm():
            return f"CPD note {thing.id}: {name}"
        case Item() | Contested():
            return f"{ITEM}{thing.id}: {name}"


def _texts(thing: Thing) -> Texts:
    """The texts of a thing by name, without empty ones and those without a letter."""
    found: dict[str, str | None]
    match thing:
        case ConfidenceQuestion():
            found = {"question": thing.question, "short": thing.asked, "hint": thing.hint}
        case SurveyQuestion():
            found = {"question": thing.question, "hint": thing.hint}
            found |= {f"answer {answer.id}": answer.text for answer in thing.answers}
        case StandItem():
            found = {"situation": thing.situation, "guidance": thing.uk}
            found |= {"US acceptable": thing.us_acceptable, "US done": thing.us_done}
        case Topic():
            found = {"title": thing.title}
        case Contact():
            found = {"role": thing.role, "ask about": thing.ask_about, "note": thing.note}
        case CpdForm():
            found = thing.texts
        case Item() | Contested():
            found = {"title": thing.title, "vignette": thing.vignette, "question": thing.question}
            for option in thing.options:
                found |= {f"option {option.id}": option.text, f"reason {option.id}": option.reason}
            why = {"rule": thing.rule} if isinstance(thing, Item) else {"sides": thing.sides}
            found |= {**why, "prompt": thing.prompt}
    return {name: text for name, text in found.items() if text and any(map(str.isalpha, text))}


def _with(thing: Thing, words: Texts, tag: str) -> Thing:
    """The thing with these texts; it says the language that they have."""
    match thing:
        case ConfidenceQuestion():
            return replace(
                thing,
                question=words["question"],
                asked=words["short"],
                hint=words.get("hint"),
                language=tag,
            )
        case SurveyQuestion():
            answers = tuple(Choice(one.id, words[f"answer {one.id}"]) for one in thing.answers)
            question, hint = words["question"], words.get("hint")
            return replace(thing, question=question, hint=hint, answers=answers, language=tag)
        case StandItem():
            return replace(
                thing,
                situation=words["situation"],
                uk=words["guidance"],
                us_acceptable=words.get("US acceptable", thing.us_acceptable),
                us_done=words.get("US done", thing.us_done),
                language=tag,
            )
        case Topic():
            return replace(thing, title=words["title"], language=tag)
        case Contact():
            role, about, note = words["role"], words["ask about"], words.get("note")
            return replace(thing, role=role, ask_about=about, note=note, language=tag)
        case CpdForm():
            return thing.translated(words, tag)
        case Item():
            return replace(_scenario_with(thing, words, tag), rule=words.get("rule"))
        case Contested():
            return replace(_scenario_with(thing, words, tag), sides=words["sides"])


def _scenario_with(item: OneScenario, words: Texts, tag: str) -> OneScenario:
    return replace(
        item,
        title=words["title"],
        vignette=words["vignette"],
        question=words["question"],
        options=tuple(
            replace(one, text=words[f"option {one.id}"], reason=words[f"reason {one.id}"])
            for one in item.options
        ),
        prompt=words["prompt"],
        language=tag,
    )
