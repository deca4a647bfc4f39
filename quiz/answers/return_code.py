"""Return codes: five words that bring a person back.

The words follow from the attempt's random id and the service's secret, so the same attempt has
the same five words however often they are asked for, and they need not be stored anywhere: the
table has only a keyed hash, which is of no use without the secret.
"""

import hashlib
import hmac
from functools import cache
from pathlib import Path

WORDS = 5
LIST = Path(__file__).with_name("return_words.txt")


@cache
def words() -> tuple[str, ...]:
    """Short, friendly words, picked by hand from the EFF's short list (CC BY 3.0).

    Codes that were given out depend on the list: it never changes.
    """
    return tuple(LIST.read_text("ascii").split())


def _keyed(secret: str, purpose: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), f"{purpose}:{text}".encode(), hashlib.sha512)


def code(secret: str, attempt_id: str) -> str:
    """The five words of an attempt (about 44 bits: 2·10¹³ codes)."""
    chances = _keyed(secret, "return code words", attempt_id)
    # Eight bytes a word leave a bias far below anything that could be noticed.
    picks = (int.from_bytes(chances[i * 8 : i * 8 + 8]) for i in range(WORDS))
    return " ".join(words()[pick % len(words())] for pick in picks)


def keyed_hash(secret: str, typed: str) -> str:
    """The hash under which a code is stored: the same for any case, spacing and punctuation."""
    letters = "".join(character for character in typed.lower() if "a" <= character <= "z")
    return _keyed(secret, "return code", letters)[:32].hex()
