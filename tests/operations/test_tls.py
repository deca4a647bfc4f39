"""TLS between the machines, with the files of deploy/: certificates, nginx to a node, Redis, and
what the cluster's files ask for. tests/operations/test_cluster.py runs the cluster with them."""

import re
import shutil
import socket
import ssl
import subprocess
import urllib.request
from pathlib import Path

import pytest
import redis

from tests.conftest import SECRET
from tests.get_programs import find
from tests.operations.nginx import Nginx, certificate, configured, started
from tests.operations.test_deploy import DEPLOY
from tests.server import free_port, running
from tests.settings.test_config import OPERATOR

MACHINE = "/etc/ssl/before-you-look-machines"
FILES = [DEPLOY / "cluster" / name for name in ("etcd", "patroni.yml", "haproxy.cfg")]
FILES += [*(DEPLOY / "tls").glob("*.*")]


def make(folder: Path, *machines: str) -> None:
    subprocess.run([str(DEPLOY / "tls" / "make-certificates"), str(folder), *machines], check=True)


def test_the_cluster_s_files_leave_nothing_in_the_clear() -> None:
    texts = {file.name: file.read_text("utf-8") for file in FILES}
    assert "http://" not in texts["etcd"] + texts["patroni.yml"]
    hosts = re.findall(r"^    - (host\w*) ", texts["patroni.yml"], re.MULTILINE)
    assert set(hosts) == {"hostssl"}
    assert "verify required" in texts["haproxy.cfg"]
    known = {f"{MACHINE}/{name}" for name in ("ca.pem", "machine.pem", "machine.pem.key")}
    for name, text in texts.items():
        named = set(re.findall(rf"{MACHINE}/[\w.]+\w", text))
        assert named <= known, name
        assert named, name


def test_certificates_are_of_one_authority_and_name_their_machine(tmp_path: Path) -> None:
    make(tmp_path, "db1=10.0.0.21")
    first = (tmp_path / "ca.pem").read_bytes()
    make(tmp_path, "db2=10.0.0.22")
    assert (tmp_path / "ca.pem").read_bytes() == first
    for name, address in (("db1", "10.0.0.21"), ("db2", "10.0.0.22")):
        files = {file.name for file in (tmp_path / name).iterdir()}
        assert files == {"ca.pem", "machine.pem", "machine.pem.key"}
        assert (tmp_path / name / "machine.pem.key").stat().st_mode & 0o077 == 0
        check = ("openssl", "verify", "-CAfile", str(tmp_path / "ca.pem"), "-verify_ip", address)
        done = subprocess.run([*check, str(tmp_path / name / "machine.pem")], capture_output=True)
        assert done.returncode == 0, done.stderr


def _program(name: str) -> str:
    found = find(name)
    assert found, f"make test-all installs {name}"
    return found


@pytest.mark.only_test_all
def test_every_connection_between_machines_is_encrypted_and_checked(tmp_path: Path) -> None:
    """nginx and Prometheus ask the node through its HAProxy, and nobody without a certificate."""
    make(tmp_path / "tls", "node1=127.0.0.1")
    machine, node, ports = tmp_path / "tls" / "node1", free_port(), [free_port(), free_port()]
    metrics, behind = free_port(), free_port()
    certificate(tmp_path)
    settings = {"PRODUCTION": "1", "SECRET_KEY": SECRET, "PROXIES": "1", **OPERATOR}
    settings |= {"FORWARDED_ALLOW_IPS": "127.0.0.1", "METRICS_PORT": str(behind)}
    with running(tmp_path / "instance", **settings) as server:
        text = (DEPLOY / "cluster" / "haproxy.cfg").read_text("utf-8").partition("listen primary")
        text = text[0] + (DEPLOY / "tls" / "haproxy-node.cfg").read_text("utf-8")
        for ours, here in (
            (MACHINE, str(machine)),
            ("10.0.0.11:8443", f"127.0.0.1:{node}"),
            ("10.0.0.11:9443", f"127.0.0.1:{metrics}"),
            ("127.0.0.1:8000", server.address.removeprefix("http://")),
            ("127.0.0.1:9100", f"127.0.0.1:{behind}"),
        ):
            assert ours in text
            text = text.replace(ours, here)
        (tmp_path / "haproxy.cfg").write_text(text)
        main = configured(tmp_path, *ports, f"127.0.0.1:{node}")
        site = (tmp_path / "site.conf").read_text("utf-8")
        (tmp_path / "site.conf").write_text(
            site.replace("http://before_you_look", "https://before_you_look")
            + (DEPLOY / "tls" / "nginx-nodes.conf").read_text().replace(MACHINE, str(machine))
        )
        with (
            started([_program("haproxy"), "-q", "-f", str(tmp_path / "haproxy.cfg")], node),
            started([_program("nginx"), "-c", str(main)], ports[1]),
        ):
            nginx = Nginx(tmp_path, *ports, server)
            assert nginx.ask("GET", "/privacy").status == 200
            for port in (node, metrics):
                assert "certificate required" in asked_without_certificate(machine / "ca.pem", port)
            asked = f"https://127.0.0.1:{metrics}/metrics"
            assert "look_database_up 1.0" in asked_with_certificate(machine, asked)


def asked_with_certificate(machine: Path, address: str) -> str:
    """What Prometheus gets, which has the certificate of its machine."""
    ours = ssl.create_default_context(cafile=str(machine / "ca.pem"))
    ours.load_cert_chain(machine / "machine.pem", machine / "machine.pem.key")
    with urllib.request.urlopen(address, timeout=5, context=ours) as response:
        return str(response.read().decode())


def asked_without_certificate(authority: Path, port: int) -> str:
    """What somebody gets who trusts the machine and shows no certificate."""
    trusting = ssl.create_default_context(cafile=str(authority))
    plain = socket.create_connection(("127.0.0.1", port), timeout=5)
    try:
        with trusting.wrap_socket(plain, server_hostname="127.0.0.1") as stranger:
            stranger.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            return stranger.recv(100).decode()
    except ssl.SSLError as error:
        return str(error).lower().replace("_", " ")


@pytest.mark.only_test_all
def test_redis_with_tls(tmp_path: Path) -> None:
    make(tmp_path / "tls", "db=127.0.0.1")
    machine, port = tmp_path / "tls" / "db", free_port()
    text = (DEPLOY / "tls" / "redis.conf").read_text("utf-8").replace(MACHINE, str(machine))
    (tmp_path / "redis.conf").write_text(text.replace("6379", str(port)))
    shutil.copy(machine / "ca.pem", tmp_path)
    command = [_program("redis-server"), str(tmp_path / "redis.conf"), "--dir", str(tmp_path)]
    with started(command, port):
        address = f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={tmp_path}/ca.pem"
        assert redis.from_url(address).ping()
        with pytest.raises(redis.ConnectionError):
            redis.from_url(f"redis://127.0.0.1:{port}/0").ping()
