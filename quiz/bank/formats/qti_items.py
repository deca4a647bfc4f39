"""QTI 2.1, 2.2 and 3.0: a choice with one right answer, read from an item of any of them."""

from collections.abc import Iterator
from dataclasses import replace

from quiz.bank.formats.plain_text import one_line, plain, story_and_question, tidy
from quiz.bank.formats.portable import (
    OTHER_MARKS,
    ItemRefused,
    PortableItem,
    PortableOption,
    best_of,
    other_kind,
    refused_kind,
)
from quiz.bank.formats.tags import with_tags
from quiz.bank.formats.xml_trees import (
    Element,
    attribute,
    children,
    html_within,
    inside,
    language_of,
    name_of,
    said_language,
    text_at,
)
from quiz.languages.sentences import lazy_gettext

CHOICE = "choiceInteraction"
KINDS = {
    "extendedTextInteraction": lazy_gettext("it is an essay question"),
    "textEntryInteraction": lazy_gettext("it is a short answer to type"),
    "inlineChoiceInteraction": lazy_gettext("it is a text with gaps"),
    "gapMatchInteraction": lazy_gettext("it is a text with gaps"),
    "matchInteraction": lazy_gettext("it is a matching question"),
    "associateInteraction": lazy_gettext("it is a matching question"),
    "orderInteraction": lazy_gettext("it is an ordering question"),
    "hotspotInteraction": lazy_gettext("it is a picture to point at"),
    "sliderInteraction": lazy_gettext("it is a slider"),
    "uploadInteraction": lazy_gettext("it is a file to upload"),
    "customInteraction": lazy_gettext("it is an interaction of its own kind"),
    "portableCustomInteraction": lazy_gettext("it is an interaction of its own kind"),
}
NOT_STORY = frozenset(
    {CHOICE, "rubricBlock", "feedbackBlock", "templateBlock", "stylesheet", "infoControl"}
)
NOT_OPTION = frozenset({"feedbackInline", "templateInline"})
RIGHT_IDS = {"correct", "right", "true", "feedback_correct"}
PROMPT, RULE = "talk", "rule"
"""The class of the rubric block, for tutors alone, with the question for discussion or the rule."""
ANOTHER_FILE = ("assessmentStimulusRef", "include")
VARIES = ("templateDeclaration", "templateProcessing", "printedVariable")


def read_item(item: Element) -> PortableItem:
    """The item. Raises ItemRefused for every other kind of question."""
    body, choice = _choice(item)
    prompt = _plain(*children(choice, "prompt")[:1])
    around = plain(html_within(body, NOT_STORY))
    story, question = (around or None, one_line(prompt)) if prompt else story_and_question(around)
    simple = list(inside(choice, "simpleChoice"))
    ids = [attribute(one, "identifier") for one in simple]
    right, partial = _right(item, choice, ids)
    reasons = _reasons(item, simple)
    options = tuple(
        PortableOption(one_line(plain(html_within(one, NOT_OPTION))), reasons.get(identifier))
        for one, identifier in zip(simple, ids, strict=True)
    )
    best = best_of(options, right)
    known = {*ids, *(RIGHT_IDS if not options[best].reason else ())}
    if not options[best].reason:
        reason = next((reasons[one] for one in RIGHT_IDS if reasons.get(one)), None)
        options = tuple(
            replace(one, reason=reason) if number == best else one
            for number, one in enumerate(options)
        )
    language, not_ours = said_language(language_of(body))
    return PortableItem(
        id=attribute(item, "identifier").strip() or None,
        title=one_line(tidy(attribute(item, "title"))) or None,
        language=language,
        vignette=story,
        question=question,
        options=options,
        best=best,
        prompt=_rubric(body, PROMPT),
        rule=_rubric(body, RULE),
        left_out=(
            *not_ours,
            *((OTHER_MARKS,) if partial else ()),
            *((lazy_gettext("feedback of no single answer"),) if set(reasons) - known else ()),
        ),
    )


def _choice(item: Element) -> tuple[Element, Element]:
    """The body and its one choice."""
    bodies = children(item, "itemBody")
    interactions = [one for one in item.iterdescendants() if name_of(one).endswith("Interaction")]
    if any(True for _ in inside(item, *VARIES)):
        raise refused_kind(lazy_gettext("it is a question that changes each time (a template)"))
    if any(True for _ in inside(item, *ANOTHER_FILE)):
        raise ItemRefused(
            lazy_gettext("its text is in another file"),
            lazy_gettext("Put the text into the question"),
        )
    if not bodies or not interactions:
        raise refused_kind(lazy_gettext("it is a text without a question"))
    for one in interactions:
        if name_of(one) != CHOICE:
            raise refused_kind(KINDS.get(name_of(one)) or other_kind(name_of(one)))
    if len(interactions) > 1:
        raise ItemRefused(
            lazy_gettext("it asks several questions at once"),
            lazy_gettext("Make each a question of its own"),
        )
    return bodies[0], interactions[0]


def _right(item: Element, choice: Element, ids: list[str]) -> tuple[list[int], bool]:
    """The indices of the right options, and whether others earn marks, too."""
    wanted = attribute(choice, "responseIdentifier")
    declarations = [
        one
        for one in children(item, "responseDeclaration")
        if attribute(one, "identifier") == wanted
    ]
    if not declarations:
        return [], False
    declared = declarations[0]
    if attribute(declared, "cardinality") not in ("single", ""):
        raise ItemRefused(
            lazy_gettext("it allows several right answers"),
            lazy_gettext("Mark one as the best, not more"),
        )
    correct = [value for one in children(declared, "correctResponse") for value in one]
    marks = dict(_marks(declared))
    named = {"".join(value.itertext()).strip() for value in correct}
    if not named and marks:
        named = {key for key, mark in marks.items() if mark == max(marks.values()) > 0}
    partial = any(mark != 0 for key, mark in marks.items() if key not in named)
    return [number for number, one in enumerate(ids) if one in named], partial


def _marks(declared: Element) -> Iterator[tuple[str, float]]:
    for entry in inside(declared, "mapEntry"):
        try:
            yield attribute(entry, "mapKey"), float(attribute(entry, "mappedValue"))
        except ValueError:
            raise ItemRefused(
                lazy_gettext("the mark of an answer is no number"), lazy_gettext("Write a number")
            ) from None


def _reasons(item: Element, simple: list[Element]) -> dict[str, str]:
    """The feedback by the identifier that shows it; within an option, that of the option."""
    reasons = {attribute(one, "identifier"): _plain(one) for one in children(item, "modalFeedback")}
    for option in simple:
        for one in inside(option, "feedbackInline"):
            reasons.setdefault(attribute(option, "identifier"), _plain(one))
    return {name: words for name, words in reasons.items() if words}


def _rubric(body: Element, kind: str) -> str | None:
    found = (one for one in inside(body, "rubricBlock") if kind in attribute(one, "class").split())
    return _plain(*list(found)[:1]) or None


def _plain(*elements: Element) -> str:
    return "".join(plain(html_within(one)) for one in elements)


def with_keywords(item: PortableItem, resource: Element) -> PortableItem:
    """The item with the keywords that a manifest has of it."""
    words = inside(resource, "keyword")
    tags = (text_at(one, "string") or text_at(one, "langstring") for one in words)
    entry = next((text_at(one, "entry") for one in inside(resource, "identifier")), "")
    return with_tags(replace(item, id=entry.strip() or item.id), map(tidy, tags))
