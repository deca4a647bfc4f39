"""Requests, forms and events through a real nginx with the site of deploy/."""

import http.client
import socket
import ssl
import time
from contextlib import nullcontext

import pytest

from quiz import create_app
from quiz.settings.config import from_environment
from tests.live import stored_steps as live
from tests.operations.nginx import HOST, Nginx, nginx

__all__ = ["nginx"]

pytestmark = pytest.mark.only_test_all
NAME = "__Host-before-you-look"


def test_pages_come_over_https_and_http_2(nginx: Nginx) -> None:
    answer = nginx.ask("GET", "/")
    assert answer.status == 200
    assert "max-age" in str(answer.headers["Strict-Transport-Security"])
    assert str(answer.headers["Set-Cookie"]).startswith("__Host-")
    assert "; Secure" in str(answer.headers["Set-Cookie"])
    with nginx.connection(protocols=("h2", "http/1.1")) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_plain_http_and_other_names_get_no_page(nginx: Nginx) -> None:
    client = http.client.HTTPConnection("127.0.0.1", nginx.http, timeout=10)
    client.request("GET", "/privacy", headers={"Host": "evil.example"})
    response = client.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/privacy")
    assert response.headers["Server"] == "nginx", "its version is nobody's business"
    client.close()
    other = nginx.ask("GET", "/", Host="evil.example")  # on a connection for our name
    assert (other.status, other.headers["Server"]) == (421, "nginx")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", nginx.https), timeout=10)
    with plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="evil.example")


@pytest.mark.parametrize(
    ("cipher", "accepted"),
    [
        ("ECDHE-ECDSA-AES128-GCM-SHA256", True),
        ("ECDHE-ECDSA-CHACHA20-POLY1305", True),
        ("ECDHE-ECDSA-AES128-SHA256", False),  # CBC
        ("ECDHE-ECDSA-AES256-CCM8", False),  # a short tag
    ],
)
def test_weak_ciphers_are_refused(nginx: Nginx, cipher: str, accepted: bool) -> None:
    context = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    plain = socket.create_connection(("127.0.0.1", nginx.https), timeout=10)
    with plain, nullcontext() if accepted else pytest.raises(ssl.SSLError):
        connection = context.wrap_socket(plain, server_hostname=HOST)
        assert connection.cipher()[0] == cipher  # type: ignore[index]
        connection.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_connection_continues_an_earlier_session(nginx: Nginx, version: ssl.TLSVersion) -> None:
    """testssl.sh found that none did: sessions are those of the server that is the default."""
    context = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))
    context.maximum_version = version
    session, reused = None, []
    for _ in range(2):
        plain = socket.create_connection(("127.0.0.1", nginx.https), timeout=10)
        with context.wrap_socket(plain, server_hostname=HOST, session=session) as connection:
            connection.sendall(f"HEAD /healthz HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            assert connection.recv(1000)  # TLS 1.3 brings its session with the first answer
            session = connection.session
            reused.append(connection.session_reused)
    assert reused == [False, True]


def test_what_a_browser_says_about_itself_is_not_believed(nginx: Nginx) -> None:
    lies = {
        **{"X_Request_ID": "chosen-by-a-browser", "X_Forwarded_Proto": "http"},
        **{"X_Forwarded_Host": "evil.example", "X_Forwarded_For": "192.0.2.1"},
    }
    answer = nginx.ask("GET", "/", **lies)
    assert answer.status == 200, "X-Forwarded-Proto: http would redirect for ever"
    assert answer.headers["X-Request-ID"] != "chosen-by-a-browser"
    assert "evil.example" not in answer.text
    tries = [
        nginx.ask("GET", f"/review/ABCDE-FGHJ{letter}", X_Forwarded_For=f"192.0.2.{number}").status
        for number, letter in enumerate("BCDFGHJKLMNPQRSTVWXZBCDF")
    ]
    assert tries[-1] == 429, "guesses are counted by the address that nginx sees"


def test_a_long_form_gets_a_page(nginx: Nginx) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    ours = nginx.ask("POST", "/", b"a=" + b"x" * 70_000, **form)
    assert (ours.status, "That was too much to send" in ours.text) == (413, True)
    assert nginx.ask("POST", "/", b"a=" + b"x" * 200_000, **form).status == 413


def test_events_come_at_once(nginx: Nginx) -> None:
    """Through nginx, a phone sees the host's move within a second: nothing is held back."""
    environ = {**nginx.server.environ, "PRODUCTION": "0"}  # its test client speaks plain HTTP
    app = create_app(from_environment(environ))
    host = live.host_session(app)
    phone = live.join_session(app, host)
    cookie = phone.client.get_cookie("before-you-look")
    assert cookie
    lines = ("GET /play/events HTTP/1.1", f"Host: {HOST}", f"Cookie: {NAME}={cookie.value}")
    with nginx.connection() as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        text = read_until(connection, "event: beat")
        assert "200 OK" in text
        assert "text/event-stream" in text
        live.open_vote(host)
        before = time.monotonic()
        read_until(connection, "event: state")
        assert time.monotonic() - before < 2
    app.extensions["database"].close()


def read_until(connection: ssl.SSLSocket, words: str) -> str:
    text = ""
    while words not in text:
        received = connection.recv(65_536)
        assert received, text
        text += received.decode()
    return text


def test_nobody_notices_a_node_that_is_away(nginx: Nginx) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for _ in range(6):
        assert nginx.ask("GET", "/privacy").status == 200
        assert nginx.ask("POST", "/", b"length=full&feedback=end", **form).status == 400
    log = (nginx.folder / "before-you-look.log").read_text("utf-8")
    assert " 502 " not in log


def test_its_log_has_no_address(nginx: Nginx) -> None:
    nginx.ask("GET", "/review/ABCDE-FGHJK?name=Lee")
    time.sleep(0.2)
    log = (nginx.folder / "before-you-look.log").read_text("utf-8")
    assert "GET" in log
    assert not [secret for secret in ("ABCDE", "Lee", "review", "evil") if secret in log]
    assert "ABCDE" not in (nginx.folder / "main.log").read_text("utf-8")


def test_while_no_node_answers_there_is_a_page(nginx: Nginx) -> None:
    """It comes back by itself for what was asked for; for a form it says what to do."""
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    nginx.server.kill()
    shown, sent = nginx.ask("GET", "/privacy"), nginx.ask("POST", "/", b"length=full", **form)
    nginx.server.start_again()
    for answer, words in ((shown, "tries again by itself"), (sent, "Nothing is lost")):
        assert answer.status == 502
        assert words in answer.text
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "max-age" in answer.headers["Strict-Transport-Security"]
    for _ in range(100):
        if nginx.ask("GET", "/privacy").status == 200:
            break
        time.sleep(0.1)
    assert nginx.ask("GET", "/privacy").status == 200


def test_browsers_use_https_for_a_year_below_this_name_too(nginx: Nginx) -> None:
    """RFC 6797; once, because browsers take the first of several."""
    for path in ("/privacy", "/live/0123456789abcdef0123456789abcdef/events", "/no-such-page"):
        sent = nginx.ask("GET", path).headers.get_all("Strict-Transport-Security")
        assert sent == ["max-age=31536000; includeSubDomains"], path
