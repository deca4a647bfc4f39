"""Which characters the typefaces of documents have. The font files say it themselves."""

import re
from functools import cache
from itertools import chain
from struct import unpack_from
from unicodedata import category

from quiz.web.assets import BUILD

NO_TEXT = {"Cc", "Cn", "Co", "Cs"}
"""Categories of Unicode: control characters, unassigned, private use, surrogates."""
FORBIDDEN = {"\ufeff"}
"""By PDF/UA-1, whatever a font has."""


@cache
def missing() -> re.Pattern[str]:
    """Matches a character that cannot be typeset: PDF/UA allows none without a glyph."""
    return re.compile(f"[^\n{re.escape(''.join(sorted(available())))}]")


def available() -> set[str]:
    """The characters that can be typeset: words are set in Source Sans, which needs a letter in
    both weights; emoji in Noto Emoji."""
    regular, bold, emoji = map(
        _characters, ("SourceSans3-Regular", "SourceSans3-Bold", "NotoEmoji_400Regular")
    )
    found = (regular & bold) | emoji
    return {one for one in found if category(one) not in NO_TEXT} - FORBIDDEN


def _characters(face: str) -> set[str]:
    """The characters of a font file, from its character map in format 12 (OpenType, “cmap”)."""
    (path,) = BUILD.glob(f"{face}-*.[ot]tf")
    font = path.read_bytes()
    (tables,) = unpack_from(">H", font, 4)
    records = (unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = unpack_from(">H", font, start + 2)
    offsets = [start + unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(maps)]
    at = next(offset for offset in offsets if unpack_from(">H", font, offset)[0] == 12)
    (groups,) = unpack_from(">I", font, at + 12)
    ranges = (unpack_from(">II", font, at + 16 + 12 * n) for n in range(groups))
    return set(map(chr, chain.from_iterable(range(first, last + 1) for first, last in ranges)))
