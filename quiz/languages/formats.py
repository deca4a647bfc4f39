"""Dates, times and numbers as the language that is being written has them (CLDR, through Babel)."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from quiz.languages.sentences import ENGLISH, language

NOON = 12
AND_IN_WELSH = re.compile(
    r"\ba\(c\) (?P<quote>[“‘]?)(?P<vowel>(?=[aeiouwyâêîôûŵŷ]|(?:1|8|11)\b))?", re.I
)
"""How CLDR writes “and” in Welsh, because it depends on the next word: “ac” stands before a vowel,
also of a number that is said (un, wyth, un ar ddeg)."""


def long_date(day: date) -> str:
    """A day as people write it: 3 March 2027."""
    if language() == ENGLISH:
        return f"{day.day} {day:%B %Y}"
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=_locale())


def month_and_year(day: date) -> str:
    """A month as people write it: March 2027."""
    if language() == ENGLISH:
        return f"{day:%B %Y}"
    from babel.dates import format_date

    return format_date(day, "MMMM y", locale=_locale())


def time_of_day(at: datetime) -> str:
    """A time as people write it: 10:45am."""
    if language() == ENGLISH:
        return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < NOON else 'pm'}"
    from babel.dates import format_time

    return format_time(at.time(), "short", locale=_locale())


def decimal(number: float, places: int) -> str:
    """A number with so many decimals, and a minus sign as wide as a plus."""
    words = f"{float(number):.{places}f}"
    if language() != ENGLISH:
        from babel.numbers import format_decimal

        words = format_decimal(
            float(number), f"0.{'0' * places}" if places else "0", locale=_locale()
        )
    return words.replace("-", "−")


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: “a, b and c”."""
    if language() == ENGLISH:
        *others, last = words
        return f"{', '.join(others)} and {last}" if others else last
    from babel.lists import format_list

    return AND_IN_WELSH.sub(_and_in_welsh, format_list(words, locale=_locale()))


def _and_in_welsh(found: re.Match[str]) -> str:
    return f"{'a' if found['vowel'] is None else 'ac'} {found['quote']}"


def _locale() -> str:
    """Babel's locale; English for a language that it does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language().code, sep="-"))
    except UnknownLocaleError:
        return ENGLISH.code
