"""Small numbers in words."""

from quiz.languages.sentences import ENGLISH, language

NUMBER_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_words(number: int) -> str:
    """A number up to twelve in words, a higher one in digits; in other languages, always in digits,
    because their words change with what is counted."""
    in_english = language() == ENGLISH
    return NUMBER_WORDS[number] if in_english and number < len(NUMBER_WORDS) else str(number)
