"""Our site in a real nginx, in front of the service."""

import getpass
import http.client
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.conftest import SECRET
from tests.get_programs import find
from tests.operations.test_deploy import DEPLOY, SITE
from tests.server import Server, free_port, running
from tests.settings.test_config import OPERATOR

HOST = "look.example.org"


@dataclass
class Nginx:
    """A running nginx with our site, and what it needs to be asked."""

    folder: Path
    http: int
    https: int
    server: Server

    def connection(self, name: str = HOST, protocols: tuple[str, ...] = ()) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        if protocols:
            context.set_alpn_protocols([*protocols])
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=10)
        return context.wrap_socket(plain, server_hostname=name)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> "Answer":
        client = http.client.HTTPConnection(HOST)
        client.sock = self.connection()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        client.request(method, path, body or None, named)
        response = client.getresponse()
        text = response.read().decode("utf-8", "replace")
        client.close()
        return Answer(response.status, text, response.headers)


@dataclass
class Answer:
    status: int
    text: str
    headers: http.client.HTTPMessage


def certificate(folder: Path, ends: datetime | None = None) -> None:
    """A certificate of its own for the host and this machine; unless told, it ends tomorrow."""
    names = x509.DNSName(HOST), x509.IPAddress(IPv4Address("127.0.0.1"))
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(ends or now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *plain))


def configured(folder: Path, http_port: int, https_port: int, node: str) -> Path:
    """Our site with the paths and ports of this test, in the smallest nginx.conf around it."""
    site = SITE
    for ours, here in (
        ("/etc/ssl/before-you-look", str(folder)),
        ("/etc/nginx/before-you-look-nodes.conf", str(folder / "nodes.conf")),
        ("/etc/nginx/before-you-look/", f"{DEPLOY / 'nginx' / 'away'}/"),
        ("/var/log/nginx", str(folder)),
        ("listen 80 ", f"listen 127.0.0.1:{http_port} "),
        ("listen 443 ", f"listen 127.0.0.1:{https_port} "),
    ):
        assert ours in site
        site = site.replace(ours, here)
    nodes = (DEPLOY / "nginx" / "before-you-look-nodes.conf").read_text("utf-8")
    nodes = nodes.replace("10.0.0.11:8000", node)
    nodes = nodes.replace("10.0.0.12:8000", f"127.0.0.1:{free_port()}")
    (folder / "nodes.conf").write_text(nodes)
    (folder / "site.conf").write_text(site)
    main = folder / "nginx.conf"
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    main.write_text(
        f"{user}\n"
        f"pid {folder}/pid; daemon off; worker_processes 1; error_log {folder}/main.log;\n"
        f"events {{ worker_connections 512; }}\n"
        f"http {{ {''.join(f'{kind}_temp_path {folder}/{kind}; ' for kind in TEMPORARY)}\n"
        # Debian's nginx.conf has this line; the versions of one level are added up.
        f"ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; include {folder}/site.conf; }}\n"
    )
    return main


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def started(command: list[str], port: int) -> Iterator[None]:
    """Run a program until it listens on the port, then stop it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """Our nginx in front of one node that runs and one that does not, in production."""
    folder = tmp_path_factory.mktemp("nginx")
    certificate(folder)
    settings = {"PRODUCTION": "1", "SECRET_KEY": SECRET, "PROXIES": "1", **OPERATOR}
    with running(folder / "instance", **settings) as server:
        http_port, https_port = free_port(), free_port()
        node = server.address.removeprefix("http://")
        main = configured(folder, http_port, https_port, node)
        program = find("nginx")
        assert program, "make test-all installs nginx"
        checked = subprocess.run([program, "-t", "-c", str(main)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr
        with started([program, "-c", str(main)], https_port):
            yield Nginx(folder, http_port, https_port, server)
