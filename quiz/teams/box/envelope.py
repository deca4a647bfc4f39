"""Encryption of pending submissions (AES-256-GCM) with a key from the service's secret.

The secret is not in the database. So the tables alone, a backup or a log of writes contain nothing
that can be compared with people's own checks. Envelopes are padded to one size, or to a few for a
long form, and no two are alike.
"""

import secrets
from base64 import b64decode, b64encode

from quiz.settings import keys
from quiz.settings.keys import Purpose

PADDED_TO = 4096
"""Bytes. A payload is padded to a multiple of it, so that its length reveals nothing."""
NONCE = 12
PADDING = b" "
HKDF = "hkdf:"
"""The prefix of an envelope whose key is from HKDF. Older envelopes have no prefix."""


def encrypt(secret: str, review_id: str, payload: str) -> str:
    """The payload encrypted for this review, in base64. Each call gives a different envelope."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    plain = payload.encode()
    nonce = secrets.token_bytes(NONCE)
    padded = plain + PADDING * (-len(plain) % PADDED_TO)
    key = keys.encryption_key(secret, "envelope", review_id)
    return HKDF + b64encode(nonce + AESGCM(key).encrypt(nonce, padded, None)).decode()


def decrypt(secret: str, review_id: str, envelope: str) -> str:
    """The payload. Raises ValueError for an envelope of another review or another secret."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if envelope.startswith("{"):
        return envelope  # stored by a release without encryption
    if envelope.startswith(HKDF):
        key = keys.encryption_key(secret, "envelope", review_id)
    else:
        key = keys.keyed_hash(secret, Purpose.ENVELOPE_BEFORE_HKDF, review_id)
    data = b64decode(envelope.removeprefix(HKDF))
    try:
        padded = AESGCM(key).decrypt(data[:NONCE], data[NONCE:], None)
    except InvalidTag:
        raise ValueError("it was encrypted with another secret") from None
    return padded.rstrip(PADDING).decode()
