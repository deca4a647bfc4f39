"""Phones on a real line: each joins, keeps a stream of events open, and answers. Many at a time.

Standard library only, so that a thousand of them and the service fit on one small machine.
"""

import asyncio
import contextlib
import random
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

STATE = re.compile(
    rb"event: state\r?\nid: ([0-9.]+)\n(?:data: [^\n]*\n)*?data: .*?data-position=\"([^\"]+)\""
)
SPREAD = re.compile(rb'data-spread="(\d+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
LOST = (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ConnectionError)
TRIES = 40


@dataclass
class Reply:
    """What came back. location: where it leads to, if it leads anywhere."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Phone:
    """One browser. seen: when it first saw each place of the session; back: when its stream was
    opened last; both in perf_counter's seconds. asking: it is about to ask for its own part."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    seen: dict[str, float] = field(default_factory=dict)
    events: int = 0
    retries: int = 0
    breaks: int = 0
    last_id: str = ""
    back: float = 0.0
    place: str = ""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    asking: asyncio.Task[None] | None = None

    async def ask(self, method: str, path: str, data: Mapping[str, str] | None = None) -> Reply:
        """Ask, and ask again when the line breaks or the service is just starting."""
        for attempt in range(TRIES):
            try:
                reply = await asyncio.wait_for(self._once(method, path, data), 30)
            except LOST:
                reply = None
            if reply is not None and reply.status < 500:
                return reply
            self.retries += 1
            await asyncio.sleep(0.05 + 0.1 * random.random() * min(attempt + 1, 5))
        raise AssertionError(f"{method} {path}: no answer after {TRIES} tries")

    async def _once(self, method: str, path: str, data: Mapping[str, str] | None) -> Reply:
        reader, writer = await self._send(method, path, urlencode(data) if data else "", {})
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            status, headers = self._read_head(head)
            if status in (204, 304):
                return Reply(status, headers, "")
            if headers.get("transfer-encoding") == "chunked":
                body = await self._chunks(reader)
            else:
                body = await reader.readexactly(int(headers["content-length"]))
            return Reply(status, headers, body.decode())
        finally:
            writer.close()

    async def _send(
        self, method: str, path: str, body: str, more: Mapping[str, str]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        where = urlsplit(self.address)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {where.netloc}"]
        lines += [f"{name}: {value}" for name, value in more.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if body:
            lines.append("Content-Type: application/x-www-form-urlencoded")
        if method == "POST":
            lines += [f"Content-Length: {len(body)}", "X-Live: 1"]
        if "Accept" not in more:
            lines.append("Connection: close")
        writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        return reader, writer

    def _read_head(self, head: str) -> tuple[int, dict[str, str]]:
        first, *rest = head.strip().split("\r\n")
        headers = {}
        for line in rest:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
            headers[name.lower()] = value
        return int(first.split()[1]), headers

    @staticmethod
    async def _chunks(reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            body += await reader.readexactly(size)
            await reader.readline()
        return body

    async def listens(self, path: str) -> None:
        """Keep a stream open, and open it again when it breaks, as a browser does."""
        while True:
            with contextlib.suppress(LOST):
                await self._listen(path)
            self.breaks += 1
            await asyncio.sleep(random.uniform(0.4, 1.6))

    async def _listen(self, path: str) -> None:
        more = {"Accept": "text/event-stream"} | (
            {"Last-Event-ID": self.last_id} if self.last_id else {}
        )
        reader, writer = await self._send("GET", path, "", more)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            status, headers = self._read_head(head.decode())
            if status != 200 or "text/event-stream" not in headers["content-type"]:
                return
            self.back = time.perf_counter()
            waiting = b""
            while read := await reader.read(65536):
                at = time.perf_counter()
                waiting += read
                if b"\n\n" not in waiting:
                    continue
                whole, _, waiting = waiting.rpartition(b"\n\n")
                for id_, place in STATE.findall(whole):
                    self._sees(id_.decode(), place.decode(), at)
                if within := SPREAD.search(whole):
                    self._asks_soon(int(within[1]) / 1000)
        finally:
            writer.close()

    def _sees(self, id_: str, place: str, at: float) -> None:
        self.events += 1
        self.last_id, self.place = id_, place
        self.seen.setdefault(place, at)
        self.moved.set()

    def _asks_soon(self, within: float) -> None:
        """Ask for its own part, with what was answered here, as ``assets/live.js`` does."""

        async def ask() -> None:
            await asyncio.sleep(random.uniform(0.05, within))
            part = await self.ask("GET", "/play/state")
            assert part.status == 200, part.text[:500]

        if self.asking:
            self.asking.cancel()
        self.asking = asyncio.create_task(ask())

    async def opens(self, path: str) -> Reply:
        """Open a page, and keep the token of its forms."""
        reply = await self.ask("GET", path)
        if found := TOKEN.search(reply.text):
            self.token = found[1]
        return reply

    async def sends(self, path: str, **data: str) -> Reply:
        return await self.ask("POST", path, {"csrf_token": self.token, **data})


async def all_see(phones: list[Phone], place: str, within: float = 30) -> list[float]:
    """When each of them saw the place; fails when one of them does not in time."""
    end = time.perf_counter() + within
    while missing := [phone for phone in phones if place not in phone.seen]:
        if time.perf_counter() > end:
            where: dict[str, int] = defaultdict(int)
            for phone in missing:
                where[phone.place] += 1
            raise AssertionError(f"{len(missing)} have not seen {place}: they are at {dict(where)}")
        await asyncio.sleep(0.02)
    return [phone.seen[place] for phone in phones]
