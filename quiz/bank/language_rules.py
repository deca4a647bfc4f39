"""The rules for words that depend on the language of a scenario. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen


@dataclass(frozen=True)
class LanguageRules:
    """What is looked for in one language.

    absolutes: words such as *never*. give_aways: options that are about the others. grammar: the
    end of a question that gives its answer away, or None. measures_ease: whether there is a measure
    of reading ease for the language.
    """

    absolutes: re.Pattern[str]
    give_aways: re.Pattern[str]
    grammar: re.Pattern[str] | None
    measures_ease: bool


_ENGLISH = LanguageRules(
    absolutes=re.compile(r"\b(always|never|every|all|any|only|nobody|must|cannot)\b", re.I),
    give_aways=re.compile(r"\b(all|none|both) of the (above|below|others|options)\b", re.I),
    grammar=re.compile(r"\ban?\?$"),
    measures_ease=True,
)
_OTHERS: Mapping[str, LanguageRules] = {
    "cy": LanguageRules(
        absolutes=re.compile(
            r"\b([pb]ob amser|byth|erioed|[pb]ob|phob|holl|unrhyw|dim ond|neb|rhaid)\b", re.I
        ),
        give_aways=re.compile(
            r"\b([pb]ob un|dim un|yr un|y ddau|y ddwy) (o’r|o'r) "
            r"(uchod|isod|lleill|opsiynau|atebion)\b",
            re.I,
        ),
        grammar=None,
        measures_ease=False,
    )
}


def rules_of(language: str | None) -> LanguageRules:
    """The rules for a scenario's ``language``, which is None for English."""
    return _ENGLISH if language is None else _OTHERS[language]


@cache
def _dictionary() -> Pyphen:
    return Pyphen(lang="en_GB", left=1, right=1)


def reading_ease(text: str) -> float:
    """Flesch reading ease of English (Flesch 1948): 206.835 - 1.015 words/sentence - 84.6
    syllables/word."""
    sentences = max(1, len(re.findall(r"[.?!](?=\s|$|[’”])", text)))
    words = re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)*", text) or ["-"]
    syllables = sum(_syllables(word) for word in words)
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    return len(_dictionary().positions(word.lower())) + 1
