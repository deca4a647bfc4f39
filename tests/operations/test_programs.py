"""The files of deploy/ with the real nginx and systemd's checker, and the service with Redis."""

import getpass
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from quiz import create_app
from quiz.config import from_environment
from tests.conftest import SECRET
from tests.get_programs import find
from tests.live import stored_steps as live
from tests.operations.test_deploy import DEPLOY, SITE
from tests.server import Server, free_port, running
from tests.test_config import OPERATOR

pytestmark = pytest.mark.only_test_all
HOST = "look.example.org"
NAME = "__Host-before-you-look"


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


def certificate(folder: Path) -> None:
    """A certificate of its own for the host."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
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
        f"include {folder}/site.conf; }}\n"
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


def test_pages_come_over_https_and_http_2(nginx: Nginx) -> None:
    answer = nginx.ask("GET", "/")
    assert answer.status == 200
    assert "max-age" in str(answer.headers["Strict-Transport-Security"])
    assert str(answer.headers["Set-Cookie"]).startswith("__Host-")
    assert "; Secure" in str(answer.headers["Set-Cookie"])
    with nginx.connection(protocols=("h2", "http/1.1")) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_plain_http_and_other_names_get_no_page(nginx: Nginx) -> None:
    client = http.client.HTTPConnection("127.0.0.1", nginx.http, timeout=10)
    client.request("GET", "/privacy", headers={"Host": "evil.example"})
    response = client.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/privacy")
    client.close()
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", nginx.https), timeout=10)
    with plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="evil.example")


def test_what_a_browser_says_about_itself_is_not_believed(nginx: Nginx) -> None:
    lies = {
        **{"X_Request_ID": "chosen-by-a-browser", "X_Forwarded_Proto": "http"},
        **{"X_Forwarded_Host": "evil.example", "X_Forwarded_For": "192.0.2.1"},
    }
    answer = nginx.ask("GET", "/", **lies)
    assert answer.status == 200, "X-Forwarded-Proto: http would redirect for ever"
    assert answer.headers["X-Request-ID"] != "chosen-by-a-browser"
    assert "evil.example" not in answer.text
    tries = [
        nginx.ask("GET", f"/review/ABCDE-FGHJ{letter}", X_Forwarded_For=f"192.0.2.{number}").status
        for number, letter in enumerate("BCDFGHJKLMNPQRSTVWXZBCDF")
    ]
    assert tries[-1] == 429, "guesses are counted by the address that nginx sees"


def test_a_long_form_gets_a_page(nginx: Nginx) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    ours = nginx.ask("POST", "/", b"a=" + b"x" * 70_000, **form)
    assert (ours.status, "That was too much to send" in ours.text) == (413, True)
    assert nginx.ask("POST", "/", b"a=" + b"x" * 200_000, **form).status == 413


def test_events_come_at_once(nginx: Nginx) -> None:
    """Through nginx, a phone sees the host's move within a second: nothing is held back."""
    environ = {**nginx.server.environ, "PRODUCTION": "0"}  # its test client speaks plain HTTP
    app = create_app(from_environment(environ))
    host = live.host_session(app)
    phone = live.join_session(app, host)
    cookie = phone.client.get_cookie("before-you-look")
    assert cookie
    lines = ("GET /play/events HTTP/1.1", f"Host: {HOST}", f"Cookie: {NAME}={cookie.value}")
    with nginx.connection() as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        text = read_until(connection, "event: beat")
        assert "200 OK" in text
        assert "text/event-stream" in text
        live.open_vote(host)
        before = time.monotonic()
        read_until(connection, "event: state")
        assert time.monotonic() - before < 2
    app.extensions["database"].close()


def read_until(connection: ssl.SSLSocket, words: str) -> str:
    text = ""
    while words not in text:
        received = connection.recv(65_536)
        assert received, text
        text += received.decode()
    return text


def test_nobody_notices_a_node_that_is_away(nginx: Nginx) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for _ in range(6):
        assert nginx.ask("GET", "/privacy").status == 200
        assert nginx.ask("POST", "/", b"length=full&feedback=end", **form).status == 400
    log = (nginx.folder / "before-you-look.log").read_text("utf-8")
    assert " 502 " not in log


def test_its_log_has_no_address(nginx: Nginx) -> None:
    nginx.ask("GET", "/review/ABCDE-FGHJK?name=Lee")
    time.sleep(0.2)
    log = (nginx.folder / "before-you-look.log").read_text("utf-8")
    assert "GET" in log
    assert not [secret for secret in ("ABCDE", "Lee", "review", "evil") if secret in log]
    assert "ABCDE" not in (nginx.folder / "main.log").read_text("utf-8")


def test_systemd_accepts_the_units_and_the_sandbox_is_tight(tmp_path: Path) -> None:
    units = tmp_path / "units"
    shutil.copytree(DEPLOY / "systemd", units)
    python = shutil.which("python3") or "/usr/bin/python3"
    for unit in units.glob("*.service"):
        text = unit.read_text("utf-8")
        unit.write_text(text.replace("/opt/before-you-look/.venv/bin/python", python))
    names = sorted(str(path) for path in units.glob("*.*") if path.is_file())
    program = find("systemd-analyze")
    assert program, "make test-all installs systemd"
    checked = subprocess.run(
        [program, "verify", "--man=no", *names], capture_output=True, text=True, check=False
    )
    ours = [line for line in checked.stderr.splitlines() if "before-you-look" in line]
    assert (checked.returncode, ours) == (0, []), checked.stderr
    security = [program, "security", "--offline=yes", "--threshold=30"]
    for name in ("web", "due", "backup"):
        exposure = subprocess.run(
            [*security, f"before-you-look-{name}.service"],
            capture_output=True,
            text=True,
            check=False,
            env={"SYSTEMD_UNIT_PATH": f"{units}:", "PATH": "/usr/bin:/bin"},
        )
        assert exposure.returncode == 0, exposure.stdout[-600:] + exposure.stderr


def test_two_nodes_count_guesses_in_one_redis(app: Flask, tmp_path: Path) -> None:
    port = free_port()
    program = find("redis-server")
    assert program, "make test-all installs Redis"
    command = [program, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with started(command, port):
        url = f"redis://127.0.0.1:{port}/0"
        settings = {"REDIS_URL": url, "SECRET_KEY": SECRET}
        database = app.extensions["settings"].database_url
        nodes = [
            create_app(
                from_environment(
                    {**settings, "DATABASE_URL": database, "INSTANCE": str(tmp_path / name)}
                )
            )
            for name in ("one", "two")
        ]
        said = nodes[0].test_cli_runner().invoke(args=["doctor"]).output
        assert "OK     Redis: answers" in said
        statuses = [
            nodes[number % 2].test_client().get(f"/review/ABCDE-FGHJ{letter}").status_code
            for number, letter in enumerate("BCDFGHJKLMNPQRSTVWXZBC")
        ]
        assert statuses[19:] == [404, 429, 429]
        for node in nodes:
            node.extensions["database"].close()
