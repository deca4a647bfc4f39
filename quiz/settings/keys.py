"""Hashes and keys from the service's secret, each for one purpose.

A value made for one purpose says nothing about a value made for another.
"""

import hmac
from enum import Enum

AES_256_KEY = 32
"""Bytes."""


class Purpose(Enum):
    """What a keyed hash is for: its label and its hash function.

    Tables have these hashes, and people have codes made from them, so a value never changes.
    """

    RETURN_CODE_WORDS = "return code words", "sha512"
    RETURN_CODE = "return code", "sha512"
    INVITATION_CODE_LETTERS = "invitation code", "sha512"
    INVITATION_CODE = "invitation", "sha512"
    ACCOUNT_LINK = "invitation", "sha256"
    LOGIN_SESSION = "signed in", "sha256"
    FAILED_SIGN_INS = "guesses", "sha256"
    LIVE_TOKEN = "live token", "sha256"
    LIVE_PARTICIPANT = "live participant", "sha256"
    LIVE_SCREEN = "screen of a live session", "sha256"
    LIVE_COPY = "copy of a live session", "sha512"
    LIVE_PLEDGE = "pledge of a live session", "sha256"
    KEY_OF_A_BACKUP = "key of a backup", "sha256"
    LIVE_QUESTION = "question in a live session", "sha256"
    PENDING_SIGN_IN = "second step", "sha256"
    RECOVERY_CODE = "recovery code", "sha256"
    API_TOKEN = "token for the API", "sha256"
    ENVELOPE_BEFORE_HKDF = "envelope", "sha256"


def keyed_hash(secret: str, purpose: Purpose, text: str) -> bytes:
    """HMAC (RFC 2104) of a text: 32 bytes with SHA-256, 64 with SHA-512."""
    label, function = purpose.value
    return hmac.digest(secret.encode(), f"{label}:{text}".encode(), function)


def encryption_key(secret: str, purpose: str, about: str) -> bytes:
    """A key of 32 bytes by HKDF-SHA256 (RFC 5869), without salt.

    about: the row or review that the key is for; each has a key of its own.
    """
    from cryptography.hazmat.primitives.hashes import SHA256  # 6 MB
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"{purpose}:{about}".encode()
    return HKDF(SHA256(), AES_256_KEY, salt=None, info=info).derive(secret.encode())
