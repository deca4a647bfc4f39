"""QTI 1.2: multiple-choice questions, as Canvas, Blackboard and others export them. Only read."""

import re
from collections.abc import Iterator
from dataclasses import replace

from quiz.bank.formats.places import LONGEST_QUOTE, Words
from quiz.bank.formats.plain_text import (
    TAG,
    one_line,
    plain_or_html,
    story_and_question,
    tidy,
)
from quiz.bank.formats.portable import (
    OTHER_MARKS,
    FormatError,
    ItemRefusal,
    ItemRefused,
    PortableItem,
    PortableOption,
    ReadFile,
    best_of,
    check_number,
    refused_kind,
)
from quiz.bank.formats.qti_packages import xml_files
from quiz.bank.formats.tags import with_feedback
from quiz.bank.formats.xml_trees import (
    Element,
    attribute,
    children,
    inside,
    language_of,
    name_of,
    said_language,
    text_at,
)
from quiz.languages.sentences import lazy_gettext

ROOT = "questestinterop"
TYPES = ("question_type", "cc_profile", "qmd_itemtype", "bbmd_questiontype")
KINDS = (
    ("true_false", lazy_gettext("it is true or false")),
    ("true/false", lazy_gettext("it is true or false")),
    ("multiple_answer", lazy_gettext("it is a question with several right answers")),
    ("multiple_response", lazy_gettext("it is a question with several right answers")),
    ("essay", lazy_gettext("it is an essay question")),
    ("matching", lazy_gettext("it is a matching question")),
    ("short_answer", lazy_gettext("it is a short answer to type")),
    ("fib", lazy_gettext("it is a text with gaps")),
    ("pattern_match", lazy_gettext("it is a short answer to type")),
    ("fill_in", lazy_gettext("it is a text with gaps")),
    ("multiple_dropdowns", lazy_gettext("it is a text with gaps")),
    ("numerical", lazy_gettext("it is a number to type")),
    ("calculated", lazy_gettext("it is a number to type")),
    ("file_upload", lazy_gettext("it is a file to upload")),
    ("text_only", lazy_gettext("it is a text without a question")),
    ("categorization", lazy_gettext("it is a matching question")),
    ("either/or", lazy_gettext("it is a choice of two such as yes or no")),
    ("jumbled_sentence", lazy_gettext("it is a text with gaps")),
    ("opinion_scale", lazy_gettext("it is an opinion, without a right answer")),
    ("hot_spot", lazy_gettext("it is a picture to point at")),
    ("quiz_bowl", lazy_gettext("it is a question to type")),
    ("ordering", lazy_gettext("it is an ordering question")),
)
RESPONSES = {
    "response_str": lazy_gettext("it is a short answer to type"),
    "response_num": lazy_gettext("it is a number to type"),
    "response_xy": lazy_gettext("it is a picture to point at"),
    "response_grp": lazy_gettext("it is a matching question"),
}
EVERYBODY, WRONG, SEVERAL = "", " wrong", " several"
"""Whom feedback is for, where it is not for one option."""
DROPPED = {
    WRONG: lazy_gettext("the feedback for wrong answers"),
    SEVERAL: lazy_gettext("feedback of no single answer"),
}
SAYS_WRONG = re.compile("incorrect|wrong", re.IGNORECASE)
FULL_MARKS = 100.0
"""Blackboard writes SCORE.max."""
TEXTS = ("mattext", "matemtext", "mat_formattedtext")
MEDIA = ("matimage", "mataudio", "matvideo", "matapplet", "matapplication")


def read(content: bytes) -> ReadFile:
    """Read a file or a package. Raises FormatError when it has no items of QTI 1.2."""
    items, refused = list[PortableItem](), list[ItemRefusal]()
    found, seen = False, set[tuple[str, str]]()
    for file in xml_files(content):
        if name_of(file.root) != ROOT:
            continue
        found = True
        for element in inside(file.root, "item"):
            # A Canvas package has each quiz twice: for Canvas and for everybody.
            key = (attribute(element, "ident"), "".join(element.itertext()))
            if key in seen:
                continue
            seen.add(key)
            check_number(items, refused)
            where, title = file.where(element), one_line(tidy(attribute(element, "title")))
            try:
                items.append(replace(_read_item(element), where=where, title=title or None))
            except ItemRefused as why:
                refused.append(why.at(where, title or _beginning(element)))
    if not found:
        raise FormatError(
            lazy_gettext(
                "There is no item of QTI 1.2 in the file. For QTI 2.1, 2.2 or "
                "3.0 choose that format."
            )
        )
    return ReadFile(tuple(items), tuple(refused))


def _beginning(item: Element) -> str:
    """The first words of a question without a title."""
    text = next(inside(item, *TEXTS), None)
    words = "" if text is None else TAG.sub(" ", "".join(text.itertext()))
    return one_line(words)[:LONGEST_QUOTE]


def _read_item(item: Element) -> PortableItem:
    if kind := _other_kind(item):
        raise refused_kind(kind)
    presentation = next(iter(children(item, "presentation")), None)
    if presentation is None:
        raise refused_kind(lazy_gettext("it is a text without a question"))
    if any(True for _ in inside(item, *MEDIA)):
        raise ItemRefused(
            lazy_gettext("it has a picture or sound"), lazy_gettext("Say in words what it shows")
        )
    response = _response(presentation)
    labels = list(inside(response, "response_label"))
    ids = [attribute(label, "ident") for label in labels]
    marks, feedback = _marks(item), _feedback(item)
    most = max((marks.get(one, 0) for one in ids), default=0)
    right = [number for number, one in enumerate(ids) if marks.get(one, 0) == most > 0]
    options = tuple(
        PortableOption(one_line(_material(label)), feedback.get(one) or None)
        for label, one in zip(labels, ids, strict=True)
    )
    best = best_of(options, right)
    texts = list(_texts(presentation, {name_of(response)}))
    story, question = story_and_question("\n\n".join(filter(None, map(_plain, texts))))
    language, not_ours = said_language(language_of(texts[0]))
    partial = any(marks.get(one, 0) != 0 for number, one in enumerate(ids) if number != best)
    found = PortableItem(
        id=attribute(item, "ident").strip() or None,
        language=language,
        vignette=story,
        question=question,
        options=options,
        best=best,
        left_out=(
            *not_ours,
            *((OTHER_MARKS,) if partial else ()),
            *(words for about, words in DROPPED.items() if about in feedback),
        ),
    )
    return with_feedback(found, feedback.get(EVERYBODY, ""))


def _other_kind(item: Element) -> Words:
    """That it is of another kind, if the metadata name one that is not multiple choice."""
    for value in _types(item):
        for start, words in KINDS:
            if start in value.strip().lower().replace(" ", "_"):
                return words
    return ""


def _types(item: Element) -> Iterator[str]:
    """What the metadata call the kind: in fields, or as Blackboard in elements of their own."""
    for field in inside(item, "qtimetadatafield"):
        if text_at(field, "fieldlabel").strip().lower() in TYPES:
            yield text_at(field, "fieldentry")
    yield from ("".join(one.itertext()) for one in inside(item, *TYPES))


def _response(presentation: Element) -> Element:
    """The one choice. Raises ItemRefused for every other kind of question."""
    for name, words in RESPONSES.items():
        if any(True for _ in inside(presentation, name)):
            raise refused_kind(words)
    found = list(inside(presentation, "response_lid"))
    if not found:
        raise refused_kind(lazy_gettext("it is a text without a question"))
    if len(found) > 1:
        raise refused_kind(lazy_gettext("it is a matching question, or several questions at once"))
    if attribute(found[0], "rcardinality").lower() not in ("single", ""):
        raise ItemRefused(
            lazy_gettext("it allows several right answers"),
            lazy_gettext("Mark one as the best, not more"),
        )
    return found[0]


def _marks(item: Element) -> dict[str, float]:
    """The marks by option."""
    marks = dict[str, float]()
    for condition in inside(item, "respcondition"):
        for change in children(condition, "setvar"):
            mark = _number(change)
            for name in _names(condition):
                marks[name] = max(marks.get(name, mark), mark)
    return marks


def _feedback(item: Element) -> dict[str, str]:
    """The feedback by option, or by whom else it is for."""
    feedback = dict[str, list[str]]()
    texts = {attribute(one, "ident"): _material(one) for one in children(item, "itemfeedback")}
    for condition in inside(item, "respcondition"):
        for shown in children(condition, "displayfeedback"):
            link = attribute(shown, "linkrefid")
            found = feedback.setdefault(_about(condition, link), [])
            if texts.get(link) and texts[link] not in found:
                found.append(texts[link])
    return {about: "\n\n".join(found) for about, found in feedback.items() if found}


def _about(condition: Element, link: str) -> str:
    """The option that the feedback of a condition is for, or whom else."""
    names = _names(condition)
    if names:
        return names[0] if len(names) == 1 else SEVERAL
    # What is shown for every other answer, and gives marks or none, is for wrong ones.
    is_wrong = SAYS_WRONG.search(link) or children(condition, "setvar")
    return WRONG if is_wrong or list(inside(condition, "not")) else EVERYBODY


def _names(condition: Element) -> list[str]:
    """The answers for which a condition holds."""
    equal = [one for test in children(condition, "conditionvar") for one in _equal(test)]
    return ["".join(one.itertext()).strip() for one in equal]


def _equal(test: Element) -> Iterator[Element]:
    """The answers for which a condition holds, without those for which it must not."""
    for one in test:
        if name_of(one) == "varequal":
            yield one
        elif name_of(one) in ("or", "and"):
            yield from _equal(one)


def _number(change: Element) -> float:
    """The marks that a change of the score gives: less than nothing, if it takes them away."""
    action = attribute(change, "action").strip().lower() or "set"
    try:
        text = "".join(change.itertext()).strip()
        mark = FULL_MARKS if text.lower().endswith(".max") else float(text or 0)
    except ValueError:
        return 0.0
    return {"set": mark, "add": mark, "subtract": -mark}.get(action, 0.0)


def _texts(element: Element, leave_out: set[str]) -> Iterator[Element]:
    """The pieces of text in an element, without those in parts of these names."""
    for one in element:
        if name_of(one) in TEXTS:
            yield one
        elif name_of(one) not in leave_out:
            yield from _texts(one, leave_out)


def _material(element: Element) -> str:
    return "\n\n".join(filter(None, map(_plain, _texts(element, {"response_lid"}))))


def _plain(text: Element) -> str:
    return plain_or_html("".join(text.itertext()))
