"""Return codes: five words that bring a person back.

The words are derived from the attempt's random id and the service's secret, so an attempt always
has the same five words and they are not stored. The table has a keyed hash of them, which is
useless without the secret.
"""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from quiz.languages.sentences import gettext, ngettext
from quiz.retention import CHECK
from quiz.settings import keys
from quiz.settings.keys import Purpose

WORDS = 5
LIST = Path(__file__).with_name("return_words.txt")


@cache
def words() -> tuple[str, ...]:
    """Short, friendly words, chosen by hand from the EFF's short list (CC BY 3.0).

    The list never changes: codes in use depend on it.
    """
    return tuple(LIST.read_text("ascii").split())


def code(secret: str, attempt_id: str) -> str:
    """The five words of an attempt (about 44 bits: 2·10¹³ codes)."""
    chances = keys.keyed_hash(secret, Purpose.RETURN_CODE_WORDS, attempt_id)
    # With eight bytes a word the bias is negligible (below 1 in 10¹⁶).
    picks = (int.from_bytes(chances[i * 8 : i * 8 + 8]) for i in range(WORDS))
    return " ".join(words()[pick % len(words())] for pick in picks)


def why_unknown(typed: str) -> str:
    """What to say of a code that opens nothing. It says what anybody can read in the word list."""
    spelled = re.findall("[a-z]+", typed.lower())
    if strange := list(dict.fromkeys(word for word in spelled if word not in words())):
        named = gettext(" or ").join(f"“{word}”" for word in strange[:WORDS])
        unknown = ngettext(
            "No return code has the word %(named)s.",
            "No return code has the words %(named)s.",
            len(strange),
            named=named,
        )
        meant = [get_close_matches(word, words(), n=1) for word in strange[:WORDS]]
        hints = [gettext("Is it “%(word)s”?", word=one[0]) for one in meant if one]
        return " ".join([unknown, *hints, gettext("Check how you wrote it down")])
    if len(spelled) != WORDS:
        return ngettext(
            "A return code has five words, and this has %(number)s",
            "A return code has five words, and this has %(number)s",
            len(spelled),
            number=len(spelled),
        )
    return gettext(
        "We know each word, but no check has these five in this order. Type them in the order in "
        "which you wrote them down. If it is right, the check was deleted, by you or %(days)s days "
        "after its start",
        days=CHECK.days,
    )


def keyed_hash(secret: str, typed: str) -> str:
    """The keyed hash of a code, which ignores case, spaces and punctuation."""
    letters = "".join(character for character in typed.lower() if "a" <= character <= "z")
    return keys.keyed_hash(secret, Purpose.RETURN_CODE, letters)[:32].hex()
