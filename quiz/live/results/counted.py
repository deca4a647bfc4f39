"""Sentences in which a count is set off: in colour, or in bold. Pure."""

COUNT = "\0"
"""Stands for the count while a sentence is looked up, because it may be anywhere in it."""
Words = tuple[tuple[str, bool], ...]
"""A sentence in parts, each with whether it is a count."""


def parts(sentence: str, count: str) -> Words:
    """The parts of a sentence in which COUNT stands for a count, or of one without a count."""
    before, _, after = sentence.partition(COUNT)
    found = ((before, False), (count if COUNT in sentence else "", True), (after, False))
    return tuple(part for part in found if part[0])


def set_off(sentence: str, count: str = "") -> Words:
    """The same, with a capital letter at the beginning, also where the count is there."""
    (first, is_count), *rest = parts(sentence, count)
    return ((capital(first), is_count), *rest)


def plain(words: Words) -> str:
    """The sentence."""
    return "".join(text for text, _ in words)


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return words[0].upper() + words[1:]
