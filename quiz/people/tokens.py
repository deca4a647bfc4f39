"""Random tokens for links and cookies. The tables keep only a keyed hash of each."""

from secrets import token_urlsafe

from quiz.settings import keys
from quiz.settings.config import current_settings
from quiz.settings.keys import Purpose

BYTES = 32


def new() -> str:
    """A token that cannot be guessed (256 bits), fit for an address."""
    return token_urlsafe(BYTES)


def keyed_hashes(purpose: Purpose, word: str) -> list[str]:
    """The hashes under which a token may be kept, one for each secret key, the newest first."""
    return [keys.keyed_hash(key, purpose, word).hex() for key in current_settings().keys]


def keyed_hash(purpose: Purpose, word: str) -> str:
    """The hash of a new token. The same word for another purpose has another hash."""
    return keys.keyed_hash(current_settings().secret_key, purpose, word).hex()
