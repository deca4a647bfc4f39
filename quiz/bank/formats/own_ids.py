"""The id here of an item from another program."""

import hashlib
import re

from quiz.bank import edits
from quiz.bank.formats.plain_text import one_line
from quiz.bank.formats.portable import PortableItem
from quiz.bank.sources import LOCAL

LONGEST_ID, CHECKSUM = 54, 8
"""With “local-”, as long as the schema allows."""
SEPARATORS = re.compile(r"[\s_.:/-]+")


def is_ours(item: PortableItem) -> bool:
    """Whether its id is one of ours: the file was exported here."""
    return (item.id or "").startswith(LOCAL)


def own_id_of(item: PortableItem) -> str | None:
    """The id of an item here: lower case, and it says that it is local.

    Two ids that differ in more than their separators differ here, too: what an id here cannot
    hold is in its checksum.
    """
    words = one_line(item.id or "").lower().removeprefix(LOCAL)
    if not words:
        return None
    slug = edits.slug_of(words, LONGEST_ID)
    if SEPARATORS.sub("-", words).strip("-") != slug:
        checksum = hashlib.sha256(words.encode()).hexdigest()[:CHECKSUM]
        slug = f"{slug[: LONGEST_ID - CHECKSUM - 1].strip('-')}-{checksum}".strip("-")
    return f"{LOCAL}{slug}"
