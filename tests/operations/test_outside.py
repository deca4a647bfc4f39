"""What an outside tool sees of the service behind nginx: headers, cookies, and what is stored."""

import http.client
import re

import pytest

from tests.operations.nginx import Nginx, nginx

__all__ = ["nginx"]

pytestmark = pytest.mark.only_test_all
PAGES = ("/", "/privacy", "/join", "/signin", "/review", "/healthz", "/no-such-page", "/teams")
ONCE = (
    *("Content-Security-Policy", "Strict-Transport-Security", "Cross-Origin-Opener-Policy"),
    *("Cross-Origin-Resource-Policy", "X-Content-Type-Options", "X-Frame-Options"),
    *("Referrer-Policy", "Permissions-Policy"),
)


@pytest.fixture(scope="module")
def headers(nginx: Nginx) -> dict[str, http.client.HTTPMessage]:
    """The headers of each page, and of a built file."""
    page = nginx.ask("GET", "/").text
    (style,) = re.findall(r'href="(/static/[^"]+\.css)"', page)
    return {path: nginx.ask("GET", path).headers for path in (*PAGES, style)}


def test_each_security_header_is_sent_once(headers: dict[str, http.client.HTTPMessage]) -> None:
    for path, found in headers.items():
        assert [len(found.get_all(name, [])) for name in ONCE] == [1] * len(ONCE), path
        assert "unsafe" not in found["Content-Security-Policy"], path


def test_cookies_behind_nginx(nginx: Nginx) -> None:
    cookies = nginx.ask("GET", "/signin").headers.get_all("Set-Cookie", [])
    assert cookies
    for cookie in cookies:
        name, *settings = cookie.split("; ")
        assert name.startswith("__Host-")
        assert {*settings} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_nothing_personal_is_stored(headers: dict[str, http.client.HTTPMessage]) -> None:
    for path, found in headers.items():
        if path.startswith("/static/"):
            assert "Set-Cookie" not in found
            assert "max-age" in found["Cache-Control"]
        else:
            assert found["Cache-Control"] == "no-store", path


def test_no_version_is_told(headers: dict[str, http.client.HTTPMessage]) -> None:
    for path, found in headers.items():
        assert found["Server"] == "nginx", path
        assert "X-Powered-By" not in found
        assert "Via" not in found


def test_every_answer_has_a_type(headers: dict[str, http.client.HTTPMessage]) -> None:
    for path, found in headers.items():
        kind = found["Content-Type"]
        assert kind, path
        assert not kind.startswith("text/") or kind.endswith("charset=utf-8"), path


def test_no_other_site_may_read(nginx: Nginx) -> None:
    for path in PAGES:
        answer = nginx.ask("GET", path, Origin="https://evil.example")
        assert not [name for name in answer.headers if name.startswith("Access-Control")], path
