"""GIFT: multiple-choice questions as text, as Moodle reads and writes them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quiz.bank.formats.places import LONGEST_QUOTE, Words, category_left_out, line
from quiz.bank.formats.plain_text import (
    LONGEST_HTML,
    check_one_language,
    joined,
    one_line,
    plain,
    plain_of_markdown,
    plain_or_html,
    story_and_question,
    text_file,
    tidy,
)
from quiz.bank.formats.portable import (
    OTHER_MARKS,
    ItemRefusal,
    ItemRefused,
    PortableItem,
    PortableOption,
    ReadFile,
    Writing,
    best_of,
    check_number,
    refused_kind,
)
from quiz.bank.formats.tags import feedback_of, tags_of, with_feedback, with_tags
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.spreadsheets.delimited import lines_of

ESCAPED = re.compile(r"[\\~=#{}:]")
ESCAPE = re.compile(r"\\([\\~=#{}:n])")
HIDDEN = {character: chr(0xE000 + number) for number, character in enumerate("\\~=#{}:n")}
"""An escaped character is hidden in the private use area while the text is taken apart."""
SHOWN = {ord(hidden): {"n": "\n"}.get(one, one) for one, hidden in HIDDEN.items()}
NAME = re.compile(r"::(?P<name>.*?)::", re.DOTALL)
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d+)?)%")
MARK = re.compile(r"\[(html|moodle|plain|markdown)\]")
ID_OR_TAG = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.){0,400})\]")
CLOSED = r"\]"
GENERAL, CATEGORY, COMMENT, GAP = "####", "$CATEGORY:", "//", "_____"
TRUE_OR_FALSE = {"T", "TRUE", "F", "FALSE"}


@dataclass(frozen=True)
class _Block:
    """The lines of one question, without its comments."""

    line: int
    text: str
    comments: str

    @property
    def where(self) -> LazySentence:
        return line(self.line)

    @property
    def name(self) -> str:
        found = NAME.match(self.text)
        words = found["name"] if found else self.text.partition("{")[0]
        return one_line(_shown(words))[:LONGEST_QUOTE]


def write(items: Sequence[PortableItem]) -> Writing:
    """A file in UTF-8 that Moodle's question bank imports."""
    return Writing("\n".join(map(_written, items)).encode())


def _written(item: PortableItem) -> str:
    marks = [("id", item.id), *(("tag", tag) for tag in tags_of(item))]
    comment = " ".join(f"[{name}:{value.replace(']', CLOSED)}]" for name, value in marks if value)
    lines = [
        f"{COMMENT} {comment}",
        f"::{_escaped(item.title or item.question)}::"
        f"[plain]{_escaped(joined(item.vignette, item.question))}{{",
        *(
            f"\t{'=' if index == item.best else '~'}{_answer(option)}"
            for index, option in enumerate(item.options)
        ),
        *(f"\t{GENERAL}{_escaped(words)}" for words in [feedback_of(item)] if words),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _answer(option: PortableOption) -> str:
    text = f"[plain]{option.text}" if option.text[0] in "%[" else option.text
    return _escaped(text) + (f"#{_escaped(option.reason)}" if option.reason else "")


def _escaped(text: str) -> str:
    return ESCAPED.sub(r"\\\g<0>", text).replace("\n", r"\n")


def read(content: bytes) -> ReadFile:
    """Read the multiple-choice questions of a file. Raises FormatError."""
    text = text_file(content)
    items, refused, notes = list[PortableItem](), list[ItemRefusal](), list[Words]()
    for block in _blocks(text):
        check_number(items, refused)
        if block.text.startswith(CATEGORY):
            category = block.text.removeprefix(CATEGORY).strip()
            notes.append(category_left_out(block.where, category))
            continue
        try:
            items.append(replace(_read_item(block), where=block.where))
        except ItemRefused as why:
            refused.append(why.at(block.where, block.name))
    return ReadFile(tuple(items), tuple(refused), tuple(notes))


def _blocks(text: str) -> Iterator[_Block]:
    """Blank lines part questions; a category needs none after it."""
    lines, comments, first = list[str](), list[str](), 0
    for number, one in enumerate([*lines_of(text), ""], start=1):
        words = one.strip()
        if lines and lines[-1].endswith("}") and NAME.match(words):
            yield _Block(first, "\n".join(lines), " ".join(comments))
            lines, comments = [], []
        if words.startswith(COMMENT):
            comments.append(words)
        elif words.startswith(CATEGORY) and not lines:
            yield _Block(number, words, "")
        elif words:
            first = first if lines else number
            lines.append(words)
        else:
            if lines:
                yield _Block(first, "\n".join(lines), " ".join(comments))
            lines, comments = [], []


def _read_item(block: _Block) -> PortableItem:
    if len(block.text) + len(block.comments) > LONGEST_HTML:
        raise ItemRefused(
            lazy_gettext("it is far too long"),
            lazy_gettext("Part it from the next one by a blank line"),
        )
    check_one_language(block.text)
    text = ESCAPE.sub(lambda found: HIDDEN[found[1]], block.text)
    title = None
    if named := NAME.match(text):
        title, text = one_line(_shown(named["name"])), text[named.end() :].strip()
    before, inside, after = _parts(text)
    answers, _, general = inside.rpartition(GENERAL) if GENERAL in inside else (inside, "", "")
    marked = MARK.match(before)
    question = _text(before + (f" {GAP}{after}" if after.strip() else ""), "")
    options, best, partial = _options(answers.strip(), marked[1] if marked else "")
    story, asked = story_and_question(question)
    marks = [
        (name, words.replace(CLOSED, "]")) for name, words in ID_OR_TAG.findall(block.comments)
    ]
    item = PortableItem(
        id=next((words.strip() for name, words in marks if name == "id"), "") or None,
        title=title or None,
        vignette=story,
        question=asked,
        options=options,
        best=best,
        left_out=(OTHER_MARKS,) if partial else (),
    )
    tags = [words for name, words in marks if name == "tag"]
    return with_feedback(with_tags(item, tags), _text(general, marked[1] if marked else ""))


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before the answers, the answers, and what stands after them."""
    before, brace, rest = text.partition("{")
    inside, end, after = rest.partition("}")
    if not brace and "}" not in text:
        raise refused_kind(lazy_gettext("it is a text without a question"))
    if not end:
        raise ItemRefused(
            lazy_gettext("its { and } do not match"),
            lazy_gettext("Close it; a blank line ends a question"),
        )
    if "{" in after:
        raise ItemRefused(
            lazy_gettext("two questions stand together"), lazy_gettext("Part them by a blank line")
        )
    return before, inside, after


def _options(answers: str, mark: str) -> tuple[tuple[PortableOption, ...], int, bool]:
    """The options, the index of the best, and whether others earn marks, too."""
    if "~" not in answers or answers.startswith("#"):
        raise refused_kind(_other_kind(answers))
    options, marks = list[PortableOption](), list[float]()
    for part in filter(str.strip, re.split(r"(?=[~=])", answers)):
        text = part.lstrip("~=").strip()
        weight = WEIGHT.match(text)
        marks.append(float(weight[1]) if weight else 100.0 if part[0] == "=" else 0.0)
        answer, _, reason = text[weight.end() if weight else 0 :].partition("#")
        options.append(PortableOption(one_line(_text(answer, mark)), _text(reason, mark) or None))
    single = "=" in answers or max(marks) >= 100
    right = [number for number, earned in enumerate(marks) if earned >= (100 if single else 0.001)]
    best = best_of(options, right)
    return tuple(options), best, any(one != 0 for number, one in enumerate(marks) if number != best)


def _other_kind(answers: str) -> LazySentence:
    if not answers:
        return lazy_gettext("it is an essay question")
    if answers.partition("#")[0].strip().upper() in TRUE_OR_FALSE:
        return lazy_gettext("it is true or false")
    if answers.startswith("#"):
        return lazy_gettext("it is a number to type")
    if "->" in answers:
        return lazy_gettext("it is a matching question")
    return lazy_gettext("it is a short answer to type")


def _text(text: str, mark: str) -> str:
    """The plain text of a part; ``mark``: the format of the question, if the part has none."""
    found = MARK.match(text.strip())
    kind = found[1] if found else mark
    words = _shown(text.strip()[found.end() :] if found else text)
    if kind == "html":
        return plain(words)
    if kind == "markdown":
        return plain_of_markdown(words)
    return tidy(words) if kind == "plain" else plain_or_html(words)


def _shown(text: str) -> str:
    return text.translate(SHOWN).strip()
