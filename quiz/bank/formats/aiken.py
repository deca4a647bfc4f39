"""Aiken: a question, its options with capital letters, and the line ANSWER. Only read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from quiz.bank.formats.places import LONGEST_QUOTE, line
from quiz.bank.formats.plain_text import one_line, plain_or_html, story_and_question
from quiz.bank.formats.portable import (
    FormatError,
    ItemRefusal,
    ItemRefused,
    PortableItem,
    PortableOption,
    ReadFile,
    best_of,
    check_number,
)
from quiz.languages.sentences import lazy_gettext
from quiz.spreadsheets.delimited import DelimitedError, lines_of, text_of

OPTION = re.compile(r"([A-Za-z])(?:\)\s*|\.\s+)(.*)")
"""A space may be missing after a bracket, and not after a full stop: “U.S. law …” is a question. A
small letter begins an option only if it is the next one."""
ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)
NUMBER = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")


@dataclass
class _Lines:
    """The lines of one question."""

    line: int
    question: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


def read(content: bytes) -> ReadFile:
    """Read a file. Raises FormatError when it is not text, or has no line ANSWER."""
    try:
        text = text_of(content)
    except DelimitedError as error:
        raise FormatError(
            lazy_gettext(
                "Line %(line)s, column %(column)s: %(why)s. Save the file again as UTF-8.",
                line=error.line,
                column=error.column,
                why=error.why,
            )
        ) from None
    if not any(ANSWER.match(one.strip()) for one in lines_of(text)):
        raise FormatError(
            lazy_gettext(
                "No line begins with “ANSWER:”. In Aiken each question ends "
                "with one, such as “ANSWER: B”."
            )
        )
    items, refused = list[PortableItem](), list[ItemRefusal]()
    for lines in _questions(text):
        check_number(items, refused)
        where = line(lines.line)
        try:
            items.append(replace(_item(lines), where=where))
        except ItemRefused as why:
            refused.append(why.at(where, " ".join(lines.question)[:LONGEST_QUOTE]))
    return ReadFile(tuple(items), tuple(refused))


def _questions(text: str) -> Iterator[_Lines]:
    """Each ends with its line ANSWER, or where the text of another question begins."""
    current = None
    for number, text_of_line in enumerate(lines_of(text), start=1):
        words = text_of_line.strip()
        if not words:
            continue
        option, answer = _option(words, current), ANSWER.match(words)
        if current and current.options and not option and not answer:
            yield current
            current = None
        current = current or _Lines(number)
        if answer:
            current.answer = answer[1]
            yield current
            current = None
        elif option:
            current.options.append((option[1].upper(), option[2]))
        else:
            current.question.append(words)
    if current:
        yield current


def _option(words: str, current: _Lines | None) -> re.Match[str] | None:
    found = OPTION.match(words)
    if found and found[1].islower():
        number = len(current.options) if current and current.question else -1
        return found if ord(found[1]) - ord("a") == number else None
    return found


def _item(lines: _Lines) -> PortableItem:
    if not lines.question:
        raise ItemRefused(
            lazy_gettext("it has no question"),
            lazy_gettext("Write it on the line above its options"),
        )
    if not lines.options:
        raise ItemRefused(
            lazy_gettext("it has no options"),
            lazy_gettext("Begin each with a capital letter, such as “A. ”"),
        )
    letters = [letter for letter, _ in lines.options]
    if lines.answer is None:
        raise ItemRefused(
            lazy_gettext("its line “ANSWER:” is missing"),
            lazy_gettext("Write it, such as “ANSWER: B”"),
        )
    if len(set(letters)) < len(letters):
        raise ItemRefused(
            lazy_gettext("two of its options have the same letter"),
            lazy_gettext("Give each its own"),
        )
    options = tuple(PortableOption(one_line(plain_or_html(text))) for _, text in lines.options)
    found = [one for one in re.findall(r"\w+", lines.answer.upper()) if one != "AND"]
    if not found or any(letter not in letters for letter in found):
        raise ItemRefused(
            lazy_gettext(
                "its answer “%(answer)s” is none of its options", answer=lines.answer[:20]
            ),
            lazy_gettext("Write one of %(known)s", known=", ".join(letters)),
        )
    best = best_of(options, [letters.index(letter) for letter in dict.fromkeys(found)])
    lines.question[0] = NUMBER.sub("", lines.question[0])
    *story, last = (plain_or_html(one) for one in lines.question)
    if story:
        return PortableItem(vignette="\n".join(story), question=last, options=options, best=best)
    vignette, question = story_and_question(last)
    return PortableItem(vignette=vignette, question=question, options=options, best=best)
