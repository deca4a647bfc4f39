"""A learning system that speaks LTI 1.3, on a local port: its keys, tokens and results."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.learning.lti.course_pages import page

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
CLIENT_ID, DEPLOYMENT, USER = "tool-7", "course-1", "user-0815"
PERSON = {"name": "Robin Example", "email": "robin@council.example", "given_name": "Robin"}


@dataclass
class Simulator:
    """What the learning system knows and was sent."""

    issuer: str
    key: RSAKey
    published: list[RSAKey]
    tool_keys: dict[str, Any] | None = None
    """The tool's keys, with which it checks what the tool signs."""
    scores: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    """What course makers chose."""
    tool: str = "http://localhost"
    asked: list[str] = field(default_factory=list)
    """The paths that were requested."""
    drips: bool = False
    """Whether it sends an answer in small pieces, with time between them."""
    answers: dict[str, int] = field(default_factory=dict)
    """For a path, another status than usual."""

    def url(self, path: str) -> str:
        return f"{self.issuer}/{path}"

    def details(self) -> dict[str, str]:
        """What its administrator would copy into the tool."""
        return {
            "name": "Council Learning",
            "issuer": self.issuer,
            "client_id": CLIENT_ID,
            "site_url": self.issuer,
            "login_url": self.url("auth"),
            "token_url": self.url("token"),
            "keys_url": self.url("keys"),
        }

    def claims(self, nonce: str, **changes: Any) -> dict[str, Any]:
        """A launch of a link; a claim of None is left out."""
        now = int(time.time())
        usual = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": USER,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}target_link_uri": f"{self.tool}/lti/launch",
            f"{CLAIM}resource_link": {"id": "link-1"},
            f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            AGS: {"scope": [SCORE], "lineitem": self.url("items/3?course=1")},
            **PERSON,
        }
        return {name: value for name, value in {**usual, **changes}.items() if value is not None}

    def choice(self, nonce: str, **settings: Any) -> dict[str, Any]:
        """A request to choose what a link opens."""
        asked = {
            "deep_link_return_url": self.url("return"),
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["window"],
            "data": "course-maker-data",
            **settings,
        }
        kind = {f"{CLAIM}message_type": "LtiDeepLinkingRequest", AGS: None}
        return self.claims(nonce, **kind, **{f"{DL}deep_linking_settings": asked})

    def token(self, claims: dict[str, Any], **header: Any) -> str:
        header = {"alg": "RS256", "kid": self.key.kid, **header}
        return jwt.encode(header, claims, self.key, algorithms=["RS256"])

    def verified(self, signed: str) -> dict[str, Any]:
        """The claims that the tool has signed."""
        assert self.tool_keys
        return jwt.decode(signed, KeySet.import_key_set(self.tool_keys), ["RS256"]).claims  # type: ignore[arg-type]


def _handler(simulator: Simulator) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if shown := page(simulator, self.path):
                self._show(shown)
                return
            self._answer({"keys": [key.as_dict(private=False) for key in simulator.published]})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if urlsplit(self.path).path == "/return":
                simulator.links.append(simulator.verified(parse_qs(body.decode())["JWT"][0]))
                self._show("<!DOCTYPE html><title>Link added</title><h1>Link added</h1>")
                return
            if urlsplit(self.path).path == "/token":
                asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
                claims = simulator.verified(asked["client_assertion"])
                assert (claims["iss"], claims["sub"]) == (CLIENT_ID, CLIENT_ID)
                assert claims["aud"] == simulator.url("token")
                assert asked["scope"] == SCORE
                self._answer({"access_token": "open-sesame", "token_type": "bearer"})
                return
            assert self.headers["Authorization"] == "Bearer open-sesame"
            assert self.headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
            simulator.scores.append({"to": self.path, **json.loads(body)})
            self._answer({})

        def _answer(self, found: object) -> None:
            simulator.asked.append(self.path)
            status = simulator.answers.get(urlsplit(self.path).path, 200)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", simulator.url("elsewhere"))
            self.end_headers()
            if not simulator.drips:
                self.wfile.write(json.dumps(found).encode())
                return
            for byte in json.dumps(found).encode()[:8]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.03)

        def _show(self, page: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@contextmanager
def running(key: RSAKey, host: str = "127.0.0.1") -> Iterator[Simulator]:
    """A learning system on a free port, until the end of the block."""
    simulator = Simulator("", key, [key])
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(simulator))
    simulator.issuer = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield simulator
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
