"""A soak: people answer and a live session runs, while one fault after the other happens.

Half of the time on SQLite, and half on the cluster of deploy/cluster, with two nodes. What was
acknowledged is in a ledger outside the service and is compared at the end. It prints a row for each
fault, and fails if anything acknowledged is missing, if an error came when no fault lasted, if a
fault was not over by itself, or if the memory of a worker grew.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.faults import FAKETIME, Fault, in_turn, of_a_cluster, of_a_node, of_sqlite, small_disk
from bench.limits import Answer
from bench.live import SECRET, Crowd, HostedSession, host_session, stored
from bench.processes import memory
from tests.cluster import cluster
from tests.retrying import Ledger, answering
from tests.server import Server, running

PEOPLE, PHONES = 6, 12
REST_SECONDS = 5
"""Between two faults: everything must be well by then."""
RECOVERY_SECONDS = 3
"""How long after the end of a fault an error may still come."""
GROWTH_MEGABYTES = 12
"""How much a worker may grow after its first half minute."""
TRIES = 600


@dataclass
class Happened:
    """One fault. All in seconds of ``monotonic``; over: when it was ended and the rest restored."""

    name: str
    began: float
    over: float = 0.0


@dataclass
class Soak:
    """A service under faults, and all that was noted meanwhile."""

    url: str
    nodes: Sequence[Server]
    folder: Path
    ledger: Ledger = field(default_factory=Ledger)
    happened: list[Happened] = field(default_factory=list)
    memories: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    votes: Counter[Answer] = field(default_factory=Counter)
    sessions: int = 0
    broken: list[str] = field(default_factory=list)

    def runs(self, faults: Sequence[Fault], until: float, chance: random.Random) -> None:
        addresses = [node.address for node in self.nodes]
        with self._live_sessions(), self._watched(), answering(addresses, PEOPLE, self.ledger):
            time.sleep(REST_SECONDS)
            for fault in in_turn(faults, chance):
                one = Happened(fault.name, time.monotonic())
                self.happened.append(one)
                print(f"  {fault.name}", flush=True)
                fault.begin()
                time.sleep(fault.seconds)
                fault.end()
                one.over = time.monotonic()
                time.sleep(REST_SECONDS + RECOVERY_SECONDS)
                if time.monotonic() > until:
                    return

    @contextmanager
    def _live_sessions(self) -> Iterator[None]:
        """Live sessions, one after the other, until the end."""
        stop = threading.Event()

        def play() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                try:
                    asyncio.run(self._session(number))
                except Exception as error:
                    if not stop.is_set():
                        self.broken.append(f"live session {number}: {error!r:.600}")

        thread = threading.Thread(target=play)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    async def _session(self, number: int) -> None:
        """Two votes on one scenario. What was acknowledged counts even if a later step fails."""
        crowd = Crowd(self.nodes, PHONES, await asyncio.to_thread(self._host, number))
        for phone in (*crowd.phones, crowd.host):
            phone.tries = TRIES
        try:
            await crowd.join_all()
            await crowd.move("before-0-0")
            await crowd.move("open-0-1")
            await crowd.answer_all(1)
            for phase in ("closed", "certainty", "first", "discuss"):
                await crowd.move(f"{phase}-0-1")
            await crowd.move("open_again-0-2")
            await crowd.answer_all(2)
            await crowd.move("both-0-2")
            self.sessions += 1
        finally:
            self.votes.update((round_, *given) for (_, round_), given in crowd.sent.items())
            for stream in crowd.streams:
                stream.cancel()

    def _host(self, number: int) -> HostedSession:
        """A session of a new host; the database may be away just then."""
        for _ in range(TRIES):
            try:
                return host_session(self.url, self.folder / "host", f"host{number}")
            except Exception:  # whatever the fault does to a new app
                time.sleep(0.5)
        raise RuntimeError("no session could be made")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Note the memory of each worker every five seconds."""
        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(5):
                for node in self.nodes:
                    for pid in node.workers:
                        try:
                            row = time.monotonic(), memory(pid)
                        except (OSError, IndexError):  # it has just been killed
                            continue
                        self.memories.setdefault(pid, []).append(row)

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def growth(self) -> float:
        """The most megabytes that a worker grew after its first half minute."""
        most = 0.0
        for rows in self.memories.values():
            later = [size for at, size in rows if at - rows[0][0] >= 30]
            most = max(most, later[-1] - later[0]) if later else most
        return most

    def report(self) -> list[str]:
        """Print a row for each kind of fault; returns what was wrong."""
        ledger = self.ledger
        ends = [one.began for one in self.happened[1:]] + [time.monotonic()]
        rows: dict[str, list[tuple[int, float, float]]] = {}
        for one, end in zip(self.happened, ends, strict=True):
            met = [r for r in ledger.refusals if one.began <= r.at < end]
            last = max((r.at - one.began for r in met), default=0.0)
            late = [r for r in met if r.at > one.over + RECOVERY_SECONDS]
            if late:
                self.broken.append(f"{one.name}: {len(late)} errors after it was over")
            waits = [w for at, w in ledger.waits if one.began <= at + w and at < end]
            rows.setdefault(one.name, []).append((len(met), last, max(waits, default=0.0)))
        print(f"  {'':42}{'times':>6}{'refused':>9}{'last after':>12}{'longest wait':>14}")
        for name, found in rows.items():
            refused, last, wait = (max(values) for values in zip(*found, strict=True))
            print(f"  {name:42}{len(found):6}{refused:9}{last:10.1f} s{wait:12.1f} s")
        missing, others = ledger.stored_otherwise(self.url)
        statuses = Counter(r.status for r in ledger.refusals)
        print(
            f"  {ledger.checks} checks, {ledger.responses.total()} responses acknowledged, "
            f"{missing} missing, {others} stored that were not acknowledged; "
            f"{len(ledger.waits)} pages, refused: {dict(statuses)}"
        )
        votes = stored(self.url)[0]
        lost, more = (self.votes - votes).total(), (votes - self.votes).total()
        print(
            f"  {self.sessions} live sessions, {self.votes.total()} votes acknowledged, {lost} "
            f"missing, {more} others; a worker grew by at most {self.growth():.1f} MB"
        )
        wrong = [*self.broken, *ledger.wrong]
        if missing or others or lost or more:
            wrong.append("the ledger and the tables differ")
        if self.growth() > GROWTH_MEGABYTES:
            wrong.append("the memory of a worker grew")
        return wrong


def on_sqlite(seconds: float, chance: random.Random) -> list[str]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        small = stack.enter_context(small_disk(folder / "data"))
        settings, clock = dict(SECRET), None
        if FAKETIME:
            clock = folder / "clock"
            clock.write_text("+0\n")
            settings |= {
                "LD_PRELOAD": str(FAKETIME[0]),
                "FAKETIME_TIMESTAMP_FILE": str(clock),
                "FAKETIME_CACHE_DURATION": "1",
                "DONT_FAKE_MONOTONIC": "1",
            }
        file = folder / "data" / "quiz.sqlite3"
        settings["DATABASE_URL"] = f"sqlite:///{file}"
        node = stack.enter_context(running(folder / "node", **settings))
        faults = [*of_a_node(node), *of_sqlite(file, clock, small)]
        print(f"SQLite, one node, {seconds:.0f} s", flush=True)
        soak = Soak(node.database_url, [node], folder)
        soak.runs(faults, time.monotonic() + seconds, chance)
        return soak.report()


def on_a_cluster(seconds: float, chance: random.Random) -> list[str]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        three = stack.enter_context(cluster())
        nodes = [
            stack.enter_context(running(folder / name, DATABASE_URL=three.url, **SECRET))
            for name in ("one", "two")
        ]
        faults = [*of_a_cluster(three), *of_a_node(nodes[0])]
        print(f"the cluster, two nodes, {seconds:.0f} s", flush=True)
        soak = Soak(three.url, nodes, folder)
        soak.runs(faults, time.monotonic() + seconds, chance)
        return soak.report()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["sqlite", "cluster"])
    options = parser.parse_args()
    ways = {"sqlite": on_sqlite, "cluster": on_a_cluster}
    chosen = [options.only] if options.only else list(ways)
    wrong: list[str] = []
    for name in chosen:
        seconds = options.minutes * 60 / len(chosen)
        wrong += [f"{name}: {one}" for one in ways[name](seconds, random.Random(options.seed))]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
