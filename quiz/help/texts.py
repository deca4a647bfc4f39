"""The texts of the help, as HTML, and a plain search in them.

They are read and turned into HTML once for each language, when somebody first asks for one. A text
in another language is a file of the same name in the folder of its code, such as
`docs/help/cy/check-yourself.md`; without one, the page is in English. Words in italics are names
in other programs, and English in every language.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from quiz.help.mutations import with_mutations
from quiz.languages.sentences import ENGLISH, Language, language

FOLDER = Path(__file__).parents[2] / "docs" / "help"
PICTURES = FOLDER.parent / "pictures"
NAMES = (
    "check-yourself",
    "live-session",
    "team-review",
    "content",
    "learning-systems",
    "running-it",
)
"""The pages in the order of the list, each with a file of this name."""
CLASSES = {
    "h2": "govuk-heading-m",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "a": "govuk-link",
    "img": "help__picture",
}
WORD = re.compile(r"[^\W_]+")
ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s|n)$")
SMALL_WORDS = frozenset(
    WORD.findall("a an and can do for how i in is it me my of on or our the to we what who")
)


@dataclass(frozen=True)
class HelpSection:
    """A question and its answer. ``words`` are all of its text, as a search compares it."""

    anchor: str
    question: str
    html: Markup
    words: str


@dataclass(frozen=True)
class HelpPage:
    """One page: its title, who it is for in a sentence or two, and its sections.

    language: its tag, where it is translated; None for English.
    """

    name: str
    title: str
    about: Markup
    sections: tuple[HelpSection, ...]
    language: str | None = None


def pages() -> tuple[HelpPage, ...]:
    """All pages, in order, in the language that is being written."""
    return _pages(language())


@functools.cache
def _pages(wanted: Language) -> tuple[HelpPage, ...]:
    return tuple(_page(name, wanted) for name in NAMES)


def _page(name: str, wanted: Language) -> HelpPage:
    own = FOLDER / wanted.code / f"{name}.md"
    if own.exists():
        return replace(_read(name, own.read_text("utf-8"), wanted), language=wanted.tag)
    return _read(name, (FOLDER / f"{name}.md").read_text("utf-8"))


def picture_name(file: Path) -> str:
    """The name of a picture in addresses. Pictures in another language are in its folder."""
    folder = file.parent.name
    return file.stem if folder == PICTURES.name else f"{folder}-{file.stem}"


def search(query: str) -> list[tuple[HelpPage, HelpSection]]:
    """The sections that have a word beginning with each word of the query. Accents do not matter.
    A Welsh word is found as it is and where its first letters change, an English one with another
    ending; small words of a question do not count, unless there are no others."""
    forms = with_mutations if language().code == "cy" else _with_another_ending
    asked = WORD.findall(_plain(query))
    asked = [word for word in asked if word not in SMALL_WORDS] or asked
    wanted = [rf"\b(?:{'|'.join(forms(word))})" for word in asked]
    return [
        (page, section)
        for page in pages()
        for section in page.sections
        if wanted and all(re.search(word, section.words) for word in wanted)
    ]


def _with_another_ending(word: str) -> set[str]:
    """An English word, and its beginning without an ending: “tokens” and “token”."""
    return {word, ENDING.sub("", word)}


def _plain(text: str) -> str:
    """In small letters, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _read(name: str, text: str, written: Language = ENGLISH) -> HelpPage:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    if written != ENGLISH:
        _mark_names(tokens)
    first, *parts = _parts(tokens)
    heading, about = first[1].content, first[3:]
    return HelpPage(
        name,
        heading,
        _html(markdown, about),
        tuple(_section(markdown, tokens) for tokens in parts),
    )


def _mark_names(tokens: Sequence[Token]) -> None:
    for token in tokens:
        for one in token.children or ():
            if one.type == "em_open":
                one.attrSet("lang", ENGLISH.tag)


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens from each heading to the next."""
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield list(tokens[start:end])


def _section(markdown: MarkdownIt, tokens: list[Token]) -> HelpSection:
    question = tokens[1].content
    anchor = "-".join(WORD.findall(question.casefold()))
    text = " ".join(token.content for token in tokens if token.type == "inline")
    return HelpSection(anchor, question, _html(markdown, tokens[3:]), _plain(text))


def _html(markdown: MarkdownIt, tokens: list[Token]) -> Markup:
    for token in tokens:
        for one in (token, *(token.children or ())):
            if one.nesting >= 0 and one.tag in CLASSES:
                one.attrSet("class", CLASSES[one.tag])
            if one.type == "code_inline" and one.content.startswith("/"):
                one.type = "html_inline"
                one.content = f'<a class="govuk-link" href="{one.content}">{one.content}</a>'
            if one.tag == "img":
                picture = picture_name(Path(str(one.attrGet("src"))))
                one.attrSet("src", f"/help/pictures/{picture}.png")
                one.attrSet("loading", "lazy")
    # The source is ours, and raw HTML in it is shown as text.
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704
