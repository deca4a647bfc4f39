"""Five words that bring a person back, and nobody else."""

import math

from hypothesis import given
from hypothesis import strategies as st

from quiz.answers import record, return_code

SECRET = "a secret for tests, long enough to be one"


def test_a_code_is_five_words_from_the_list() -> None:
    words = return_code.code(SECRET, record.new_id()).split()
    assert len(words) == 5
    assert set(words) <= set(return_code.words())


def test_the_list_makes_guessing_hopeless() -> None:
    assert 5 * math.log2(len(return_code.words())) > 60


def test_an_attempt_has_one_code_and_another_attempt_another() -> None:
    first, second = record.new_id(), record.new_id()
    assert return_code.code(SECRET, first) == return_code.code(SECRET, first)
    assert return_code.code(SECRET, first) != return_code.code(SECRET, second)


def test_without_the_secret_the_code_is_another() -> None:
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
def test_one_other_word_is_another_hash(place: int, data: st.DataObject) -> None:
    words = return_code.code(SECRET, "0" * 32).split()
    other = data.draw(st.sampled_from(return_code.words()).filter(lambda w: w != words[place]))
    changed = [*words[:place], other, *words[place + 1 :]]
    same = return_code.keyed_hash(SECRET, " ".join(words))
    assert return_code.keyed_hash(SECRET, " ".join(changed)) != same


def test_no_word_is_unkind() -> None:
    assert not {"abuse", "custody", "death", "victim"} & set(return_code.words())
