"""Dates, times, numbers and lists in a language. Expected: CLDR 47 for Welsh."""

from datetime import UTC, date, datetime

import pytest

from quiz.languages.catalogues import language
from quiz.languages.formats import decimal, listed, long_date, time_of_day
from quiz.languages.number_words import in_words
from quiz.languages.sentences import written_in

DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("code", "day", "time", "words", "number"),
    [
        ("en", "1 March 2027", "9:05am", "a, b and c", "three"),
        ("cy", "1 Mawrth 2027", "09:05", "a, b, a c", "3"),
    ],
)
def test_formats_are_those_of_the_language(
    code: str, day: str, time: str, words: str, number: str
) -> None:
    with written_in(language(code)):
        assert long_date(DAY) == day
        assert time_of_day(datetime(2027, 3, 1, 9, 5, tzinfo=UTC)) == time
        assert listed(["a", "b", "c"]) == words
        assert in_words(3) == number
        assert decimal(-1.25, 1) == "−1.2"
        assert decimal(-6, 0) == "−6"


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        *(("Excel", "ac Excel"), ("1 pwnc", "ac 1"), ("2 bwnc", "a 2"), ("b", "a b")),
        ("“Afal”", "ac “Afal”"),
    ],
)
def test_a_welsh_list_has_ac_before_a_vowel(last: str, joined: str) -> None:
    with written_in(language("cy")):
        assert joined in listed(["un", "dau", last])
