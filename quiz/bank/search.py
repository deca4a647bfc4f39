"""Plain search in the register: every word, or one like it, must begin a word of the text. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.bank.briefing_checks import briefing_text
from quiz.bank.briefings import Briefing
from quiz.bank.items import Bank, Topic
from quiz.bank.register import GuidanceQuestion
from quiz.bank.sources import Pointer, Source
from quiz.bank.synonyms import LIKE, LITTLE_WORDS
from quiz.bank.terms import Term

SHORTEST_PLURAL = 5
"""A word of the query with this many letters or more also matches without an s at its end."""


@dataclass(frozen=True)
class Found:
    """What has the words: questions, terms, topics, and sources with the places in them that do."""

    questions: tuple[GuidanceQuestion, ...]
    terms: tuple[Term, ...]
    topics: tuple[tuple[Topic, Briefing], ...]
    sources: tuple[tuple[Source, tuple[Pointer, ...]], ...]

    @property
    def counts(self) -> str:
        """“2 questions, 1 topic and 3 sources”; empty when nothing has the words."""
        named = (
            ("question", self.questions),
            ("word explained", self.terms),
            ("topic", self.topics),
            ("source", self.sources),
        )
        parts = [f"{len(found)} {_plural(name, len(found))}" for name, found in named if found]
        return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def search(bank: Bank, query: str) -> Found:
    """Everything in the register that has all words of the query, apart from little words."""
    telling = [word.removesuffix("'s") for word in _words(query) if word not in LITTLE_WORDS]
    words = [(_singular(word), *LIKE.get(word, ())) for word in telling]
    pointers = {
        source.id: [p for p in bank.pointers if p.source.id == source.id] for source in bank.sources
    }
    return Found(
        questions=tuple(one for one in bank.questions if _has(words, one.question, one.rule)),
        terms=tuple(one for one in bank.terms if _has(words, one.term, one.means, *one.found_as)),
        topics=tuple(
            (topic, briefing)
            for topic, briefing in zip(bank.topics, bank.briefings, strict=True)
            if _has(words, topic.title, briefing_text(briefing))
        ),
        sources=tuple(
            (source, tuple(p for p in pointers[source.id] if _has(words, p.place, p.says)))
            for source in bank.sources
            if _has(words, *_texts(source, pointers[source.id]))
        ),
    )


def _plural(name: str, count: int) -> str:
    first, _, rest = name.partition(" ")
    return " ".join(part for part in (first if count == 1 else f"{first}s", rest) if part)


def _texts(source: Source, pointers: Iterable[Pointer]) -> Iterable[str]:
    yield from (source.title, source.publisher, source.edition, source.jurisdiction, source.about)
    yield from (text for pointer in pointers for text in (pointer.place, pointer.says))


def _words(text: str) -> list[str]:
    """The words of a text in small letters; 5.42 and who's are one word, single letters none."""
    plain = text.casefold().replace("’", "'")
    return [word for word in re.findall(r"\w+(?:[.']\w+)*", plain) if len(word) > 1]


def _singular(word: str) -> str:
    return word.removesuffix("s").removesuffix("'") if len(word) >= SHORTEST_PLURAL else word


def _has(query: Sequence[Sequence[str]], *texts: str) -> bool:
    """Whether each word of the query, or something like it, begins a word of the texts."""
    text = f" {' '.join(_words(' '.join(texts)))}"
    return bool(query) and all(any(f" {one}" in text for one in alike) for alike in query)
