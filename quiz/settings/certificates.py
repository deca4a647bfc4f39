"""The certificates that other servers are checked with, where the operator names a file of them."""

import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from quiz.instance import OperatorError

CHECKED = ("verify-ca", "verify-full")
"""The values of PostgreSQL's ``sslmode`` with which it checks the server's certificate."""


def ca_file(environ: Mapping[str, str]) -> Path | None:
    """The file that CA_FILE names, in place of the system's. Raises OperatorError."""
    if not environ.get("CA_FILE"):
        return None
    path = Path(environ["CA_FILE"]).resolve()
    try:
        ssl.create_default_context(cafile=str(path))
    except OSError as error:  # ssl's errors are OSErrors, too
        why = "it has no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise OperatorError(f"CA_FILE is {path}, which cannot be used: {why}.") from None
    return path


def for_redis(url: str, ca: Path | None) -> str:
    """The address of a Redis, with the certificates if it uses TLS and names none itself."""
    return _named(url, ca, "ssl_ca_certs") if url.startswith("rediss:") else url


def for_postgresql(url: str, ca: Path | None) -> str:
    """The same for PostgreSQL, where its address asks for a check."""
    asked = dict(parse_qsl(urlsplit(url).query)).get("sslmode")
    return _named(url, ca, "sslrootcert") if asked in CHECKED else url


def _named(url: str, ca: Path | None, option: str) -> str:
    parts = urlsplit(url)
    options = parse_qsl(parts.query)  # pairs: PostgreSQL's address may name several hosts
    if ca is None or option in dict(options):
        return url
    return urlunsplit(parts._replace(query=urlencode([*options, (option, str(ca))])))


def reason(error: Exception) -> str:
    """The kind of an error, for the log; of a refused certificate, also what to do.

    Libraries wrap the error of ssl, so the text of the outer one is what there is.
    """
    kind, why = type(error).__name__, refusal(error)
    return f"{kind}, {why}" if why else kind


def refusal(error: Exception) -> str | None:
    """Why a server's certificate was refused, or None if the error is about something else.

    PostgreSQL's library says that it was refused and not why; ``flask doctor`` has the dates.
    """
    said = str(error)
    if "has expired" in said:
        return "the server's certificate has expired"
    if "not yet valid" in said:
        return "the server's certificate is not valid yet, or this machine's clock is wrong"
    if "mismatch" in said or "does not match host name" in said:
        return "the server's certificate is for another name than the one in the address"
    if "certificate verify failed" in said.replace("_", " ").lower():
        return (
            "the server's certificate was refused: CA_FILE names a private authority, and flask "
            "doctor says whether a certificate has ended"
        )
    return None
