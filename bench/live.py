"""Load test of a live session: a thousand phones over HTTP, on the machine that runs the service.

Each phone keeps an event stream open, and requests its own part in the seconds after a new phase.
The test measures the time from the host's click until a phone has the new phase. Then all phones
answer, a thousand within five seconds. A worker is killed while they answer the second vote, and
the whole service is restarted before that vote closes. Every acknowledged answer is compared with
the stored ones. At the end the test prints each limit that was exceeded, and fails if there is one.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import session as cookie
from sqlalchemy import text

from bench.limits import Answer, Report, Shown, Spent
from bench.phones import Phone, all_see
from bench.processes import memory, processor_seconds
from quiz import create_app
from quiz.bank.load import load
from quiz.clock import today
from quiz.live.session import store
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.people import accounts, guard
from quiz.settings.config import from_environment
from quiz.storage import database
from quiz.storage.database import connect
from quiz.vocabulary import Role
from tests.databases import new_database, postgres
from tests.server import Server, running

BURST_SECONDS = 4.5
"""How long a thousand phones take to answer. More take as much longer: if three thousand answered
in this time, two cores would not keep up, with the phones on them. Requests then wait until they
are sent again, and each costs twice; such a test ends late, and says nothing of the service."""
JOIN_AT_A_TIME = 40
ITEMS = load().form("A").items[:2]
FORM_TAG = re.compile(r'data-form-tag="([^"]+)"')
CODE = re.compile(r'class="hosting__code"[^>]*>([^<]+)<')
VERSION = re.compile(r'data-version="(\d+)"')


def found_in(what: re.Pattern[str], text: str) -> str:
    found = what.search(text)
    assert found, f"{what.pattern} is not in {text[:500]}"
    return found[1]


class Crowd:
    """A host and many phones in one session; the phones are distributed over the servers."""

    def __init__(self, servers: Sequence[Server], people: int, hosted: "HostedSession") -> None:
        self.servers = servers
        self.phones = [Phone(servers[n % len(servers)].address) for n in range(people)]
        self.host = Phone(servers[0].address)
        self.sent: dict[tuple[int, int], tuple[str, int]] = {}
        self.form_tags: dict[int, str] = {}
        self.host.cookies["before-you-look"] = hosted.cookie
        self.page = hosted.page
        self.streams: list[asyncio.Task[None]] = []
        self.burst = BURST_SECONDS * max(1, people / 1000)

    async def join_all(self) -> float:
        """Everybody joins and opens the event stream; returns the seconds this took."""
        code = found_in(CODE, (await self.host.open(self.page)).text)
        started, turns = time.perf_counter(), asyncio.Semaphore(JOIN_AT_A_TIME)

        async def join(number: int, phone: Phone) -> None:
            async with turns:
                await phone.open("/join")
                joined = await phone.send("/join", code=code)
                assert joined.status == 303, joined.text
                page = await phone.open("/play")
                self.form_tags[number] = found_in(FORM_TAG, page.text)
                self.streams.append(asyncio.create_task(phone.listen("/play/events")))

        await asyncio.gather(*(join(number, phone) for number, phone in enumerate(self.phones)))
        await all_see(self.phones, "lobby-0-0")
        return time.perf_counter() - started

    async def wait_for_parts(self) -> None:
        """Wait until every phone has requested its own part: nobody answers before they see it."""
        await asyncio.gather(*(phone.own_part for phone in self.phones if phone.own_part))

    def spent(self) -> Spent:
        """The processor time so far, of the servers and of these phones."""
        servers = sum(processor_seconds(server.process.pid) for server in self.servers)
        return Spent(servers, time.process_time())

    async def move(self, to: str) -> Shown:
        """The host clicks the first button; returns when each phone showed it, and what it cost.

        It waits until every phone has requested its own part of the phase before.
        """
        await self.wait_for_parts()
        shown = await self.host.open(self.page)
        version = found_in(VERSION, shown.text)
        before, started = self.spent(), time.perf_counter()
        pressed = await self.host.send(f"{self.page}/move", move="next", version=version)
        # 409: sent again after a 503, and stored the first time. The phones show whether it was.
        assert pressed.status in (303, 409), pressed.text[:500]
        seen = await all_see(self.phones, to)
        return Shown(sorted(1000 * (at - started) for at in seen), self.spent() - before)

    async def answer_all(self, round_: int) -> tuple[list[float], float]:
        """Everybody answers once, at a random time within the burst.

        Returns the milliseconds of each answer, and the seconds from the end of the burst to the
        last acknowledgement.
        """
        await self.wait_for_parts()
        end = time.perf_counter() + self.burst

        async def answer(number: int, phone: Phone) -> float:
            await asyncio.sleep(random.uniform(0, self.burst))
            option, certainty = random.choice("abcd"), random.randint(1, 4)
            started = time.perf_counter()
            reply = await phone.send(
                "/play",
                form_tag=self.form_tags[number],
                round=str(round_),
                revision=str(ITEMS[0].revision),
                option=f"{ITEMS[0].id}.{option}",
                certainty=str(certainty),
            )
            assert reply.status == 200, (reply.status, reply.text[:500])
            self.sent[number, round_] = option, certainty
            return 1000 * (time.perf_counter() - started)

        every = (answer(number, phone) for number, phone in enumerate(self.phones))
        times = sorted(await asyncio.gather(*every))
        return times, max(0.0, time.perf_counter() - end)


@dataclass(frozen=True)
class HostedSession:
    """A session in its lobby: the host's page, and the cookie of the host's browser."""

    page: str
    cookie: str


def host_session(url: str, instance: Path, who: str = "bench") -> HostedSession:
    """Create a session and its host, signed in."""
    app = create_app(from_environment({"DATABASE_URL": url, "INSTANCE": str(instance), **SECRET}))
    with closing(app.extensions["database"]), app.test_request_context(method="POST"):
        session = database.session()
        host = accounts.add(session, f"{who}@bench.example", "Bench", [Role.TRAINER], today())
        guard.sign_in(host)
        plan = Plan(tuple(PlannedScenario(item.id, item.revision) for item in ITEMS))
        page = f"/host/{store.create(session, host, 'Bench', plan, today()).id}"
        session.commit()
        signed = app.session_interface.get_signing_serializer(app).dumps(dict(cookie))
    return HostedSession(page, signed)


SECRET = {"SECRET_KEY": "a secret for the load test, long enough"}


def stored(url: str) -> tuple[Counter[Answer], int]:
    """The stored answers with their counts, and the number of stored participants."""
    opened = connect(url)
    with opened.reader.connect() as connection:
        rows = connection.execute(text("SELECT round, option, certainty FROM live_answer")).all()
        people = connection.execute(text("SELECT count(*) FROM live_participant")).scalar_one()
    opened.close()
    return Counter((round_, option, certainty) for round_, option, certainty in rows), people


async def seconds_until_back(phones: Sequence[Phone], since: float) -> float:
    """Seconds from ``since`` until each of these phones has its stream again."""
    while away := [phone for phone in phones if phone.reconnected_at < since]:
        assert time.perf_counter() - since < 60, f"{len(away)} phones did not come back."
        await asyncio.sleep(0.02)
    return max((phone.reconnected_at - since for phone in phones), default=0.0)


async def answers_while_a_worker_is_killed(crowd: Crowd, report: Report) -> None:
    await crowd.wait_for_parts()
    burst = asyncio.create_task(crowd.answer_all(2))
    await asyncio.sleep(1)
    before = {id(phone): phone.breaks for phone in crowd.phones}
    killed = time.perf_counter()
    os.kill(crowd.servers[0].workers[0], signal.SIGKILL)
    print("  a worker was killed while they answered", flush=True)
    times, late = await burst
    report.answered("an answer meanwhile", times, late)
    cut_off = [phone for phone in crowd.phones if phone.breaks > before[id(phone)]]
    print(f"  {len(cut_off)} streams were cut off", flush=True)
    back = await seconds_until_back(cut_off, killed)
    report.reconnected("a killed worker", max(back, times[-1] / 1000))


async def restart(crowd: Crowd, report: Report) -> None:
    """Restart the first server; its phones get their streams back."""
    server, started = crowd.servers[0], time.perf_counter()
    cut_off = [phone for phone in crowd.phones if phone.address == server.address]
    await asyncio.to_thread(server.restart)
    print(f"  stopped and up again after {time.perf_counter() - started:.1f} s", flush=True)
    report.reconnected("a restart", await seconds_until_back(cut_off, started))


async def play(crowd: Crowd, url: str, report: Report) -> None:
    print(f"  {len(crowd.phones)} joined after {await crowd.join_all():.1f} s", flush=True)
    report.shown("confidence before", await crowd.move("before-0-0"))
    report.shown("first vote opens", await crowd.move("open-0-1"))
    report.answered("an answer in the burst", *await crowd.answer_all(1))
    for phase in ("closed", "certainty", "first", "discuss"):
        report.shown(phase, await crowd.move(f"{phase}-0-1"))
    report.remembered([memory(one) for server in crowd.servers for one in server.workers])
    report.shown("second vote opens", await crowd.move("open_again-0-2"))
    await answers_while_a_worker_is_killed(crowd, report)
    await restart(crowd, report)
    report.shown("both votes", await crowd.move("both-0-2"))
    report.shown("best answer", await crowd.move("best-0-2"))
    rows, people = stored(url)
    given = Counter((round_, *given) for (_, round_), given in crowd.sent.items())
    report.compared(given, rows, expected=2 * len(crowd.phones))
    assert people == len(crowd.phones), f"{len(crowd.phones)} joined, but {people} are stored."
    for stream in crowd.streams:
        stream.cancel()


@contextmanager
def on_sqlite() -> Iterator[tuple[str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/quiz.sqlite3", 1


@contextmanager
def on_postgresql() -> Iterator[tuple[str, int]]:
    with postgres() as server, new_database(server) as url:
        yield url, 2


def measure(name: str, people: int) -> list[str]:
    """Run a session on this kind of database; returns the limits that were exceeded."""
    report, ways = Report(), {"sqlite": on_sqlite, "postgresql": on_postgresql}
    with ExitStack() as stack:
        url, server_count = stack.enter_context(ways[name]())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [
            stack.enter_context(running(folder / str(n), DATABASE_URL=url, **SECRET))
            for n in range(server_count)
        ]
        print(f"{people} phones, {name}, {server_count} server(s)", flush=True)
        try:
            asyncio.run(play(Crowd(servers, people, host_session(url, folder)), url, report))
        except AssertionError as failed:
            report.broken.append(f"It did not finish: {failed}")
    return [f"{name}: {sentence}" for sentence in report.broken]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--on", choices=["sqlite", "postgresql"], action="append")
    options = parser.parse_args()
    broken = []
    for name in options.on or ("sqlite", "postgresql"):
        broken += measure(name, options.people)
    if broken:
        sys.exit("\n".join(broken))


if __name__ == "__main__":
    main()
