"""Small numbers in words."""

NUMBER_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_words(number: int) -> str:
    """A number up to twelve in words, a higher one in digits."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else str(number)
