"""The envelope in which a copy waits: without the service's secret nobody can read it.

The secret is not in the database. So whoever has only the tables, a backup of them or a log of
what was written finds nothing there to compare with people's own checks. Envelopes are all of one
size, or of a few where a form is long, and no two are alike.
"""

import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from quiz import keys
from quiz.keys import Purpose

ROOM = 4096
"""Bytes; a copy is filled up to a multiple of it, so that its length tells nothing."""
NONCE = 12
FILLING = b" "
HKDF = "hkdf:"
"""Begins an envelope whose key is from HKDF. Older ones begin with their data."""


def closed(secret: str, review_id: str, payload: str) -> str:
    """An envelope for this review (AES-256-GCM). Each call makes another one."""
    plain = payload.encode()
    nonce = secrets.token_bytes(NONCE)
    filled = plain + FILLING * (-len(plain) % ROOM)
    key = keys.encryption_key(secret, "envelope", review_id)
    return HKDF + b64encode(nonce + AESGCM(key).encrypt(nonce, filled, None)).decode()


def opened(secret: str, review_id: str, envelope: str) -> str:
    """What was put in. Raises ValueError for an envelope of another review or another secret."""
    if envelope.startswith("{"):
        return envelope  # it was put in before there were envelopes
    if envelope.startswith(HKDF):
        key = keys.encryption_key(secret, "envelope", review_id)
    else:
        key = keys.keyed_hash(secret, Purpose.ENVELOPE_BEFORE_HKDF, review_id)
    sealed = b64decode(envelope.removeprefix(HKDF))
    try:
        filled = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except InvalidTag:
        raise ValueError("this envelope was closed with another secret") from None
    return filled.rstrip(FILLING).decode()
