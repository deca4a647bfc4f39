"""Return codes: five words that bring a person back.

The words follow from the attempt's random id and the service's secret, so the same attempt has
the same five words however often they are asked for, and they need not be stored anywhere: the
table has only a keyed hash, which is of no use without the secret.
"""

import hashlib
import hmac
from functools import cache

from xkcdpass import xkcd_password

WORDS = 5
# Words that would be unkind to read after a check about children's safety, or are easily misspelt.
UNWELCOME = frozenset(
    {
        "abuse",
        "abused",
        "abuser",
        "abusive",
        "arrest",
        "crying",
        "custody",
        "dead",
        "deadbeat",
        "deaf",
        "death",
        "deathbed",
        "deceit",
        "die",
        "died",
        "disown",
        "dying",
        "evict",
        "grave",
        "gravel",
        "grief",
        "gruesome",
        "guilt",
        "handgun",
        "harm",
        "harmful",
        "hate",
        "hatred",
        "hurt",
        "jailer",
        "killed",
        "lying",
        "mourner",
        "neglect",
        "orphan",
        "parole",
        "poison",
        "police",
        "prison",
        "probation",
        "punch",
        "robbing",
        "sadden",
        "sadly",
        "sadness",
        "scar",
        "scared",
        "spy",
        "stalk",
        "undead",
        "unrobed",
        "victim",
        "villain",
        "violate",
        "widow",
    }
)


@cache
def words() -> tuple[str, ...]:
    """The EFF's long list, less what is awkward to type or hear; about 4,000 words."""
    path = xkcd_password.locate_wordfile("eff-long")
    found = xkcd_password.generate_wordlist(path, min_length=4, max_length=7, valid_chars="[a-z]")
    return tuple(sorted(set(found) - UNWELCOME))


def _keyed(secret: str, purpose: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), f"{purpose}:{text}".encode(), hashlib.sha512)


def code(secret: str, attempt_id: str) -> str:
    """The five words of an attempt (about 59 bits: 7·10¹⁷ codes)."""
    chances = _keyed(secret, "return code words", attempt_id)
    # Eight bytes a word leave a bias far below anything that could be noticed.
    picks = (int.from_bytes(chances[i * 8 : i * 8 + 8]) for i in range(WORDS))
    return " ".join(words()[pick % len(words())] for pick in picks)


def keyed_hash(secret: str, typed: str) -> str:
    """The hash under which a code is stored: the same for any case, spacing and punctuation."""
    letters = "".join(character for character in typed.lower() if "a" <= character <= "z")
    return _keyed(secret, "return code", letters)[:32].hex()
