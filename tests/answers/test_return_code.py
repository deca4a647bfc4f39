"""Return codes: five words that cannot be guessed."""

import hashlib
import re

from hypothesis import given
from hypothesis import strategies as st

from quiz.answers import record, return_code

SECRET = "a secret for tests, long enough to be one"


def test_a_code_is_five_words_from_the_list() -> None:
    words = return_code.code(SECRET, record.new_id()).split()
    assert len(words) == 5
    assert set(words) <= set(return_code.words())


def test_guessing_a_code_is_hopeless() -> None:
    """Ten thousand saved codes, twenty guesses a minute for a year: one in a hundred at most."""
    codes = len(return_code.words()) ** 5
    assert 10_000 * 20 * 60 * 24 * 365 / codes < 0.01


def test_the_list_is_short_plain_words_and_never_changes() -> None:
    words = return_code.words()
    assert all(re.fullmatch("[a-z]{3,5}", word) for word in words)
    assert list(words) == sorted(set(words))
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
    assert digest.startswith("196d6b805a02"), "codes that were given out depend on the list"


def test_an_attempt_has_one_code_and_another_attempt_another() -> None:
    first, second = record.new_id(), record.new_id()
    assert return_code.code(SECRET, first) == return_code.code(SECRET, first)
    assert return_code.code(SECRET, first) != return_code.code(SECRET, second)


def test_another_secret_gives_another_code() -> None:
    attempt = record.new_id()
    assert return_code.code(SECRET, attempt) != return_code.code("another secret", attempt)


@given(st.data())
def test_case_spacing_and_punctuation_do_not_matter(data: st.DataObject) -> None:
    code = return_code.code(SECRET, "0" * 32)
    typed = "".join(
        data.draw(st.sampled_from(["", " ", "-", "  ", ", ", "."]))
        + data.draw(st.sampled_from([letter, letter.upper()]))
        for letter in code
        if letter != " "
    )
    assert return_code.keyed_hash(SECRET, typed) == return_code.keyed_hash(SECRET, code)


@given(st.integers(0, 4), st.data())
def test_one_different_word_gives_another_hash(place: int, data: st.DataObject) -> None:
    words = return_code.code(SECRET, "0" * 32).split()
    other = data.draw(st.sampled_from(return_code.words()).filter(lambda w: w != words[place]))
    changed = [*words[:place], other, *words[place + 1 :]]
    same = return_code.keyed_hash(SECRET, " ".join(words))
    assert return_code.keyed_hash(SECRET, " ".join(changed)) != same
