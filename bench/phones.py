"""Simulated phones: each joins a session, keeps a stream of events open, and answers.

They use only the standard library, so that a thousand of them and the service fit on one small
machine.
"""

import asyncio
import contextlib
import random
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

STATE = re.compile(
    rb"event: state\r?\nid: ([0-9.]+)\n(?:data: [^\n]*\n)*?data: .*?data-position=\"([^\"]+)\""
)
SPREAD = re.compile(rb'data-spread="(\d+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
CONNECTION_ERRORS = (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ConnectionError)
TRIES = 40


@dataclass
class Reply:
    """A response: its status, headers and body."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Phone:
    """One browser.

    seen_at: when it first saw each position of the session. reconnected_at: when its stream was
    last opened. Both are seconds of ``perf_counter``. retries: requests sent again. tries: how
    often a request is sent at most. breaks: streams that ended. own_part: the task that will fetch
    its own part.
    """

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    seen_at: dict[str, float] = field(default_factory=dict)
    retries: int = 0
    tries: int = TRIES
    breaks: int = 0
    last_id: str = ""
    reconnected_at: float = 0.0
    position: str = ""
    own_part: asyncio.Task[None] | None = None

    async def request(self, method: str, path: str, data: Mapping[str, str] | None = None) -> Reply:
        """Send a request; repeat it when the connection fails or the service is restarting."""
        for attempt in range(self.tries):
            try:
                reply = await asyncio.wait_for(self._once(method, path, data), 30)
            except CONNECTION_ERRORS:
                reply = None
            if reply is not None and reply.status < 500:
                return reply
            self.retries += 1
            await asyncio.sleep(0.05 + 0.1 * random.random() * min(attempt + 1, 5))
        raise AssertionError(f"{method} {path}: no response after {self.tries} tries")

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
        self, method: str, path: str, body: str, headers: Mapping[str, str]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        url = urlsplit(self.address)
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {url.netloc}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if body:
            lines.append("Content-Type: application/x-www-form-urlencoded")
        if method == "POST":
            lines += [f"Content-Length: {len(body)}", "X-Live: 1"]
        if "Accept" not in headers:
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

    async def listen(self, path: str) -> None:
        """Keep a stream open, and open it again when it ends, as a browser does."""
        while True:
            with contextlib.suppress(CONNECTION_ERRORS):
                await self._read_stream(path)
            self.breaks += 1
            await asyncio.sleep(random.uniform(0.4, 1.6))

    async def _read_stream(self, path: str) -> None:
        headers = {"Accept": "text/event-stream"} | (
            {"Last-Event-ID": self.last_id} if self.last_id else {}
        )
        reader, writer = await self._send("GET", path, "", headers)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            status, received = self._read_head(head.decode())
            if status != 200 or "text/event-stream" not in received["content-type"]:
                return
            self.reconnected_at = time.perf_counter()
            buffer = b""
            while data := await reader.read(65536):
                at = time.perf_counter()
                buffer += data
                if b"\n\n" not in buffer:
                    continue
                events, _, buffer = buffer.rpartition(b"\n\n")
                for id_, position in STATE.findall(events):
                    self._record(id_.decode(), position.decode(), at)
                if spread := SPREAD.search(events):
                    self._fetch_own_part(int(spread[1]) / 1000)
        finally:
            writer.close()

    def _record(self, id_: str, position: str, at: float) -> None:
        self.last_id, self.position = id_, position
        self.seen_at.setdefault(position, at)

    def _fetch_own_part(self, spread: float) -> None:
        """Fetch its own part within ``spread`` seconds, as ``assets/live.js`` does."""

        async def fetch() -> None:
            await asyncio.sleep(random.uniform(0.05, spread))
            part = await self.request("GET", "/play/state")
            assert part.status == 200, part.text[:500]

        if self.own_part:
            self.own_part.cancel()
        self.own_part = asyncio.create_task(fetch())

    async def open(self, path: str) -> Reply:
        """Open a page, and keep the token of its forms."""
        reply = await self.request("GET", path)
        if found := TOKEN.search(reply.text):
            self.token = found[1]
        return reply

    async def send(self, path: str, **data: str) -> Reply:
        return await self.request("POST", path, {"csrf_token": self.token, **data})


async def all_see(phones: list[Phone], position: str, within: float = 30) -> list[float]:
    """When each phone saw the position, in seconds of ``perf_counter``.

    Raises AssertionError when a phone does not see it within ``within`` seconds.
    """
    end = time.perf_counter() + within
    while missing := [phone for phone in phones if position not in phone.seen_at]:
        if time.perf_counter() > end:
            where = dict(Counter(phone.position for phone in missing))
            raise AssertionError(f"{len(missing)} have not seen {position}; they are at {where}")
        await asyncio.sleep(0.02)
    return [phone.seen_at[position] for phone in phones]
