"""Random tokens for links and cookies. The tables keep only a keyed hash of each."""

import hashlib
import hmac
from secrets import token_urlsafe

from quiz.config import current_settings

BYTES = 32


def new() -> str:
    """A token that cannot be guessed (256 bits), fit for an address."""
    return token_urlsafe(BYTES)


def keyed_hash(purpose: str, word: str) -> str:
    """The hash under which a token is kept. The same word for another purpose has another hash."""
    secret = current_settings().secret_key.encode()
    return hmac.digest(secret, f"{purpose}:{word}".encode(), hashlib.sha256).hex()
