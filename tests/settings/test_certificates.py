"""A private authority: with CA_FILE its servers are believed, without it the log says why not."""

import datetime
import ipaddress
import json
import logging
import ssl
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from limits.storage import storage_from_string
from sqlalchemy import make_url

from quiz import create_app
from quiz.mail import Letter, MailServer, send_all
from quiz.settings import certificates
from quiz.settings.config import OperatorError, Provider, Settings, from_environment
from quiz.signin import provider
from tests.server import free_port

LETTER = Letter("lead@council.example", "A subject", "A text")
REFUSED = "the server's certificate was refused: CA_FILE names a private authority"


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of a private authority for 127.0.0.1; its key is beside it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), "A council's authority"
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day, now = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
    )
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    file.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    file.with_suffix(".key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def server_context(ca: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca, ca.with_suffix(".key"))
    return context


class Nobody(Message):
    def handle_message(self, message: Any) -> None:
        """Throw the mail away."""


@pytest.fixture
def smtp_url(ca: Path) -> Iterator[str]:
    """A mail server whose certificate is the private authority's."""
    server = Controller(
        Nobody(), hostname="127.0.0.1", port=free_port(), ssl_context=server_context(ca)
    )
    server.start()
    yield f"smtps://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture
def issuer(ca: Path) -> Iterator[str]:
    """A provider of which only the metadata exist, with such a certificate."""

    class Metadata(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            found = {"issuer": address, "authorization_endpoint": f"{address}/authorize"}
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = HTTPServer(("127.0.0.1", 0), Metadata)
    server.socket = server_context(ca).wrap_socket(server.socket, server_side=True)
    address = f"https://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


def test_mail(
    settings: Settings, ca: Path, smtp_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert MailServer(smtp_url, "look@council.example", ca).deliver([LETTER]) == 0
    app = create_app(replace(settings, smtp_url=smtp_url, mail_from="look@council.example"))
    with app.app_context(), caplog.at_level(logging.ERROR):
        assert send_all([LETTER]) == 1
    assert REFUSED in caplog.text


def test_sign_in(
    settings: Settings, ca: Path, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # requests obeys them before all else
        monkeypatch.delenv(name, raising=False)
    oidc = Provider(issuer, "before-you-look", "a client's secret")
    for file in (ca, None):
        app = create_app(
            replace(settings, provider=oidc, public_url="https://look.example.org", ca_file=file)
        )
        with app.test_request_context():
            if file:
                assert provider.authorization_url("/back").startswith(f"{issuer}/authorize?")
            else:
                with pytest.raises(provider.ProviderUnavailable, match="certificate was refused"):
                    provider.authorization_url("/back")
        app.extensions["database"].close()


def read(tmp_path: Path, **environ: object) -> Settings:
    return from_environment({"INSTANCE": str(tmp_path), **{k: str(v) for k, v in environ.items()}})


def test_redis_and_postgresql(tmp_path: Path, ca: Path) -> None:
    settings = read(
        tmp_path,
        CA_FILE=ca,
        REDIS_URL="rediss://me:p%40w@cache.example:6380/1",
        DATABASE_URL="postgresql://me:p%40w@/quiz?host=a&host=b&sslmode=verify-full",
    )
    pool: Any = storage_from_string(settings.limits)
    options = pool.storage.connection_pool.connection_kwargs
    assert (options["ssl_ca_certs"], options["password"]) == (str(ca), "p@w")
    url = make_url(settings.database_url)
    assert dict(url.query) == {"host": ("a", "b"), "sslmode": "verify-full", "sslrootcert": str(ca)}
    assert url.password == "p@w"


@pytest.mark.parametrize(
    "url", ["redis://cache.example", "rediss://cache.example?ssl_ca_certs=%2Fetc%2Fother.pem"]
)
def test_a_redis_without_tls_or_with_certificates_of_its_own_stays(ca: Path, url: str) -> None:
    assert certificates.for_redis(url, ca) == url
    assert certificates.for_postgresql("postgresql://a/b?sslmode=require", ca).endswith("require")


def test_a_file_without_a_certificate_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("", "ascii")
    with pytest.raises(OperatorError, match=r"CA_FILE is .*/empty\.pem, .*has no certificate"):
        read(tmp_path, CA_FILE=file)
    with pytest.raises(OperatorError, match="No such file"):
        read(tmp_path, CA_FILE=tmp_path / "nowhere")
    assert read(tmp_path).ca_file is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired",
            "has expired",
        ),
        (
            "certificate verify failed: certificate is not yet valid",
            "this machine's clock is wrong",
        ),
        (
            "certificate verify failed: IP address mismatch, certificate is not valid for",
            "another name",
        ),
        ('server certificate for "db1" does not match host name "db2"', "another name"),
        ("SSL error: certificate verify failed", "CA_FILE names a private authority"),
    ],
)
def test_the_words_say_why_a_certificate_was_refused(said: str, words: str) -> None:
    """As OpenSSL and libpq say it."""
    assert words in certificates.reason(OSError(said))


def test_another_error_is_no_matter_of_certificates() -> None:
    assert certificates.reason(OSError("connection refused")) == "OSError"
