"""Until when the certificates of the database's and Redis's servers are valid."""

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import make_url

from quiz.settings.certificates import CHECKED
from quiz.settings.config import Settings

TIMEOUT_SECONDS = 5
POSTGRESQL_PORT, REDIS_PORT = 5432, 6379
TLS_PLEASE = struct.pack(">ii", 8, 80877103)
"""PostgreSQL's SSLRequest: with it a client asks for TLS before anything else. The server answers
``S`` and begins, or ``N``."""

Address = tuple[str, int]


def ends(settings: Settings) -> Iterator[tuple[str, datetime]]:
    """The setting of each server whose certificate the service checks, and when that certificate
    ends. Raises OSError when a server cannot be asked."""
    for host, port in of_postgresql(settings.database_url):
        with closing(socket.create_connection((host, port), TIMEOUT_SECONDS)) as connection:
            connection.sendall(TLS_PLEASE)
            if connection.recv(1) != b"S":
                raise OSError(f"the PostgreSQL server at {host} offers no encryption")
            yield "DATABASE_URL", _end(connection)
    if settings.limits.startswith("rediss:"):
        parts = urlsplit(settings.limits)
        address = parts.hostname or "localhost", parts.port or REDIS_PORT
        with closing(socket.create_connection(address, TIMEOUT_SECONDS)) as connection:
            yield "REDIS_URL", _end(connection)


def of_postgresql(url: str) -> list[Address]:
    """The servers whose certificates are checked; the address may name several, with ports."""
    found = make_url(url)
    if found.query.get("sslmode") not in CHECKED:
        return []
    named = found.query.get("host") or found.host or "localhost"
    hosts = (named,) if isinstance(named, str) else named
    addresses = [urlsplit(f"//{host}") for host in hosts if not host.startswith("/")]
    return [(a.hostname or "", a.port or found.port or POSTGRESQL_PORT) for a in addresses]


def _end(connection: socket.socket) -> datetime:
    """When the certificate that the server shows ends.

    It is not checked here: of one that has ended we want to know when, and nothing is sent.
    """
    from cryptography import x509

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(connection) as shown:
        found = x509.load_der_x509_certificate(shown.getpeercert(binary_form=True) or b"")
    return found.not_valid_after_utc.astimezone(UTC)
