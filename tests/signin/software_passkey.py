"""A passkey in software: what an authenticator and a browser answer to the service's options.

Written from the WebAuthn standard (level 3, sections 6.1, 6.5 and 7), with nothing of the service.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any
from uuid import uuid4

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, NEW_CREDENTIAL = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class SoftwarePasskey:
    """One credential; ``count`` is what it says next, ``flags`` that its owner was verified.

    row: the id under which a test stores it.
    """

    origin: str = "http://localhost"
    count: int = 0
    flags: int = PRESENT | VERIFIED
    id: bytes = field(default_factory=lambda: token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    user: str = ""
    row: str = field(default_factory=lambda: uuid4().hex)

    @property
    def public_key(self) -> bytes:
        """As COSE has it (RFC 9053, 7.1.1)."""
        point = self.key.public_key().public_numbers()
        ours = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        return cbor2.dumps(ours)

    def make(self, options: str) -> str:
        """The answer to the options for a new passkey."""
        wanted: dict[str, Any] = json.loads(options)
        self.user = wanted["user"]["id"]
        credential = bytes(16) + len(self.id).to_bytes(2) + self.id + self.public_key
        data = self._data(wanted["rp"]["id"], self.flags | NEW_CREDENTIAL) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", wanted["challenge"])
        return self._answer({"attestationObject": text(attestation)}, client)

    def sign(self, options: str, **changes: str) -> str:
        """The answer to the options for signing in, with these changes to the response."""
        wanted: dict[str, Any] = json.loads(options)
        data = self._data(wanted["rpId"], self.flags)
        client = self._client("webauthn.get", wanted["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"authenticatorData": text(data), "signature": text(signed)}
        return self._answer({**response, "userHandle": self.user, **changes}, client)

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str], client: bytes) -> str:
        both = {**response, "clientDataJSON": text(client)}
        ids = {"id": text(self.id), "rawId": text(self.id), "type": "public-key"}
        return json.dumps({**ids, "response": both})
