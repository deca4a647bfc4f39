"""Security headers, and HTTPS in production (OWASP Secure Headers Project; RFC 6797)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from quiz import create_app
from quiz.settings.config import Settings
from tests.conftest import SECRET

HTTP, HTTPS = "http://look.example.org", "https://look.example.org"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(scope="module", params=[True, False], ids=["production", "local"])
def production(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def client(
    production: bool, empty_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    """A client of the whole service. Independent of the database."""
    folder = tmp_path_factory.mktemp("instance")
    path = shutil.copy(empty_sqlite_file, folder)
    app = create_app(Settings(SECRET, f"sqlite:///{path}", folder, production=production))
    yield app.test_client()
    app.extensions["database"].close()


only_in_production = pytest.mark.parametrize("production", [True], indirect=True, scope="module")
not_in_production = pytest.mark.parametrize("production", [False], indirect=True, scope="module")


@pytest.mark.parametrize("path", ["/", "/healthz", "/no-such-page", "/static/build/manifest.json"])
@pytest.mark.parametrize("base_url", [HTTP, HTTPS])
def test_every_response_has_the_headers(client: FlaskClient, path: str, base_url: str) -> None:
    with client.get(path, base_url=base_url) as response:
        headers = response.headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "browsing-topics=()"


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/api/v1/sources", "/api/v1/no-such-thing"]
)
def test_json_is_a_download(client: FlaskClient, path: str) -> None:
    """ASVS 14.4.2: a browser that is led there shows no page."""
    headers = client.get(path, base_url=HTTPS).headers
    assert headers["Content-Type"].partition(";")[0] in (
        "application/json",
        "application/problem+json",
    )
    assert headers.getlist("Content-Disposition") == ['attachment; filename="answer.json"']


def test_a_page_is_no_download(client: FlaskClient) -> None:
    assert "Content-Disposition" not in client.get("/privacy", base_url=HTTPS).headers


@not_in_production
def test_a_built_file_does_not_depend_on_the_cookie(client: FlaskClient) -> None:
    """With Vary: Cookie, a browser would fetch it again after each change of the cookie."""
    with client.get("/static/build/manifest.json") as response:
        assert "cookie" not in {one.lower() for one in response.vary}
        assert "Set-Cookie" not in response.headers


@only_in_production
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/", "/no-such-page", "/start?next=http://a.example/%C3%A9"])
def test_plain_http_is_redirected(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method, base_url=HTTP)
    assert (response.status_code, response.headers["Location"]) == (302, HTTPS + path)
    assert "Strict-Transport-Security" not in response.headers


@only_in_production
def test_a_local_health_check_needs_no_https(client: FlaskClient) -> None:
    assert client.get("/healthz", base_url="http://127.0.0.1:8000").status_code == 200


@only_in_production
def test_https_responses_send_hsts(client: FlaskClient) -> None:
    response = client.get("/", base_url=HTTPS)
    assert response.status_code == 200
    assert response.headers["Strict-Transport-Security"] == f"max-age={365 * 24 * 60 * 60}"


@only_in_production
def test_forwarded_headers_are_not_believed_without_proxies(client: FlaskClient) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "other.example"}
    response = client.get("/", base_url=HTTP, headers=forwarded)
    assert (response.status_code, response.headers["Location"]) == (302, f"{HTTPS}/")


@only_in_production
def test_no_other_host_can_plant_the_cookie(client: FlaskClient) -> None:
    """RFC 6265bis, 4.1.3.2: the prefix needs Secure, a path of / and no domain."""
    fresh = client.application.test_client()
    sent = fresh.get("/", base_url=HTTPS).headers["Set-Cookie"]  # the token of its form
    assert sent.startswith("__Host-before-you-look=")
    assert {"Secure", "Path=/"} <= set(sent.split("; "))
    assert "Domain" not in sent


@only_in_production
def test_the_cookie_of_the_release_before_the_prefix_still_counts(client: FlaskClient) -> None:
    fresh = client.application.test_client()
    value = fresh.get("/", base_url=HTTPS).headers["Set-Cookie"].split(";")[0].partition("=")[2]
    earlier = client.application.test_client(use_cookies=False)
    headers = {"Cookie": f"before-you-look={value}"}
    assert "Set-Cookie" not in earlier.get("/", base_url=HTTPS, headers=headers).headers
    headers = {"Cookie": f"before-you-look={value}x"}
    assert "Set-Cookie" in earlier.get("/", base_url=HTTPS, headers=headers).headers


@not_in_production
def test_http_works_outside_production(client: FlaskClient) -> None:
    for base_url in (HTTP, HTTPS):
        response = client.get("/", base_url=base_url)
        assert response.status_code == 200
        assert "Strict-Transport-Security" not in response.headers
