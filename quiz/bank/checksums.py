"""A seal holds an item's words to its revision: what people were asked does not change unseen."""

import hashlib
import json

from quiz.bank.read import Data

LENGTH = 16
NOT_WORDS = {"seal", "since", "draft"}


def checksum_of(row: Data) -> str:
    """The seal of an item as it stands: a digest of everything that a person is shown of it."""
    words = {key: value for key, value in row.items() if key not in NOT_WORDS}
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def is_broken(row: Data) -> bool:
    """Whether the words are no longer those that were sealed."""
    return "seal" in row and row["seal"] != checksum_of(row)
