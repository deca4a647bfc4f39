"""Short texts that only this service can read, encrypted with AES-256-GCM under its newest key."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from quiz.settings import keys
from quiz.settings.config import current_settings

NONCE = 12


def seal(purpose: str, about: str, text: str) -> str:
    """The text, encrypted. No two are alike. about: the account that it is for."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = token_bytes(NONCE)
    key = keys.encryption_key(current_settings().secret_key, purpose, about)
    return urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), None)).decode()


def unseal(purpose: str, about: str, sealed: str) -> str:
    """The text. Raises ValueError when it was not sealed for this, or under a key that is gone."""
    return _opened(purpose, about, sealed)[1]


def key_of(purpose: str, about: str, sealed: str) -> str | None:
    """The secret key under which a text was sealed; None if it is gone."""
    try:
        return _opened(purpose, about, sealed)[0]
    except ValueError:
        return None


def _opened(purpose: str, about: str, sealed: str) -> tuple[str, str]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    data = urlsafe_b64decode(sealed.encode("ascii"))
    for secret in current_settings().keys:
        key = keys.encryption_key(secret, purpose, about)
        try:
            return secret, AESGCM(key).decrypt(data[:NONCE], data[NONCE:], None).decode()
        except (InvalidTag, ValueError):
            continue
    raise ValueError("it was not sealed by this service for this")
