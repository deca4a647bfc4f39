"""What the sentences of a document quote in another language than its own. Pure.

Sentences are plain text, so a quotation is found in them by its words. It is then marked, so that a
screen reader reads it in its own language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from quiz.documents.paper_words import for_typst
from quiz.languages.sentences import ENGLISH, language

Quotations = Mapping[str, str]
"""The tag of the language of each quotation, by its words."""


def quotations(content: Iterable[tuple[str, object]]) -> Quotations:
    """The texts that are in another language than the document. content: each text with what says
    its language, such as its scenario; None for English."""
    found = ((text, getattr(thing, "language", None) or ENGLISH.tag) for text, thing in content)
    return {text: tag for text, tag in found if text.strip() and tag != language().tag}


def for_paper(found: Quotations) -> list[dict[str, str]]:
    """The data of ``quoting`` of ``paper.typ``: longer ones first, as they may contain others."""
    return [{"words": one, "lang": for_typst(found[one])} for one in _longest_first(found)]


def pieces(sentence: str, found: Quotations) -> Iterator[tuple[str, str]]:
    """The sentence in pieces, each with the tag of its language."""
    if not found:
        yield sentence, language().tag
        return
    each = f"({'|'.join(map(re.escape, _longest_first(found)))})"
    for piece in re.split(each, sentence):
        if piece:
            yield piece, found.get(piece, language().tag)


def _longest_first(found: Quotations) -> list[str]:
    return sorted(found, key=len, reverse=True)
