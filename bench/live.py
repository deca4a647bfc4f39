"""How large a room one machine carries: a thousand phones, real lines, the load made beside them.

Each phone keeps a stream of events open, and asks for its own part within the seconds after a
phase. Measured is the time from the host's press until a phone has the new phase. Then all answer
within five seconds, a worker is killed while they do, and the whole service is started again in
the middle of the second vote. What was acknowledged is compared with what is stored, answer by
answer. A limit that is not kept is said at the end, and it fails.
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
from tests.live.phones import Phone, all_see
from tests.server import Server, running

BURST_SECONDS = 4.5
JOIN_AT_A_TIME = 40
ITEMS = load().form("A").items[:2]
FORM_TAG = re.compile(r'data-form-tag="([^"]+)"')
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
        self.form_tags: dict[int, str] = {}
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
                self.form_tags[number] = found_in(FORM_TAG, page.text)
                self.streams.append(asyncio.create_task(phone.listens("/play/events")))

        await asyncio.gather(*(join(number, phone) for number, phone in enumerate(self.phones)))
        await all_see(self.phones, "lobby-0-0")
        return time.perf_counter() - begun

    async def settles(self) -> None:
        """Every phone has asked for its own part; nobody answers before they see it."""
        await asyncio.gather(*(phone.asking for phone in self.phones if phone.asking))

    async def moves(self, to: str) -> list[float]:
        """The host presses the first button; milliseconds until each phone has the new phase.

        Before that the last phase is over: every phone has asked for its own part of it.
        """
        await self.settles()
        shown = await self.host.opens(self.page)
        version = found_in(VERSION, shown.text)
        begun = time.perf_counter()
        pressed = await self.host.sends(f"{self.page}/move", move="next", version=version)
        assert pressed.status == 303, pressed.text[:500]
        return sorted(1000 * (at - begun) for at in await all_see(self.phones, to))

    async def answers(self, round_: int) -> tuple[list[float], float]:
        """Everybody answers once, at some moment within the burst.

        Milliseconds each took, and seconds from the burst's end to the last acknowledgement.
        """
        await self.settles()
        end = time.perf_counter() + BURST_SECONDS

        async def answer(number: int, phone: Phone) -> float:
            await asyncio.sleep(random.uniform(0, BURST_SECONDS))
            option, certainty = random.choice("abcd"), random.randint(1, 4)
            begun = time.perf_counter()
            reply = await phone.sends(
                "/play",
                form_tag=self.form_tags[number],
                round=str(round_),
                revision=str(ITEMS[0].revision),
                option=f"{ITEMS[0].id}.{option}",
                certainty=str(certainty),
            )
            assert reply.status == 200, (reply.status, reply.text[:500])
            self.sent[number, round_] = option, certainty
            return 1000 * (time.perf_counter() - begun)

        every = (answer(number, phone) for number, phone in enumerate(self.phones))
        times = sorted(await asyncio.gather(*every))
        return times, max(0.0, time.perf_counter() - end)


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
        host = accounts.add(session, "bench@bench.example", "Bench", [Role.TRAINER], today())
        guard.sign_in(host)
        plan = Plan(tuple(Asked(item.id, item.revision) for item in ITEMS))
        page = f"/host/{store.make(session, host, 'Bench', plan, today()).id}"
        session.commit()
        signed = app.session_interface.get_signing_serializer(app).dumps(dict(cookie))
    app.extensions["database"].close()
    return Hosted(page, signed)


SECRET = {"SECRET_KEY": "a secret for the bench, which nobody else uses"}


def stored(url: str) -> tuple[Counter[Answer], int]:
    """How often each answer is in the database, and how many participants are."""
    opened = connect(url)
    with opened.reader.connect() as connection:
        rows = connection.execute(text("SELECT round, option, certainty FROM live_answer")).all()
        people = connection.execute(text("SELECT count(*) FROM live_participant")).scalar_one()
    opened.close()
    return Counter((round_, option, certainty) for round_, option, certainty in rows), people


async def is_back(phones: Sequence[Phone], since: float) -> float:
    """Seconds from then until each of these phones has its stream again."""
    while away := [phone for phone in phones if phone.back < since]:
        assert time.perf_counter() - since < 60, f"{len(away)} phones did not come back."
        await asyncio.sleep(0.02)
    return max((phone.back - since for phone in phones), default=0.0)


async def answers_while_a_worker_is_killed(room: Room, report: Report) -> None:
    await room.settles()
    burst = asyncio.create_task(room.answers(2))
    await asyncio.sleep(1)
    before = {id(phone): phone.breaks for phone in room.phones}
    killed = time.perf_counter()
    os.kill(room.servers[0].workers[0], signal.SIGKILL)
    print("  a worker is killed while they answer", flush=True)
    times, late = await burst
    report.answered("an answer, all the same", times, late)
    cut_off = [phone for phone in room.phones if phone.breaks > before[id(phone)]]
    print(f"  {len(cut_off)} streams were cut off", flush=True)
    back = await is_back(cut_off, killed)
    report.went_on("a killed worker", max(back, times[-1] / 1000))


async def restarts(room: Room, report: Report) -> None:
    """The first server is stopped and started: its phones have their streams back."""
    server, begun = room.servers[0], time.perf_counter()
    cut_off = [phone for phone in room.phones if phone.address == server.address]
    await asyncio.to_thread(server.starts_again)
    print(f"  stopped and up again after {time.perf_counter() - begun:.1f} s", flush=True)
    report.went_on("a restart", await is_back(cut_off, begun))


async def play(room: Room, url: str, report: Report) -> None:
    print(f"  {len(room.phones)} joined and listen after {await room.fills():.1f} s", flush=True)
    report.saw("confidence before", await room.moves("before-0-0"))
    report.saw("first vote opens", await room.moves("open-0-1"))
    report.answered("an answer, of the burst", *await room.answers(1))
    for phase in ("closed", "certainty", "first", "discuss"):
        report.saw(phase, await room.moves(f"{phase}-0-1"))
    report.saw("second vote opens", await room.moves("open_again-0-2"))
    await answers_while_a_worker_is_killed(room, report)
    await restarts(room, report)
    report.saw("both votes", await room.moves("both-0-2"))
    report.saw("best answer", await room.moves("best-0-2"))
    rows, people = stored(url)
    given = Counter((round_, *given) for (_, round_), given in room.sent.items())
    report.compared(given, rows, expected=2 * len(room.phones))
    assert people == len(room.phones), f"{len(room.phones)} joined, and {people} are stored."
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


def measured(name: str, people: int) -> list[str]:
    """Play a session on this kind of database; gives the limits that were not kept."""
    report, ways = Report(), {"sqlite": on_sqlite, "postgresql": on_postgresql}
    with ExitStack() as stack:
        url, many = stack.enter_context(ways[name]())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [
            stack.enter_context(running(folder / str(n), DATABASE_URL=url, **SECRET))
            for n in range(many)
        ]
        print(f"{people} phones, {name}, {many} server(s)", flush=True)
        try:
            asyncio.run(play(Room(servers, people, made(url, folder)), url, report))
        except AssertionError as failed:
            report.broken.append(f"It did not come to an end: {failed}")
    return [f"{name}: {sentence}" for sentence in report.broken]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--on", choices=["sqlite", "postgresql"], action="append")
    wanted = asked.parse_args()
    broken = []
    for name in wanted.on or ("sqlite", "postgresql"):
        broken += measured(name, wanted.people)
    if broken:
        sys.exit("\n".join(broken))


if __name__ == "__main__":
    main()
