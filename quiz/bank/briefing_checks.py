"""The standard for briefings, as findings: length, reading ease, pointers. Pure."""

import re
from collections.abc import Iterator

from quiz.bank.briefings import Briefing, BriefingPoint
from quiz.bank.checks import HARDEST_TO_READ
from quiz.bank.findings import Finding
from quiz.bank.items import Bank
from quiz.bank.language_rules import reading_ease
from quiz.bank.sources import Checked

WORDS = range(200, 281)
"""Of a whole briefing: two minutes at a calm pace."""
LONGEST_RULE = 12
"""In words."""
POINTS = range(4, 7)
END_OF_SENTENCE = re.compile(r"[.?!](?=\s|$|[’”])")


def check_briefings(bank: Bank) -> Iterator[Finding]:
    """Every departure from the standard in the briefings."""
    for briefing in bank.briefings:
        yield from check_briefing(briefing)


def check_briefing(briefing: Briefing) -> Iterator[Finding]:
    """The rules for one briefing."""
    where = f"briefing {briefing.topic}"
    text = briefing_text(briefing)
    words = len(text.split())
    if words not in WORDS:
        yield Finding(where, "words", f"write 200 to 280 words, not {words}.")
    ease = reading_ease(text)
    if ease < HARDEST_TO_READ:
        yield Finding(where, "words", f"shorter words and sentences: reading ease is {ease:.0f}.")
    if len(briefing.rule.split()) > LONGEST_RULE:
        yield Finding(where, "rule", f"use at most {LONGEST_RULE} words.")
    if len(briefing.points) not in POINTS:
        yield Finding(where, "points", f"make four to six, not {len(briefing.points)}.")
    for number, point in enumerate(briefing.points, 1):
        yield from _check_point(where, f"points ({number})", point)


def _check_point(where: str, field: str, point: BriefingPoint) -> Iterator[Finding]:
    if len(END_OF_SENTENCE.findall(point.text)) != 1:
        yield Finding(where, field, "write one sentence, so that its pointers are for all of it.")
    if all(pointer.checked == Checked.NOT_CHECKED for pointer in point.pointers):
        yield Finding(where, field, "point to at least one text that was read or restated.")


def briefing_text(briefing: Briefing) -> str:
    """What a person reads, without the pointers."""
    points = (point.text for point in briefing.points)
    return " ".join([briefing.rule, *points, briefing.example, *briefing.today])
