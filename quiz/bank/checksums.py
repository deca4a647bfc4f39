"""Checksums of items: the text that people were asked cannot change without a new revision."""

import hashlib
import json

from quiz.bank.content_file import Data

LENGTH = 16
NOT_TEXT = {"checksum", "since", "draft", "topic_for_now", "hcpc_subject", "language"}
"""Without the language, so that words which were marked as English can be marked rightly."""
NOT_TEXT_OF_AN_OPTION = {"leaning"}


def checksum_of(row: Data) -> str:
    """The checksum of an item's row: 16 hex digits of SHA-256 over every field that people see."""
    text = {key: value for key, value in row.items() if key not in NOT_TEXT}
    text["options"] = [
        {key: value for key, value in option.items() if key not in NOT_TEXT_OF_AN_OPTION}
        for option in row["options"]
    ]
    encoded = json.dumps(text, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(encoded.encode()).hexdigest()[:LENGTH]


def is_broken(row: Data) -> bool:
    """Whether the text changed after its checksum was recorded."""
    return "checksum" in row and row["checksum"] != checksum_of(row)
