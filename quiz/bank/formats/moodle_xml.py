"""Moodle XML: multiple-choice questions, with tags and feedback, as Moodle exports them."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from quiz.bank.formats.places import LONGEST_QUOTE, Words, category_left_out
from quiz.bank.formats.plain_text import (
    TAG,
    joined,
    one_line,
    paragraphs,
    plain,
    plain_of_markdown,
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
    Writing,
    best_of,
    check_number,
    other_kind,
    refused_kind,
)
from quiz.bank.formats.tags import feedback_of, tags_of, with_feedback, with_tags
from quiz.bank.formats.xml_trees import Element, children, line_of, name_of, parse_xml, text_at
from quiz.languages.sentences import lazy_gettext

KINDS = {
    "truefalse": lazy_gettext("it is true or false"),
    "shortanswer": lazy_gettext("it is a short answer to type"),
    "numerical": lazy_gettext("it is a number to type"),
    "matching": lazy_gettext("it is a matching question"),
    "essay": lazy_gettext("it is an essay question"),
    "cloze": lazy_gettext("it is a text with gaps (cloze)"),
    "description": lazy_gettext("it is a description without a question"),
    "ordering": lazy_gettext("it is an ordering question"),
    "ddwtos": lazy_gettext("it is a text with gaps"),
    "gapselect": lazy_gettext("it is a text with gaps"),
    "ddimageortext": lazy_gettext("it is a picture to drag words onto"),
    "ddmarker": lazy_gettext("it is a picture to point at"),
    "calculated": lazy_gettext("it is a number to calculate"),
    "calculatedsimple": lazy_gettext("it is a number to calculate"),
    "calculatedmulti": lazy_gettext("it is a question whose numbers change each time"),
    "multichoiceset": lazy_gettext("it is a question with several right answers"),
    "oumultiresponse": lazy_gettext("it is a question with several right answers"),
    "randomsamatch": lazy_gettext("it is a matching question"),
    "random": lazy_gettext("it is a question that Moodle picks at random"),
    "recordrtc": lazy_gettext("it is a sound or film to record"),
}
MARKUP = ("html", "moodle_auto_format", "")
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
MOODLES_OWN = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}
"""What Moodle puts into the combined feedback of a new question."""
RIGHT, NOTHING = "100", "0"


def write(items: Sequence[PortableItem]) -> Writing:
    """A file that Moodle's question bank imports."""
    quiz = etree.Element("quiz")
    for item in items:
        _write_item(etree.SubElement(quiz, "question", type="multichoice"), item)
    etree.indent(quiz)
    return Writing(etree.tostring(quiz, xml_declaration=True, encoding="UTF-8"))


def _write_item(question: Element, item: PortableItem) -> None:
    _text(question, "name", item.title or item.question)
    language = item.language
    _html(question, "questiontext", paragraphs(joined(item.vignette, item.question), language))
    _html(question, "generalfeedback", paragraphs(feedback_of(item), language))
    for name, value in (
        ("defaultgrade", "1"),
        ("penalty", NOTHING),
        ("hidden", "0"),
        ("idnumber", item.id or ""),
        ("single", "true"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
    ):
        etree.SubElement(question, name).text = value
    for index, option in enumerate(item.options):
        fraction = RIGHT if index == item.best else NOTHING
        answer = _html(question, "answer", paragraphs(option.text, language))
        answer.set("fraction", fraction)
        _html(answer, "feedback", paragraphs(option.reason or "", language))
    tags = etree.SubElement(question, "tags")
    for tag in tags_of(item):
        _text(tags, "tag", tag)


def _text(parent: Element, name: str, text: str) -> None:
    etree.SubElement(etree.SubElement(parent, name), "text").text = text


def _html(parent: Element, name: str, html: str) -> Element:
    found = etree.SubElement(parent, name, format="html")
    etree.SubElement(found, "text").text = etree.CDATA(html) if html else ""
    return found


def read(content: bytes) -> ReadFile:
    """Read the multiple-choice questions of a file. Raises FormatError."""
    quiz = parse_xml(content)
    if name_of(quiz) != "quiz":
        raise FormatError(
            lazy_gettext(
                "This is not Moodle XML: its first element is <%(name)s>, not "
                "<quiz>. In Moodle, export the question bank as “Moodle XML "
                "format”.",
                name=name_of(quiz),
            )
        )
    items, refused, notes = list[PortableItem](), list[ItemRefusal](), list[Words]()
    for question in children(quiz, "question"):
        check_number(items, refused)
        if question.get("type") == "category":
            category = one_line(text_at(question, "category"))
            notes.append(category_left_out(line_of(question), category))
            continue
        try:
            item = _read_item(question)
        except ItemRefused as why:
            refused.append(why.at(line_of(question), _name(question)))
        else:
            items.append(replace(item, where=line_of(question)))
    return ReadFile(tuple(items), tuple(refused), tuple(notes))


def _name(question: Element) -> str:
    """The name of a refused question, or else the beginning of its text."""
    name = one_line(text_at(question, "name", "text"))
    return name or one_line(TAG.sub(" ", text_at(question, "questiontext", "text")))[:LONGEST_QUOTE]


def _read_item(question: Element) -> PortableItem:
    kind = question.get("type", "")
    if kind != "multichoice":
        raise refused_kind(KINDS.get(kind) or other_kind(kind))
    answers = children(question, "answer")
    marks = [_fraction(answer) for answer in answers]
    right = [index for index, mark in enumerate(marks) if mark >= float(RIGHT)]
    if text_at(question, "single").strip().lower() in ("false", "0"):
        right = [index for index, mark in enumerate(marks) if mark > 0]
    options = tuple(
        PortableOption(
            one_line(_plain(answer)), "\n\n".join(map(_plain, children(answer, "feedback"))) or None
        )
        for answer in answers
    )
    best = best_of(options, right)
    story, asked = story_and_question(_plain(*children(question, "questiontext")[:1]))
    partial = any(mark != 0 for index, mark in enumerate(marks) if index != best)
    left = (
        (OTHER_MARKS, partial),
        (lazy_gettext("hints"), bool(children(question, "hint"))),
        (lazy_gettext("feedback of no single answer"), _has_combined_feedback(question)),
    )
    item = PortableItem(
        id=text_at(question, "idnumber").strip() or None,
        title=one_line(tidy(text_at(question, "name", "text"))) or None,
        vignette=story,
        question=asked,
        options=options,
        best=best,
        left_out=tuple(words for words, there in left if there),
    )
    feedback = [_plain(one) for one in children(question, "generalfeedback")]
    tags = [tidy(text_at(tag, "text")) for one in children(question, "tags") for tag in one]
    return with_feedback(with_tags(item, tags), "\n\n".join(filter(None, feedback)))


def _has_combined_feedback(question: Element) -> bool:
    """Whether somebody wrote a feedback for all right, or all wrong, answers."""
    texts = (TAG.sub(" ", text_at(one, "text")) for one in children(question, *COMBINED))
    return any(one_line(text) not in {"", *MOODLES_OWN} for text in texts)


def _fraction(answer: Element) -> float:
    """In percent. Raises ItemRefused for one that Moodle would not take."""
    try:
        mark = float(answer.get("fraction", NOTHING).replace(",", "."))
    except ValueError:
        raise ItemRefused(
            lazy_gettext("the mark of an answer is no number"), lazy_gettext("Write 100 or 0")
        ) from None
    if not -float(RIGHT) <= mark <= float(RIGHT):  # nor for what is no number
        raise ItemRefused(
            lazy_gettext("the mark of an answer is not between -100 and 100"),
            lazy_gettext("Write 100 or 0"),
        )
    return mark


def _plain(*elements: Element) -> str:
    """The text of an element such as <questiontext>; empty without one."""
    for element in elements:
        if children(element, "file"):
            raise ItemRefused(
                lazy_gettext("it has a file attached"), lazy_gettext("Say in words what it shows")
            )
        text = text_at(element, "text") or (element.text or "")
        kind = element.get("format", "")
        if kind == "markdown":
            return plain_of_markdown(text)
        return plain(text) if kind in MARKUP else tidy(text)
    return ""
