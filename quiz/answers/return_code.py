"""Return codes: five words that bring a person back.

The words follow from the attempt's random id and the service's secret, so the same attempt has
the same five words however often they are asked for, and they need not be stored anywhere: the
table has only a keyed hash, which is of no use without the secret.
"""

from functools import cache
from pathlib import Path

from quiz import keys
from quiz.keys import Purpose

WORDS = 5
LIST = Path(__file__).with_name("return_words.txt")


@cache
def words() -> tuple[str, ...]:
    """Short, friendly words, picked by hand from the EFF's short list (CC BY 3.0).

    Codes that were given out depend on the list: it never changes.
    """
    return tuple(LIST.read_text("ascii").split())


def code(secret: str, attempt_id: str) -> str:
    """The five words of an attempt (about 44 bits: 2·10¹³ codes)."""
    chances = keys.keyed_hash(secret, Purpose.RETURN_CODE_WORDS, attempt_id)
    # Eight bytes a word leave a bias far below anything that could be noticed.
    picks = (int.from_bytes(chances[i * 8 : i * 8 + 8]) for i in range(WORDS))
    return " ".join(words()[pick % len(words())] for pick in picks)


def keyed_hash(secret: str, typed: str) -> str:
    """The hash under which a code is stored: the same for any case, spacing and punctuation."""
    letters = "".join(character for character in typed.lower() if "a" <= character <= "z")
    return keys.keyed_hash(secret, Purpose.RETURN_CODE, letters)[:32].hex()
