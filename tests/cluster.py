"""The cluster of deploy/cluster on one machine: three members, each with etcd, Patroni and
PostgreSQL, and HAProxy in front of them.

`make cluster` starts it. As root each member has a network of its own, which can be cut; for
others the members share the network of the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.processes import family
from tests.cluster_network import NAMES, Network, is_root, run
from tests.get_programs import find
from tests.server import free_port

DEPLOY = Path(__file__).parents[1] / "deploy" / "cluster"
PATRONI = Path(__file__).parents[1] / ".venv/cluster/bin/patroni"
PASSWORDS = {"change-me-superuser": "superuser", "change-me-replication": "replication"}
MACHINE = "/etc/ssl/before-you-look-machines"
RUNNING = ("running", "streaming")
START_SECONDS = 90


def _program(name: str) -> str:
    found = find(name)
    assert found, f"make test-all installs {name} (tests/get_programs.py)"
    return found


def _binaries() -> Path:
    """The folder of the newest PostgreSQL that Debian has installed."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return max(folders, key=lambda folder: int(folder.parent.name))


@dataclass
class Member:
    """One machine of the cluster: its folder and its processes."""

    name: str
    folder: Path
    network: Network
    etcd: subprocess.Popen[bytes] | None = None
    patroni: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return self.network.address(self.name)

    def configure(self) -> None:
        """The files of deploy/ with the addresses, folders and passwords of this cluster."""
        self.folder.mkdir()
        make = [str(DEPLOY.parent / "tls" / "make-certificates"), str(self.folder.parent / "ca")]
        subprocess.run([*make, f"{self.name}={self.address}"], check=True)
        shutil.copytree(self.folder.parent / "ca" / self.name, self.folder / "tls")
        for name in ("patroni.yml", "etcd"):
            text = (DEPLOY / name).read_text("utf-8")
            text = text.replace("name: db1", f"name: {self.name}")
            text = text.replace("ETCD_NAME=db1", f"ETCD_NAME={self.name}")
            own = []
            for line in text.splitlines():  # a line that lists all members stays the same for all
                lists = "10.0.0.22" in line
                own.append(line if lists else line.replace("10.0.0.21", self.address))
            text = "\n".join(own).replace("10.0.0.0/24", f"{self.network.prefix}0/24")
            text = text.replace("10.0.0.", self.network.prefix)
            for ours, here in (
                ("/var/lib/postgresql/15/before-you-look", f"{self.folder}/data"),
                ("/usr/lib/postgresql/15/bin", str(_binaries())),
                ("/var/run/postgresql", str(self.folder)),
                (MACHINE, f"{self.folder}/tls"),
                ("/var/lib/etcd/before-you-look", f"{self.folder}/etcd-data"),
                *PASSWORDS.items(),
            ):
                text = text.replace(ours, here)
            if not is_root():  # connections within one machine come from its first address
                text = text.replace(f"{self.network.prefix}0/24", "127.0.0.0/8")
            (self.folder / name).write_text(text)

    def trust(self) -> ssl.SSLContext:
        """Trusts the authority of the machines, and nobody else."""
        return ssl.create_default_context(cafile=str(self.folder / "tls" / "ca.pem"))

    def start_etcd(self) -> None:
        lines = (self.folder / "etcd").read_text("utf-8").splitlines()
        settings = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
        self.etcd = self._started(_program("etcd"), log="etcd.log", **settings)

    def start_patroni(self) -> None:
        self.patroni = self._started(
            str(PATRONI), str(self.folder / "patroni.yml"), log="patroni.log"
        )

    def _started(self, *command: str, log: str, **settings: str) -> subprocess.Popen[bytes]:
        environ = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        with (self.folder / log).open("ab") as output:
            return subprocess.Popen(
                [*self.network.command(self.name), *command],
                env=environ | settings,
                cwd=self.folder,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def database_processes(self) -> list[int]:
        """Patroni and every process of PostgreSQL."""
        found = [*family(self.patroni.pid)] if self.patroni else []
        with suppress(OSError, IndexError, ValueError):
            postmaster = int((self.folder / "data/postmaster.pid").read_text().split()[0])
            if Path(f"/proc/{postmaster}").exists():
                found += family(postmaster)
        return [*dict.fromkeys(found)]

    def send(self, number: signal.Signals) -> None:
        """A signal to the database of this member; etcd goes on."""
        for pid in self.database_processes():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        if self.patroni:
            self.patroni.wait()

    def stop(self) -> None:
        self.send(signal.SIGCONT)
        self.kill()
        self.kill_etcd()

    def kill_etcd(self) -> None:
        if self.etcd:
            self.etcd.kill()
            self.etcd.wait()


@dataclass
class Cluster:
    """The members, and the port that leads to the primary."""

    members: dict[str, Member]
    port: int

    @property
    def url(self) -> str:
        trusted = self.members["db1"].folder / "tls" / "ca.pem"
        address = f"postgresql://look:look@127.0.0.1:{self.port}/look"
        return f"{address}?sslmode=verify-full&sslrootcert={trusted}"

    def roles(self) -> dict[str, str]:
        """What the primary says of the members that run: leader, sync_standby or replica.

        Nothing while there is no primary.
        """
        return {row["name"]: row["role"] for row in self._rows() if row["state"] in RUNNING}

    def _rows(self) -> list[dict[str, Any]]:
        for member in self.members.values():
            with suppress(OSError, ValueError, KeyError):
                address, trust = f"https://{member.address}:8008", member.trust()
                urllib.request.urlopen(f"{address}/primary", timeout=2, context=trust).close()
                with urllib.request.urlopen(
                    f"{address}/cluster", timeout=2, context=trust
                ) as response:
                    return list(json.load(response)["members"])
        return []

    def one(self, role: str) -> Member:
        """A member with this role."""
        names = self.wait_for(lambda: [n for n, had in self.roles().items() if had == role])
        return self.members[names[0]]

    def is_whole(self) -> bool:
        """Whether each member has its role, and none is still coming back from an earlier time
        line: until then the loss of another would be the loss of two."""
        rows = [row for row in self._rows() if row["state"] in RUNNING]
        followers = [row["state"] for row in rows if row["role"] != "leader"]
        return (
            sorted(row["role"] for row in rows) == ["leader", "replica", "sync_standby"]
            and len({row.get("timeline") for row in rows}) == 1
            and followers == ["streaming"] * 2
        )

    def wait_for(self, found: Callable[[], list[str] | bool]) -> list[str]:
        """Wait until this finds something. Raises AssertionError with what the members say."""
        end = time.monotonic() + START_SECONDS
        while not (result := found()):
            assert time.monotonic() < end, f"the cluster is {self.roles()}\n{self.last_words()}"
            time.sleep(0.25)
        return result if isinstance(result, list) else []

    def last_words(self) -> str:
        """The end of each program's log, where something did not start."""
        logs = [log for one in self.members.values() for log in sorted(one.folder.glob("*.log"))]
        return "\n".join(f"{log.parent.name}/{log.name}: {log.read_text()[-600:]}" for log in logs)

    def restart(self, member: Member) -> None:
        """Start the database of a member that was killed, and wait until all three are there."""
        member.start_patroni()
        self.wait_for(self.is_whole)


def _haproxy(folder: Path, network: Network, port: int) -> list[str]:
    text = (DEPLOY / "haproxy.cfg").read_text("utf-8")
    text = text.replace("127.0.0.1:5000", f"127.0.0.1:{port}")
    text = text.replace("10.0.0.", network.prefix).replace(MACHINE, str(folder / "db1" / "tls"))
    (folder / "haproxy.cfg").write_text(text)
    return [_program("haproxy"), "-q", "-f", str(folder / "haproxy.cfg")]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster with an empty database."""
    folder, network, port = Path(tempfile.mkdtemp(prefix="cluster-")), Network(), free_port()
    members = {name: Member(name, folder / name, network) for name in NAMES}
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(network.up())
        for member in members.values():
            member.configure()
        if is_root():
            run("chown", "-R", "postgres:postgres", str(folder))
        for member in members.values():
            stack.callback(member.stop)
            member.start_etcd()
        for member in members.values():
            member.start_patroni()
        proxy = subprocess.Popen(_haproxy(folder, network, port))
        stack.callback(proxy.wait)
        stack.callback(proxy.kill)
        found = Cluster(members, port)
        found.wait_for(found.is_whole)
        _create_database(found)
        yield found


def _create_database(found: Cluster) -> None:
    primary = found.one("leader")
    trust = f"sslmode=verify-full&sslrootcert={primary.folder}/tls/ca.pem"
    address = f"postgresql://postgres:superuser@{primary.address}/postgres?{trust}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE look LOGIN PASSWORD 'look'")
        connection.execute("CREATE DATABASE look OWNER look")


def main() -> None:
    print("Starting three members (half a minute)", flush=True)
    with cluster() as found, suppress(KeyboardInterrupt):
        print(f"Try it in another terminal: DATABASE_URL={found.url} make run")
        while True:
            primary = found.one("leader")
            print(f"primary: {primary.name}; to kill it: kill -9 {_pids(primary)}", flush=True)
            while found.roles().get(primary.name) == "leader":
                time.sleep(1)


def _pids(member: Member) -> str:
    return " ".join(map(str, member.database_processes()))


if __name__ == "__main__":
    main()
