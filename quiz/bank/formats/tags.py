"""The parts of a scenario that other programs have no place for, as tags and as feedback."""

from collections.abc import Iterable
from dataclasses import replace

from quiz.bank.formats.plain_text import tidy
from quiz.bank.formats.portable import PortableItem
from quiz.bank.written_languages import code_of
from quiz.languages.sentences import lazy_gettext
from quiz.vocabulary import OPTION_IDS

TOPIC, LANGUAGE, JURISDICTION = "topic", "language", "jurisdiction"
PERSON, HCPC = "person", "hcpc"
POINTER, LEANING = "guidance", "leaning"
RULE, PROMPT, PLACES = "To take away: ", "To talk about: ", "Guidance: "


def tags_of(item: PortableItem) -> list[str]:
    """Tags such as “topic:C” and “guidance:OSC-289.1”."""
    pairs: list[tuple[str, str | None]] = [
        (TOPIC, item.topic),
        (LANGUAGE, item.language),
        (JURISDICTION, item.jurisdiction),
        (HCPC, item.hcpc_subject),
        *((POINTER, one) for one in item.pointers or ()),
        *((PERSON, one) for one in item.people or ()),
        *(
            (f"{LEANING}-{letter}", option.leaning)
            for letter, option in zip(OPTION_IDS, item.options, strict=False)
        ),
    ]
    return [f"{name}:{value}" for name, value in pairs if value]


def with_tags(item: PortableItem, tags: Iterable[str]) -> PortableItem:
    """The item with what its tags say. Tags of others are ignored."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        name, colon, value = tag.partition(":")
        if colon and value.strip():
            found.setdefault(name.strip().lower(), []).append(tidy(value))
    options = tuple(
        replace(option, leaning=found.get(f"{LEANING}-{letter}", [option.leaning])[0])
        for letter, option in zip(OPTION_IDS, item.options, strict=False)
    )
    first = {name: values[0] for name, values in found.items()}
    return replace(
        item,
        options=options,
        topic=first[TOPIC].upper() if TOPIC in first else item.topic,
        language=code_of(first.get(LANGUAGE, "")) or item.language,
        jurisdiction=first.get(JURISDICTION, item.jurisdiction),
        hcpc_subject=first.get(HCPC, item.hcpc_subject),
        pointers=tuple(found[POINTER]) if POINTER in found else item.pointers,
        people=tuple(found[PERSON]) if PERSON in found else item.people,
    )


def feedback_of(item: PortableItem) -> str:
    """What everybody reads afterwards: the rule, the question for discussion, the guidance."""
    parts = ((RULE, item.rule), (PROMPT, item.prompt), (PLACES, "; ".join(item.places)))
    return "\n\n".join(label + words for label, words in parts if words)


def with_feedback(item: PortableItem, feedback: str) -> PortableItem:
    """The item with its rule and question for discussion.

    Feedback of others becomes the reason of the best option, if that has none.
    """
    parts: dict[str, list[str]] = {}
    label = ""
    for paragraph in filter(None, feedback.split("\n\n")):
        found = next((one for one in (RULE, PROMPT, PLACES) if paragraph.startswith(one)), None)
        label = label if found is None else found
        parts.setdefault(label, []).append(paragraph.removeprefix(found or ""))
    rule, prompt, rest = ("\n\n".join(parts.get(one, ())) for one in (RULE, PROMPT, ""))
    options = list(item.options)
    left_out = item.left_out
    if rest and not options[item.best].reason:
        options[item.best] = replace(options[item.best], reason=rest)
    elif rest:
        left_out = (*left_out, lazy_gettext("the feedback for everybody"))
    return replace(
        item,
        rule=rule or item.rule,
        prompt=prompt or item.prompt,
        options=tuple(options),
        left_out=left_out,
    )
