"""Measure how many participants one machine can serve: a thousand phones over real connections.

The phones run on the same machine. Each keeps a stream of events open, and fetches its own part
after each phase. We measure the time from the host's press until a phone has the new phase. Then
all phones answer within five seconds. During the second vote a worker is killed, and afterwards the
service is restarted. Every acknowledged answer is compared with what is stored. At the end the
limits that were exceeded are printed, and the exit status is 1.
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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import session as cookie
from sqlalchemy import text

from bench.limits import Answer, Report
from bench.phones import Phone, all_see
from quiz import create_app, database
from quiz.bank.load import load
from quiz.clock import today
from quiz.config import from_environment
from quiz.database import connect
from quiz.live.session import store
from quiz.live.session.phases import Asked, Plan
from quiz.people import accounts, guard
from quiz.vocabulary import Role
from tests.databases import new_database, postgres
from tests.server import Server, running

BURST_SECONDS = 4.5
JOIN_AT_A_TIME = 40
ITEMS = load().form("A").items[:2]
FORM_TAG = re.compile(r'data-form-tag="([^"]+)"')
CODE = re.compile(r'class="hosting__code">([^<]+)<')
VERSION = re.compile(r'data-version="(\d+)"')


def search(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    assert match, f"{pattern.pattern} is not in {text[:500]}"
    return match[1]


class Crowd:
    """A host and many phones in one session. The phones are spread over the servers."""

    def __init__(self, servers: Sequence[Server], people: int, hosted: "HostedSession") -> None:
        self.servers = servers
        self.phones = [Phone(servers[n % len(servers)].address) for n in range(people)]
        self.host = Phone(servers[0].address)
        self.sent: dict[tuple[int, int], tuple[str, int]] = {}
        self.form_tags: dict[int, str] = {}
        self.host.cookies["before-you-look"] = hosted.cookie
        self.page = hosted.page
        self.streams: list[asyncio.Task[None]] = []

    async def join(self) -> float:
        """Let every phone join and open its stream; seconds it took."""
        code = search(CODE, (await self.host.open(self.page)).text)
        started, limit = time.perf_counter(), asyncio.Semaphore(JOIN_AT_A_TIME)

        async def join(number: int, phone: Phone) -> None:
            async with limit:
                await phone.open("/join")
                joined = await phone.send("/join", code=code)
                assert joined.status == 303, joined.text
                page = await phone.open("/play")
                self.form_tags[number] = search(FORM_TAG, page.text)
                self.streams.append(asyncio.create_task(phone.listen("/play/events")))

        await asyncio.gather(*(join(number, phone) for number, phone in enumerate(self.phones)))
        await all_see(self.phones, "lobby-0-0")
        return time.perf_counter() - started

    async def settle(self) -> None:
        """Wait until every phone has fetched its own part."""
        await asyncio.gather(*(phone.own_part for phone in self.phones if phone.own_part))

    async def move(self, to: str) -> list[float]:
        """Press the host's first button; milliseconds until each phone has the new phase, sorted.

        The press comes after every phone has fetched its own part of the phase before.
        """
        await self.settle()
        shown = await self.host.open(self.page)
        version = search(VERSION, shown.text)
        started = time.perf_counter()
        pressed = await self.host.send(f"{self.page}/move", move="next", version=version)
        assert pressed.status == 303, pressed.text[:500]
        return sorted(1000 * (at - started) for at in await all_see(self.phones, to))

    async def answer(self, round_: int) -> tuple[list[float], float]:
        """Let every phone answer once, at a random time within the burst.

        Gives the milliseconds that each answer took, sorted, and the seconds from the end of the
        burst to the last acknowledgement.
        """
        await self.settle()
        end = time.perf_counter() + BURST_SECONDS

        async def answer(number: int, phone: Phone) -> float:
            await asyncio.sleep(random.uniform(0, BURST_SECONDS))
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

        answers = (answer(number, phone) for number, phone in enumerate(self.phones))
        times = sorted(await asyncio.gather(*answers))
        return times, max(0.0, time.perf_counter() - end)


@dataclass(frozen=True)
class HostedSession:
    """A session in its lobby: the path of its host's page, and the cookie of the host's browser."""

    page: str
    cookie: str


def create_session(url: str, instance: Path) -> HostedSession:
    """A new session, with its host signed in."""
    app = create_app(from_environment({"DATABASE_URL": url, "INSTANCE": str(instance), **SECRET}))
    with app.test_request_context(method="POST"):
        session = database.session()
        host = accounts.add(session, "bench@bench.example", "Bench", [Role.TRAINER], today())
        guard.sign_in(host)
        plan = Plan(tuple(Asked(item.id, item.revision) for item in ITEMS))
        page = f"/host/{store.make(session, host, 'Bench', plan, today()).id}"
        session.commit()
        signed = app.session_interface.get_signing_serializer(app).dumps(dict(cookie))
    app.extensions["database"].close()
    return HostedSession(page, signed)


SECRET = {"SECRET_KEY": "a secret for this benchmark only"}


def stored(url: str) -> tuple[Counter[Answer], int]:
    """How often each answer is stored, and how many participants are stored."""
    stored_in = connect(url)
    with stored_in.reader.connect() as connection:
        rows = connection.execute(text("SELECT round, option, certainty FROM live_answer")).all()
        people = connection.execute(text("SELECT count(*) FROM live_participant")).scalar_one()
    stored_in.close()
    return Counter((round_, option, certainty) for round_, option, certainty in rows), people


async def reconnected(phones: Sequence[Phone], since: float) -> float:
    """Seconds from ``since`` until each of these phones has its stream again."""
    while missing := [phone for phone in phones if phone.reconnected_at < since]:
        assert time.perf_counter() - since < 60, f"{len(missing)} phones did not reconnect."
        await asyncio.sleep(0.02)
    return max((phone.reconnected_at - since for phone in phones), default=0.0)


async def answer_while_a_worker_is_killed(crowd: Crowd, report: Report) -> None:
    await crowd.settle()
    burst = asyncio.create_task(crowd.answer(2))
    await asyncio.sleep(1)
    before = {id(phone): phone.breaks for phone in crowd.phones}
    killed = time.perf_counter()
    os.kill(crowd.servers[0].workers[0], signal.SIGKILL)
    print("  killed a worker while they answer", flush=True)
    times, late = await burst
    report.answered("an answer, worker killed", times, late)
    disconnected = [phone for phone in crowd.phones if phone.breaks > before[id(phone)]]
    print(f"  {len(disconnected)} streams ended", flush=True)
    seconds = await reconnected(disconnected, killed)
    report.went_on("a killed worker", max(seconds, times[-1] / 1000))


async def restart(crowd: Crowd, report: Report) -> None:
    """Restart the first server, and wait until its phones have their streams again."""
    server, started = crowd.servers[0], time.perf_counter()
    disconnected = [phone for phone in crowd.phones if phone.address == server.address]
    await asyncio.to_thread(server.starts_again)
    print(f"  restarted after {time.perf_counter() - started:.1f} s", flush=True)
    report.went_on("a restart", await reconnected(disconnected, started))


async def run_session(crowd: Crowd, url: str, report: Report) -> None:
    print(
        f"  {len(crowd.phones)} joined and have a stream after {await crowd.join():.1f} s",
        flush=True,
    )
    report.saw("confidence before", await crowd.move("before-0-0"))
    report.saw("first vote opens", await crowd.move("open-0-1"))
    report.answered("an answer, of the burst", *await crowd.answer(1))
    for phase in ("closed", "certainty", "first", "discuss"):
        report.saw(phase, await crowd.move(f"{phase}-0-1"))
    report.saw("second vote opens", await crowd.move("open_again-0-2"))
    await answer_while_a_worker_is_killed(crowd, report)
    await restart(crowd, report)
    report.saw("both votes", await crowd.move("both-0-2"))
    report.saw("best answer", await crowd.move("best-0-2"))
    rows, people = stored(url)
    given = Counter((round_, *given) for (_, round_), given in crowd.sent.items())
    report.compared(given, rows, expected=2 * len(crowd.phones))
    assert people == len(crowd.phones), f"{len(crowd.phones)} joined, and {people} are stored."
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
    """Run a session on this kind of database; the limits that were exceeded, as sentences."""
    report, databases = Report(), {"sqlite": on_sqlite, "postgresql": on_postgresql}
    with ExitStack() as stack:
        url, count = stack.enter_context(databases[name]())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [
            stack.enter_context(running(folder / str(n), DATABASE_URL=url, **SECRET))
            for n in range(count)
        ]
        print(f"{people} phones, {name}, {count} server(s)", flush=True)
        try:
            asyncio.run(
                run_session(Crowd(servers, people, create_session(url, folder)), url, report)
            )
        except AssertionError as failed:
            report.broken.append(f"The session did not finish: {failed}")
    return [f"{name}: {sentence}" for sentence in report.broken]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--on", choices=["sqlite", "postgresql"], action="append")
    arguments = parser.parse_args()
    broken = []
    for name in arguments.on or ("sqlite", "postgresql"):
        broken += measure(name, arguments.people)
    if broken:
        sys.exit("\n".join(broken))


if __name__ == "__main__":
    main()
