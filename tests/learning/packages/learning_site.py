"""A learning system on another site than the service: a course with a SCORM package, and a store of
xAPI statements (LRS) that answers browsers of the service only, by CORS."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from zipfile import ZipFile

from tests.learning.packages.course import course_page

SCORM_AGAIN = Path(__file__).parents[3] / "assets/node_modules/scorm-again/dist/scorm12.min.js"
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css"}
ACTOR = {
    "objectType": "Agent",
    "name": "Robin Example",
    "account": {"homePage": "https://council.example", "name": "robin-0815"},
}
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
REGISTRATION = "b1f0e3a2-90a6-4c6e-9d5f-0d6f7c1a2b3c"


@dataclass
class LearningSite:
    """What it serves, what it was sent, and how it answers."""

    address: str
    service: str = ""
    """The origin whose scripts it answers."""
    package: bytes = b""
    statements: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)
    mode: str = "Normal"
    refuses: str = ""
    """The verb that it refuses to store."""
    asked: list[str] = field(default_factory=list)

    def course(self, kind: str) -> str:
        return f"{self.address}/course?kind={kind}"

    def launch(self, check: str) -> str:
        """The address that it opens for somebody, as cmi5 forms it (section 8.1)."""
        fetch = f"{self.address}/token?session={token_hex(8)}"
        query = {
            "endpoint": f"{self.address}/lrs/",
            "fetch": fetch,
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activityId": f"{self.address}/activities/7",
        }
        return f"{check}{'&' if '?' in check else '?'}{urlencode(query)}"

    def token(self, url: str) -> dict[str, str]:
        """A token, once for each launch (section 8.2)."""
        if url in self.spent:
            return {"error-code": "1", "error-text": "was given before"}
        self.spent.add(url)
        made = base64.b64encode(token_hex().encode()).decode()
        self.tokens.add(made)
        return {"auth-token": made}

    def launch_data(self) -> dict[str, Any]:
        return {
            "contextTemplate": {
                "contextActivities": {"grouping": [{"id": f"{self.address}/courses/3"}]},
                "extensions": {SESSION: "session-1"},
            },
            "launchMode": self.mode,
            "moveOn": "Completed",
            "returnURL": f"{self.address}/course?kind=none",
        }

    def store(self, given: dict[str, Any]) -> int:
        """The status of a statement that is sent: kept once under its id."""
        verb = given["verb"]["id"].rpartition("/")[2]
        if verb == self.refuses:
            return 500
        if any(one["id"] == given["id"] for one in self.statements):
            return 409
        self.statements.append(given)
        return 204

    @property
    def verbs(self) -> list[str]:
        return [one["verb"]["id"].rpartition("/")[2] for one in self.statements]


@contextmanager
def serving(host: str = "localhost") -> Iterator[LearningSite]:
    """The learning system, at another site for a browser than 127.0.0.1."""
    server = ThreadingHTTPServer((host, 0), _Answers)
    site = LearningSite(f"http://{host}:{server.server_port}")
    server.site = site  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class _Answers(BaseHTTPRequestHandler):
    @property
    def site(self) -> LearningSite:
        return self.server.site  # type: ignore[attr-defined, no-any-return]

    def log_message(self, *_: object) -> None:
        pass

    def do_OPTIONS(self) -> None:
        self._answer(204)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/course":
            return self._answer(200, course_page(parse_qs(url.query)["kind"][0]).encode(), "html")
        if url.path == "/scorm12.min.js":
            return self._answer(200, SCORM_AGAIN.read_bytes(), "js")
        if url.path.startswith("/package/"):
            with ZipFile(BytesIO(self.site.package)) as archive:
                name = url.path.removeprefix("/package/")
                return self._answer(200, archive.read(name), name.rpartition(".")[2])
        if not self._may_ask():
            return self._answer(401)
        if url.path == "/lrs/activities/state":
            return self._answer(200, json.dumps(self.site.launch_data()).encode())
        return self._answer(404)

    def do_POST(self) -> None:
        self._answer(200, json.dumps(self.site.token(self.path)).encode())

    def do_PUT(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._may_ask():
            return self._answer(401)
        given = json.loads(sent)
        assert parse_qs(urlsplit(self.path).query)["statementId"] == [given["id"]]
        return self._answer(self.site.store(given))

    def _may_ask(self) -> bool:
        self.site.asked.append(self.path)
        known = self.headers.get("Authorization", "").removeprefix("Basic ")
        return known in self.site.tokens and self.headers["X-Experience-API-Version"] == "1.0.3"

    def _answer(self, status: int, content: bytes = b"", end: str = "json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(end, "application/json"))
        self.send_header("Content-Length", str(len(content)))
        if self.headers.get("Origin") == self.site.service:
            self.send_header("Access-Control-Allow-Origin", self.site.service)
            self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT")
            allowed = "Authorization, Content-Type, X-Experience-API-Version"
            self.send_header("Access-Control-Allow-Headers", allowed)
        self.end_headers()
        self.wfile.write(content)
