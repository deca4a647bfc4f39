"""What every paper says of itself: its language, and the words of its page numbers. Pure."""

from quiz.languages.sentences import ENGLISH, gettext, language


def paper_words() -> dict[str, str]:
    """Data of a Typst template: ``lang`` and ``page``, for ``paper`` of ``paper.typ``."""
    return {
        "lang": for_typst(language().tag),
        "page": gettext("Page %(number)s of %(of)s", number="{number}", of="{of}"),
    }


def content_language(thing: object) -> str:
    """The language of a part that shows content, for Typst: its own, or English."""
    tag: str = getattr(thing, "language", None) or ENGLISH.tag
    return for_typst(tag)


def for_typst(tag: str) -> str:
    """Typst takes a language without its region."""
    return tag.partition("-")[0]
