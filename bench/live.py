"""How large a room one machine carries: a thousand phones, real lines, the load made beside them.

Each phone keeps a stream of events open. Measured is the time from the host's press until a phone
has the new phase. Then all answer within five seconds, a worker is killed while they do, and the
whole service is started again in the middle of the second vote. What was acknowledged is compared
with what is stored, answer by answer.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import session as cookie
from sqlalchemy import text

from quiz import create_app, database
from quiz.bank.load import load
from quiz.clock import today
from quiz.config import from_environment
from quiz.database import connect
from quiz.live import sessions
from quiz.live.phases import Asked, Plan
from quiz.people import guard, roster
from quiz.vocabulary import Role
from tests.databases import new_database, postgres
from tests.live.phones import Phone, all_see
from tests.server import Server, running

BURST_SECONDS = 4.5
JOIN_AT_A_TIME = 40
ITEMS = load().form("A").items[:2]
MARK = re.compile(r'data-mark="([^"]+)"')
CODE = re.compile(r'class="hosting__code">([^<]+)<')
VERSION = re.compile(r'data-version="(\d+)"')


def found_in(what: re.Pattern[str], text: str) -> str:
    found = what.search(text)
    assert found, f"{what.pattern} is not in {text[:500]}"
    return found[1]


class Room:
    """A host and many phones on one session; the phones are spread over the servers."""

    def __init__(self, servers: Sequence[Server], people: int, hosted: "Hosted") -> None:
        self.servers = servers
        self.phones = [Phone(servers[n % len(servers)].address) for n in range(people)]
        self.host = Phone(servers[0].address)
        self.sent: dict[tuple[int, int], tuple[str, int]] = {}
        self.marks: dict[int, str] = {}
        self.host.cookies["before-you-look"] = hosted.cookie
        self.page = hosted.page
        self.streams: list[asyncio.Task[None]] = []

    async def fills(self) -> float:
        """Everybody joins and listens; seconds it took."""
        code = found_in(CODE, (await self.host.opens(self.page)).text)
        begun, turns = time.perf_counter(), asyncio.Semaphore(JOIN_AT_A_TIME)

        async def join(number: int, phone: Phone) -> None:
            async with turns:
                await phone.opens("/join")
                joined = await phone.sends("/join", code=code)
                assert joined.status == 303, joined.text
                page = await phone.opens("/play")
                self.marks[number] = found_in(MARK, page.text)
                self.streams.append(asyncio.create_task(phone.listens("/play/events")))

        await asyncio.gather(*(join(number, phone) for number, phone in enumerate(self.phones)))
        await all_see(self.phones, "lobby-0-0")
        return time.perf_counter() - begun

    async def moves(self, to: str) -> list[float]:
        """The host presses the first button; milliseconds until each phone has the new phase."""
        shown = await self.host.opens(self.page)
        version = found_in(VERSION, shown.text)
        begun = time.perf_counter()
        pressed = await self.host.sends(f"{self.page}/move", move="next", version=version)
        assert pressed.status == 303, pressed.text[:500]
        return sorted(1000 * (at - begun) for at in await all_see(self.phones, to))

    async def answers(self, round_: int) -> list[float]:
        """Everybody answers once, at some moment within the burst; milliseconds each took."""

        async def answer(number: int, phone: Phone) -> float:
            await asyncio.sleep(random.uniform(0, BURST_SECONDS))
            option, certainty = random.choice("abcd"), random.randint(1, 4)
            begun = time.perf_counter()
            reply = await phone.sends(
                "/play",
                mark=self.marks[number],
                round=str(round_),
                revision=str(ITEMS[0].revision),
                option=f"{ITEMS[0].id}.{option}",
                certainty=str(certainty),
            )
            assert reply.status == 200, (reply.status, reply.text[:500])
            self.sent[number, round_] = option, certainty
            return 1000 * (time.perf_counter() - begun)

        return sorted(
            await asyncio.gather(
                *(answer(number, phone) for number, phone in enumerate(self.phones))
            )
        )


@dataclass(frozen=True)
class Hosted:
    """A session in its lobby: its host's page, and the cookie of the host's browser."""

    page: str
    cookie: str


def made(url: str, instance: Path) -> Hosted:
    """A session and its host, signed in."""
    app = create_app(from_environment({"DATABASE_URL": url, "INSTANCE": str(instance), **SECRET}))
    with app.test_request_context(method="POST"):
        session = database.session()
        host = roster.add(session, "bench@bench.example", "Bench", [Role.TRAINER], today())
        guard.sign_in(host)
        plan = Plan(tuple(Asked(item.id, item.revision) for item in ITEMS))
        page = f"/host/{sessions.make(session, host, 'Bench', plan, today()).id}"
        session.commit()
        signed = app.session_interface.get_signing_serializer(app).dumps(dict(cookie))
    app.extensions["database"].close()
    return Hosted(page, signed)


SECRET = {"SECRET_KEY": "a secret for the bench, which nobody else uses"}


def said(name: str, times: Sequence[float]) -> None:
    cut = statistics.quantiles(times, n=100)
    print(
        f"  {name:<28} {cut[49]:5.0f} ms (half) {cut[94]:5.0f} ms (p95) {times[-1]:5.0f} ms (most)",
        flush=True,
    )


def compare(url: str, room: Room, rounds: Sequence[int]) -> None:
    """What was acknowledged is stored, once, and nothing else is."""
    opened = connect(url)
    with opened.reader.connect() as connection:
        rows = connection.execute(text("SELECT round, option, certainty FROM live_answer")).all()
        people = connection.execute(text("SELECT count(*) FROM live_participant")).scalar()
    opened.close()
    acknowledged = Counter((round_, *given) for (_, round_), given in room.sent.items())
    stored = Counter((round_, option, certainty) for round_, option, certainty in rows)
    assert people == len(room.phones), f"{people} joined"
    assert stored == acknowledged, (stored - acknowledged, acknowledged - stored)
    assert len(rows) == len(rounds) * len(room.phones)
    print(
        f"  {len(rows)} answers acknowledged, the same {len(rows)} stored, none twice", flush=True
    )


async def restarts(room: Room) -> float:
    """Seconds from the stop of the first server until each of its phones has its stream back."""
    server, begun = room.servers[0], time.perf_counter()
    cut_off = [phone for phone in room.phones if phone.address == server.address]
    await asyncio.to_thread(server.starts_again)
    up = time.perf_counter()
    while any(phone.back < begun for phone in cut_off):
        assert time.perf_counter() - up < 30, "not everybody came back"
        await asyncio.sleep(0.02)
    print(f"  stopped and up again after {up - begun:.1f} s", flush=True)
    return max(phone.back for phone in cut_off) - begun


async def play(room: Room, url: str) -> None:
    print(f"  {len(room.phones)} joined and listen after {await room.fills():.1f} s", flush=True)
    said("confidence before", await room.moves("before-0-0"))
    said("first vote opens", await room.moves("open-0-1"))
    said("an answer, of the burst", await room.answers(1))
    for phase in ("closed", "certainty", "first", "discuss"):
        said(phase, await room.moves(f"{phase}-0-1"))
    said("second vote opens", await room.moves("open_again-0-2"))
    burst = asyncio.create_task(room.answers(2))
    await asyncio.sleep(1)
    victim = room.servers[0].workers[0]
    os.kill(victim, signal.SIGKILL)
    print("  a worker is killed while they answer", flush=True)
    said("an answer, all the same", await burst)
    took = await restarts(room)
    print(f"  the service is started again; all are back after {took:.1f} s", flush=True)
    said("both votes", await room.moves("both-0-2"))
    said("best answer", await room.moves("best-0-2"))
    compare(url, room, (1, 2))
    for stream in room.streams:
        stream.cancel()


@contextmanager
def on_sqlite() -> Iterator[tuple[str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/quiz.sqlite3", 1


@contextmanager
def on_postgresql() -> Iterator[tuple[str, int]]:
    with postgres() as server, new_database(server) as url:
        yield url, 2


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--on", choices=["sqlite", "postgresql"], action="append")
    wanted = asked.parse_args()
    ways = {"sqlite": on_sqlite, "postgresql": on_postgresql}
    for name in wanted.on or ways:
        with ExitStack() as stack:
            url, many = stack.enter_context(ways[name]())
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            servers = [
                stack.enter_context(running(folder / str(n), DATABASE_URL=url, **SECRET))
                for n in range(many)
            ]
            print(f"{wanted.people} phones, {name}, {many} server(s)", flush=True)
            asyncio.run(play(Room(servers, wanted.people, made(url, folder)), url))


if __name__ == "__main__":
    main()
