"""PRODUCTION=1: HTTPS, strict transport security and secure cookies."""

import http.client
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import SECRET
from tests.server import running
from tests.settings.test_config import OPERATOR


def ask(address: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_production_redirects_to_https_and_has_a_secure_cookie(tmp_path: Path) -> None:
    settings = {"PRODUCTION": "1", "SECRET_KEY": SECRET, "PROXIES": "1", **OPERATOR}
    with running(tmp_path / "inst ance", **settings) as server:
        assert ask(server.address, "/healthz").status == 200
        plain = ask(server.address, "/")
        assert plain.status == 302
        assert str(plain.headers["Location"]).startswith("https://")
        safe = ask(server.address, "/", **{"X-Forwarded-Proto": "https"})
        assert safe.status == 200
        assert "max-age" in str(safe.headers["Strict-Transport-Security"])
        cookie = str(safe.headers["Set-Cookie"])
        assert "; Secure" in cookie
        assert "; HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
