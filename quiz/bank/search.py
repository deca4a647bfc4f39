"""Plain search in the register: every word, or one like it, must begin a word of the text. Pure.

A word that the register does not have is taken for the nearest one that it has. Where no text has
every word, those that have most of them are found.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from quiz.bank.briefing_checks import briefing_text
from quiz.bank.briefings import Briefing
from quiz.bank.items import Bank, Topic
from quiz.bank.register import GuidanceQuestion
from quiz.bank.sources import Pointer, Source
from quiz.bank.synonyms import LIKE, LITTLE_WORDS
from quiz.bank.terms import Term
from quiz.languages.formats import listed
from quiz.languages.sentences import ngettext

NEAR = 0.8
"""How alike two spellings are, by the ratio of ``difflib``, to be taken for one word."""
SHORTEST_TO_CORRECT = 5
"""A shorter word that the register does not have is as likely another word."""
SHORTEST_PLURAL = 5
"""A word of the query with this many letters or more also matches without an s at its end."""


@dataclass(frozen=True)
class Found:
    """What has the words: questions, terms, topics, and sources with the places in them that do.

    in_all: whether it has every word of the query, or only most of them.
    """

    in_all: bool
    questions: tuple[GuidanceQuestion, ...]
    terms: tuple[Term, ...]
    topics: tuple[tuple[Topic, Briefing], ...]
    sources: tuple[tuple[Source, tuple[Pointer, ...]], ...]

    @property
    def counts(self) -> str:
        """“2 questions, 1 topic and 3 sources”; empty when nothing has the words."""
        questions, terms, topics, sources = map(
            len, (self.questions, self.terms, self.topics, self.sources)
        )
        named = (
            ngettext("%(many)s question", "%(many)s questions", questions, many=questions),
            ngettext("%(many)s word explained", "%(many)s words explained", terms, many=terms),
            ngettext("%(many)s topic", "%(many)s topics", topics, many=topics),
            ngettext("%(many)s source", "%(many)s sources", sources, many=sources),
        )
        counts = (questions, terms, topics, sources)
        parts = [words for words, count in zip(named, counts, strict=True) if count]
        return listed(parts) if parts else ""


def search(bank: Bank, query: str) -> Found:
    """Everything in the register that has all words of the query, or else most of them.

    Little words do not count.
    """
    telling = [word.removesuffix("'s") for word in _words(query) if word not in LITTLE_WORDS]
    known = _vocabulary(bank)
    words = [(_singular(word), *LIKE.get(word, ()), *_near(word, known)) for word in telling]
    topics = zip(bank.topics, bank.briefings, strict=True)
    questions = [(one, _count(words, one.question, one.rule)) for one in bank.questions]
    terms = [(one, _count(words, one.term, one.means, *one.found_as)) for one in bank.terms]
    briefings = [(one, _count(words, one[0].title, briefing_text(one[1]))) for one in topics]
    sources = [(one, _count(words, *_texts(*one))) for one in _with_places(bank)]
    counts = [count for found in (questions, terms, briefings, sources) for _, count in found]
    most = max(1, *counts)
    return Found(
        in_all=most == len(words),
        questions=tuple(one for one, count in questions if count == most),
        terms=tuple(one for one, count in terms if count == most),
        topics=tuple(one for one, count in briefings if count == most),
        sources=tuple(
            (source, tuple(p for p in places if _count(words, p.place, p.says) == most))
            for (source, places), count in sources
            if count == most
        ),
    )


def _with_places(bank: Bank) -> list[tuple[Source, list[Pointer]]]:
    """Each source with the places in it that are pointed to."""
    return [(one, [p for p in bank.pointers if p.source.id == one.id]) for one in bank.sources]


def _texts(source: Source, pointers: Iterable[Pointer]) -> Iterable[str]:
    yield from (source.title, source.publisher, source.edition, source.jurisdiction, source.about)
    yield from (text for pointer in pointers for text in (pointer.place, pointer.says))


def _words(text: str) -> list[str]:
    """The words of a text in small letters; 5.42 and who's are one word, single letters none."""
    plain = text.casefold().replace("’", "'")
    return [word for word in re.findall(r"\w+(?:[.']\w+)*", plain) if len(word) > 1]


def _singular(word: str) -> str:
    return word.removesuffix("s").removesuffix("'") if len(word) >= SHORTEST_PLURAL else word


def _count(query: Sequence[Sequence[str]], *texts: str) -> int:
    """How many words of the query, or something like them, begin a word of the texts."""
    text = f" {' '.join(_words(' '.join(texts)))}"
    return sum(any(f" {one}" in text for one in alike) for alike in query)


def _near(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """The nearest known word, for one that is not known."""
    if len(word) < SHORTEST_TO_CORRECT or word in LIKE or any(w.startswith(word) for w in known):
        return ()
    return tuple(get_close_matches(word, known, n=1, cutoff=NEAR))


def _vocabulary(bank: Bank) -> tuple[str, ...]:
    """Every word of the register, in order of the alphabet."""
    texts = [text for one in bank.questions for text in (one.question, one.rule)]
    texts += [text for one in bank.terms for text in (one.term, one.means)]
    texts += [briefing_text(one) for one in bank.briefings]
    texts += [text for one in _with_places(bank) for text in _texts(*one)]
    return tuple(sorted(set(_words(" ".join(texts)))))
