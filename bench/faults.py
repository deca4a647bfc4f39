"""What a soak does to the service: each fault begins, lasts some seconds, and ends."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.cluster import Cluster, Member
from tests.server import Server

FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
"""Debian's package faketime, by which one program sees another time."""
DISK_MEGABYTES = 48


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Fault:
    """A fault. begin: starts it; end: ends it, and returns once it is over."""

    name: str
    begin: Callable[[], None]
    end: Callable[[], None] = _nothing
    seconds: float = 0.0


def send(pids: Sequence[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def of_a_node(node: Server) -> list[Fault]:
    """Faults of the processes of one node."""
    stopped: list[int] = []

    def stop(pids: Sequence[int]) -> None:
        stopped[:] = pids
        send(stopped, signal.SIGSTOP)

    def go_on() -> None:
        send(stopped, signal.SIGCONT)

    return [
        Fault("a worker killed", lambda: send(node.workers[:1], signal.SIGKILL)),
        Fault("a worker stopped for 4 s", lambda: stop(node.workers[-1:]), go_on, 4),
        Fault("a node stopped for 6 s", lambda: stop([node.process.pid, *node.workers]), go_on, 6),
        Fault("a node killed, started after 2 s", node.kill, node.start_again, 2),
    ]


def of_sqlite(file: Path, clock: Path | None, on_a_small_disk: bool) -> list[Fault]:
    """Faults of the database file, its disk and the clock."""
    locks: list[sqlite3.Connection] = []

    def lock() -> None:
        locks.append(sqlite3.connect(file, isolation_level=None, check_same_thread=False))
        locks[0].execute("PRAGMA busy_timeout = 5000")
        locks[0].execute("BEGIN IMMEDIATE")

    def unlock() -> None:
        locks.pop().close()

    beside = [file.with_name(file.name + side) for side in ("-shm", "-wal", "")]

    def move(away: bool) -> None:
        for here in beside:
            there = here.with_name(f"away-{here.name}")
            source, target = (here, there) if away else (there, here)
            if source.exists():
                source.rename(target)

    found = [
        Fault("the database locked for 8 s", lock, unlock, 8),
        Fault("the database file away for 5 s", lambda: move(True), lambda: move(False), 5),
    ]
    if on_a_small_disk:
        fill = file.with_name("fill")
        found.append(Fault("the disk full for 6 s", lambda: _fill(file, fill), fill.unlink, 6))
    if clock:
        for words, moved in (("50 s ahead", "+50"), ("50 s behind", "-50")):
            found.append(
                Fault(
                    f"the clock {words} for 8 s",
                    lambda moved=moved: _set(clock, moved),  # type: ignore[misc]
                    lambda: _set(clock, "+0"),
                    8,
                )
            )
    return found


def _fill(database: Path, fill: Path) -> None:
    """Fill the disk, after SQLite's log is emptied: it would go on in the space that it has."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with suppress(OSError), fill.open("wb", buffering=0) as filled:
        while True:
            filled.write(bytes(4096))


def _set(clock: Path, moved: str) -> None:
    """Move the clock; in one step, because the service may read it at any time."""
    new = clock.with_suffix(".new")
    new.write_text(f"{moved}\n")
    new.replace(clock)


def of_a_cluster(cluster: Cluster) -> list[Fault]:
    """Faults of the members of the database; each ends when all three are there again."""
    lost: list[Member] = []

    def fault(name: str, role: str, begin: Callable[[Member], None], seconds: float = 0) -> Fault:
        def start() -> None:
            lost[:] = [cluster.one(role)]
            begin(lost[0])

        return Fault(name, start, end, seconds)

    def end() -> None:
        member = lost[0]
        if member.network.is_own:
            member.network.cut(member.name, again=True)
        member.send(signal.SIGCONT)
        if member.patroni and member.patroni.poll() is not None:
            cluster.wait_for(lambda: "leader" in cluster.roles().values())
            member.start_patroni()
        if member.etcd and member.etcd.poll() is not None:
            member.start_etcd()
        cluster.wait_for(cluster.is_whole)

    found = [
        fault("the primary killed", "leader", lambda one: one.kill()),
        fault("the synchronous standby killed", "sync_standby", lambda one: one.kill(), 5),
        fault("a member of etcd killed", "leader", lambda one: one.kill_etcd(), 5),
        fault("the primary stopped for 30 s", "leader", lambda o: o.send(signal.SIGSTOP), 30),
    ]
    if next(iter(cluster.members.values())).network.is_own:
        cut = "the network of the primary cut for 30 s"
        found.append(fault(cut, "leader", lambda one: one.network.cut(one.name), 30))
        network = next(iter(cluster.members.values())).network
        between = "the network to the database cut for 20 s"
        back = partial(network.cut_service, again=True)
        found.append(Fault(between, network.cut_service, back, 20))
    return found


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A small disk of its own at this folder; False where nobody may mount one."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "look", str(folder)]
    can = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield can
    finally:
        if can:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def in_turn(faults: Sequence[Fault], chance: random.Random) -> Iterator[Fault]:
    """All of them in a random order, and again from the beginning."""
    while True:
        yield from chance.sample(faults, len(faults))
