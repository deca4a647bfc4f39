"""A certificate of the database's or Redis's server that has ended, or will soon: what an operator
reads in the log and from ``flask doctor``."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from quiz.answers.readiness import readiness
from quiz.operations import server_certificates
from quiz.storage.database import connect
from quiz.storage.database_commands import unusable
from tests.operations.nginx import certificate
from tests.operations.steps import change, lines

Serve = Callable[[timedelta], int]
SSL_REQUEST = bytes.fromhex("0000000804d2162f")
"""PostgreSQL's protocol, "Message Formats", SSLRequest."""


def answer(listener: socket.socket, context: ssl.SSLContext) -> None:
    """Show the certificate to who asks as PostgreSQL's clients do, and to who begins with TLS."""
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                if connection.recv(8, socket.MSG_PEEK) == SSL_REQUEST:
                    connection.recv(8)
                    connection.sendall(b"S")
                with context.wrap_socket(connection, server_side=True) as shown:
                    shown.recv(1)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start a server whose certificate ends after this time; returns its port."""
    listeners: list[socket.socket] = []

    def start(lasts: timedelta) -> int:
        certificate(tmp_path, datetime.now(UTC) + lasts)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "fullchain.pem", tmp_path / "privkey.pem")
        listeners.append(socket.create_server(("127.0.0.1", 0)))
        Thread(target=answer, args=(listeners[-1], context), daemon=True).start()
        port: int = listeners[-1].getsockname()[1]
        return port

    yield start
    for listener in listeners:
        listener.close()


def use(app: Flask, port: int, ca: Path) -> str:
    """Let both addresses be those of this server; returns that of the database."""
    url = f"postgresql+psycopg://look@127.0.0.1:{port}/look?sslmode=verify-full&sslrootcert={ca}"
    change(app, database_url=url, limits=f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={ca}")
    return url


@pytest.mark.parametrize(("days", "word"), [(-1, "ended"), (29, "ends")])
def test_the_doctor_names_each_that_ends(app: Flask, serve: Serve, days: int, word: str) -> None:
    lasts = timedelta(days=days, minutes=5)
    use(app, serve(lasts), Path("/nowhere"))
    day = (datetime.now(UTC) + lasts).date()
    assert lines(app)["certificates"] == (
        f"the certificate of the server in DATABASE_URL {word} on {day}, and of that in REDIS_URL "
        f"{word} on {day}: make a new one (deploy/tls/make-certificates) and start the server again"
    )


def test_the_doctor_is_content_with_one_that_lasts(app: Flask, serve: Serve) -> None:
    use(app, serve(timedelta(days=31)), Path("/nowhere"))
    assert lines(app)["certificates"] == "OK"


def test_the_reason_is_named_where_the_server_is_refused(
    app: Flask, serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = use(app, serve(-timedelta(days=1)), tmp_path / "fullchain.pem")
    assert "(ConnectionError, the server's certificate has expired)" in lines(app)["Redis"]
    database = connect(url)
    assert readiness(database) == "the database does not answer"
    (line,) = [one.getMessage() for one in caplog.records if one.name == "quiz.answers.readiness"]
    assert "the server's certificate was refused" in line
    with pytest.raises(Exception, match="verify failed") as refused:
        database.reader.connect()
    assert "flask doctor says whether a certificate has ended" in str(unusable(refused.value))


@pytest.mark.parametrize(
    ("hosts", "found"),
    [
        ("one.example", [("one.example", 5432)]),
        ("one.example:6000", [("one.example", 6000)]),
        ("/look?host=a:5001&host=b", [("a", 5001), ("b", 5432)]),
        ("/look?host=/run/postgresql", []),
    ],
)
def test_every_server_of_an_address_is_asked(hosts: str, found: list[tuple[str, int]]) -> None:
    address, _, query = hosts.partition("?")
    url = f"postgresql+psycopg://look@{address}?sslmode=verify-full&{query}"
    assert server_certificates.of_postgresql(url) == found
    assert server_certificates.of_postgresql(url.replace("verify-full", "require")) == []
