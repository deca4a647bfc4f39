"""Restarts again and again behind a real nginx, while people answer and a room listens."""

import asyncio
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.live import SECRET, Crowd, host_session, stored
from tests.get_programs import find
from tests.operations.nginx import certificate, configured, started
from tests.operations.test_deploy import DEPLOY
from tests.operations.test_tls import MACHINE, make
from tests.retrying import Ledger, answering
from tests.server import Server, free_port, running

pytestmark = pytest.mark.only_test_all

PEOPLE, PHONES = 6, 8
RESTARTS, RESTARTS_OF_TLS = 20, 10
AWAY_SECONDS = 8
"""How long the first one takes, as an upgrade may."""
UNIT = (DEPLOY / "systemd" / "before-you-look-web.socket").read_text("utf-8")
(BACKLOG,) = map(int, re.findall(r"^Backlog=(\d+)$", UNIT, re.MULTILINE))
SETTINGS = {**SECRET, "PROXIES": "1", "FORWARDED_ALLOW_IPS": "127.0.0.1"}


@dataclass
class Front:
    """nginx in front of the nodes. The people speak plain HTTP with it, as with no other."""

    address: str
    log: Path

    def errors(self) -> Counter[str]:
        """How often it sent each status of an error."""
        lines = self.log.read_text("utf-8").splitlines()
        statuses = (line.split()[2] for line in lines)
        return Counter(status for status in statuses if status >= "500")


def host_and_port(server: Server) -> str:
    return server.address.removeprefix("http://")


@contextmanager
def front(folder: Path, nodes: Sequence[str], more: str = "") -> Iterator[Front]:
    """nginx with the site of deploy/ and these nodes; ``more``: lines of its http block."""
    program, port, certificate_port = find("nginx"), free_port(), free_port()
    assert program, "make test-all installs nginx"
    certificate(folder)
    main = configured(folder, free_port(), certificate_port, nodes[0])
    site = (folder / "site.conf").read_text("utf-8")
    ours = f"listen 127.0.0.1:{certificate_port} ssl http2;"
    assert ours in site
    site = site.replace(ours, f"listen 127.0.0.1:{port};")
    if more:
        site = site.replace("http://before_you_look", "https://before_you_look") + more
    (folder / "site.conf").write_text(site)
    text = (DEPLOY / "nginx" / "before-you-look-nodes.conf").read_text("utf-8")
    text = text.replace("10.0.0.11:8000", nodes[0]).replace("10.0.0.12:8000", nodes[-1])
    (folder / "nodes.conf").write_text(text)
    with started([program, "-c", str(main)], port):
        yield Front(f"http://127.0.0.1:{port}", folder / "before-you-look.log")


@contextmanager
def directly(folder: Path, nodes: Sequence[Server]) -> Iterator[Front]:
    with front(folder, [host_and_port(node) for node in nodes]) as found:
        yield found


@contextmanager
def through_haproxy(folder: Path, nodes: Sequence[Server]) -> Iterator[Front]:
    """With TLS: in front of each node an HAProxy with deploy/tls/haproxy-node.cfg."""
    program = find("haproxy")
    assert program, "make test-all installs haproxy"
    make(folder / "tls", "node1=127.0.0.1")
    machine, ports = folder / "tls" / "node1", [free_port() for _ in nodes]
    cluster = (DEPLOY / "cluster" / "haproxy.cfg").read_text("utf-8")
    node_cfg = (DEPLOY / "tls" / "haproxy-node.cfg").read_text("utf-8").partition("listen metrics")
    with ExitStack() as stack:
        for number, (node, port) in enumerate(zip(nodes, ports, strict=True)):
            text = cluster.partition("listen primary")[0] + node_cfg[0]
            for ours, here in (
                (MACHINE, str(machine)),
                ("10.0.0.11:8443", f"127.0.0.1:{port}"),
                ("127.0.0.1:8000", host_and_port(node)),
            ):
                assert ours in text
                text = text.replace(ours, here)
            file = folder / f"haproxy-{number}.cfg"
            file.write_text(text)
            stack.enter_context(started([program, "-q", "-f", str(file)], port))
        tls = (DEPLOY / "tls" / "nginx-nodes.conf").read_text("utf-8")
        more = tls.replace(MACHINE, str(machine))
        yield stack.enter_context(front(folder, [f"127.0.0.1:{port}" for port in ports], more))


async def listening(crowd: Crowd, meanwhile: Callable[[], None]) -> None:
    """A room with an open vote, in which everybody answers at the end."""
    await crowd.join_all()
    await crowd.move("before-0-0")
    await crowd.move("open-0-1")
    await asyncio.to_thread(meanwhile)
    await crowd.answer_all(1)
    await crowd.move("closed-0-1")
    await crowd.wait_for_parts()


def restarted(
    folder: Path, nodes: Sequence[Server], shown: Front, times: int
) -> tuple[Ledger, Crowd]:
    """What happened while the nodes were restarted in turn."""
    ledger, url = Ledger(), nodes[0].database_url
    crowd = Crowd(nodes, PHONES, host_session(url, folder / "host"))
    crowd.servers = ()  # their processor time, which is measured elsewhere
    for phone in (*crowd.phones, crowd.host):
        phone.address = shown.address

    def restart() -> None:
        for number in range(times):
            nodes[number % len(nodes)].restart(away=0 if number else AWAY_SECONDS)

    with answering([shown.address], PEOPLE, ledger):
        asyncio.run(listening(crowd, restart))
    assert ledger.wrong == []
    assert ledger.stored_otherwise(url) == (0, 0), "an acknowledged answer is lost"
    given = Counter((round_, *given) for (_, round_), given in crowd.sent.items())
    assert given.total() == PHONES
    assert stored(url)[0] == given
    assert min(phone.breaks for phone in crowd.phones) > 0, "no stream met a restart"
    print(f"{shown.errors()}, {ledger.checks} checks, refused {len(ledger.refusals)} times")
    return ledger, crowd


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    ("way", "times"), [(directly, RESTARTS), (through_haproxy, RESTARTS_OF_TLS)]
)
def test_nobody_notices_restarts_of_one_node_of_two(
    database_url: str, tmp_path: Path, way: Callable[..., Iterator[Front]], times: int
) -> None:
    with ExitStack() as stack:
        nodes = [
            stack.enter_context(running(tmp_path / name, DATABASE_URL=database_url, **SETTINGS))
            for name in ("one", "two")
        ]
        shown = stack.enter_context(way(tmp_path, nodes))  # type: ignore[arg-type]
        ledger, crowd = restarted(tmp_path, nodes, shown, times)
        assert shown.errors() == Counter()
        assert ledger.refusals == []
        assert sum(phone.retries for phone in (*crowd.phones, crowd.host)) == 0
        assert [line for node in nodes for line in node.exceptions] == []


@pytest.mark.only_on("sqlite")
def test_restarts_of_the_only_node_lose_nothing(database_url: str, tmp_path: Path) -> None:
    """While it is away nginx shows its own page; the service itself sends no error."""
    with running(tmp_path / "one", DATABASE_URL=database_url, **SETTINGS) as node:
        with directly(tmp_path, [node]) as shown:
            ledger, _ = restarted(tmp_path, [node], shown, RESTARTS)
            assert set(shown.errors()) <= {"502"}
            assert {refusal.status for refusal in ledger.refusals} <= {502}
        assert node.exceptions == []
        assert not re.search(r"SIGKILL", node.log), "each worker ended by itself"


@pytest.mark.only_on("sqlite")
def test_nobody_notices_restarts_of_the_only_node_at_a_socket_of_systemd(
    database_url: str, tmp_path: Path
) -> None:
    settings = {"DATABASE_URL": database_url, **SETTINGS}
    with (
        socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as listener,
        running(tmp_path / "one", listener=listener, **settings) as node,
    ):
        with directly(tmp_path, [node]) as shown:
            ledger, crowd = restarted(tmp_path, [node], shown, RESTARTS)
            assert shown.errors() == Counter()
            assert ledger.refusals == []
            assert sum(phone.retries for phone in (*crowd.phones, crowd.host)) == 0
            longest = max(seconds for _, seconds in ledger.waits)
            print(f"the longest wait: {longest:.1f} s")
        assert node.exceptions == []
        assert not re.search(r"SIGKILL", node.log), "each worker ended by itself"
