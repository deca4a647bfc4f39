"""Texts of other programs, in HTML or plain, as the plain text that scenarios hold; and back."""

import re
from html import escape, unescape

from quiz.bank.formats.portable import FormatError, ItemRefused
from quiz.characters import may_be_published
from quiz.languages.sentences import lazy_gettext
from quiz.spreadsheets.delimited import DelimitedError, text_of

BLOCKS = {"p", "div", "li", "tr", "pre", "blockquote", "ul", "ol", "table", "section", "article"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
MEDIA = {"img", "audio", "video", "object", "embed", "iframe", "svg", "math", "canvas", "picture"}
KEPT = {*BLOCKS, *HEADINGS, *MEDIA, "br", "td", "th"}
HAS_MEDIA = {
    "img": lazy_gettext("it has a picture"),
    "math": lazy_gettext("it has a formula"),
}
HAS_OTHER_MEDIA = lazy_gettext("it has sound, video or a drawing")
FOUND_MEDIA = re.compile(rf"<({'|'.join(sorted(MEDIA))})\b")
ATTACHED = re.compile(r"@@PLUGINFILE@@|\$IMS[-_]CC[-_]FILE_?BASE\$|\$CANVAS_\w+\$")
BLOCK_END = re.compile(rf"</?({'|'.join(sorted(BLOCKS | HEADINGS))})>")
BREAK = re.compile(r"<br>\n?")
TAG = re.compile(r"<[^<>]*>")
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
MOST_TAGS, LONGEST_HTML = 1_000, 100_000
"""Of one text: the time to clean deeply nested HTML grows with the square of its tags."""
MLANG = re.compile(r"\{\s*mlang\b", re.IGNORECASE)
SPAN = re.compile(r"<span\b[^<>]*>", re.IGNORECASE)
LANG = re.compile(r"""\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
"""How Moodle marks the languages of a text. It shows one of them."""
LAST_QUESTION = re.compile(r"(?P<story>.*[.!?][’”\"')]*)\s+(?P<question>[^.!?]*\?)", re.DOTALL)
FORMULA = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$", re.DOTALL)
SEVERAL_BREAKS = re.compile(r"\n{2,}")


def text_file(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16. Raises FormatError, with line and column."""
    try:
        return text_of(content)
    except DelimitedError as error:
        raise FormatError(
            lazy_gettext(
                "Line %(line)s, column %(column)s: %(why)s. Save the file "
                "again as UTF-8 (in Excel: “CSV UTF-8”).",
                line=error.line,
                column=error.column,
                why=error.why,
            )
        ) from None


def plain(html: str) -> str:
    """The text of HTML, with its paragraphs and line breaks.

    Raises ItemRefused where it has a picture, sound or formula.
    """
    if html.count("<") > MOST_TAGS or len(html) > LONGEST_HTML:
        raise ItemRefused(lazy_gettext("a text in it is far too long"), lazy_gettext("Shorten it"))
    if ATTACHED.search(html):
        raise ItemRefused(
            lazy_gettext("it has a file attached"), lazy_gettext("Say in words what it shows")
        )
    check_one_language(html)
    import nh3  # 1.5 MB

    clean = nh3.clean(html, tags=KEPT, attributes={}, link_rel=None)
    if found := FOUND_MEDIA.search(clean):
        raise ItemRefused(
            HAS_MEDIA.get(found[1], HAS_OTHER_MEDIA), lazy_gettext("Say in words what it shows")
        )
    # Line breaks of HTML source are spaces. The only tags left are those of KEPT.
    one_line = re.sub(r"[ \t\r\n\f\xa0]+", " ", clean)
    with_breaks = BREAK.sub("\n", BLOCK_END.sub("\n\n", re.sub(r"<br> ?", "<br>", one_line)))
    return tidy(unescape(TAG.sub(" ", with_breaks)))


def check_one_language(text: str) -> None:
    """Raises ItemRefused for a text that has itself in several languages."""
    spans = [one.lower() for one in SPAN.findall(text)]
    languages = {found[1] for one in spans if "multilang" in one and (found := LANG.search(one))}
    if len(languages) > 1 or MLANG.search(text):
        raise ItemRefused(
            lazy_gettext("it is in several languages at once"),
            lazy_gettext("Export each language as a question of its own"),
        )


def check_no_formula(text: str) -> None:
    """Raises ItemRefused for a formula in TeX, which other programs draw."""
    if FORMULA.search(text):
        raise ItemRefused(HAS_MEDIA["math"], lazy_gettext("Say in words what it shows"))


def plain_of_markdown(text: str) -> str:
    """The text of Markdown, without its marks. Raises ItemRefused as `plain` does."""
    from markdown_it import MarkdownIt  # loaded when a file has Markdown

    return plain(MarkdownIt().render(text[: LONGEST_HTML + 1]))


def plain_or_html(text: str) -> str:
    """The text of something that may be HTML, or may not."""
    return plain(text) if LOOKS_LIKE_HTML.search(text) else tidy(text)


def tidy(text: str) -> str:
    """Plain text without invisible characters, and with single spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\t", " ")
    visible = "".join(one for one in text if one == "\n" or may_be_published(one))
    lines = (re.sub(" {2,}", " ", line).strip() for line in visible.split("\n"))
    return SEVERAL_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def paragraphs(text: str, language: str | None = None) -> str:
    """Plain text as HTML. language: the code of its language, if it is known."""
    start = f'<p lang="{language}">' if language else "<p>"
    return "".join(
        f"{start}{escape(part, quote=False).replace(chr(10), '<br>')}</p>"
        for part in text.split("\n\n")
        if part
    )


def joined(vignette: str | None, question: str) -> str:
    """The story and its question as one text."""
    return f"{vignette}\n\n{question}" if vignette else question


def story_and_question(text: str) -> tuple[str | None, str]:
    """The story, None if there is none, and its question: the last paragraph or sentence.

    Where a note follows the question, it is the last paragraph that ends with a question mark.
    Raises ItemRefused where no question is left.
    """
    story, _, question = text.rpartition("\n\n")
    parts = text.split("\n\n")
    if "?" not in question and (asked := [one for one in parts if one.endswith("?")]):
        question = asked[-1]
        story = "\n\n".join(one for one in parts if one is not question)
    if not story and (found := LAST_QUESTION.fullmatch(text)):
        story, question = found["story"], found["question"]
    if not question:
        raise ItemRefused(lazy_gettext("it has no question"), lazy_gettext("Write one"))
    return story or None, one_line(question)
