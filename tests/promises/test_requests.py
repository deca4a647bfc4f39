"""Every address with every method and with odd queries and headers: never an error of ours."""

from itertools import product

import pytest
from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from quiz.routes import MAP
from quiz.vocabulary import Role
from tests.people.steps import account, sign_in
from tests.promises.example_paths import path
from tests.promises.test_forms import kept_as_it_is
from tests.selfcheck.steps import reach_scenarios
from tests.visitor import Visitor

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "TRACE", "PROPFIND", "get")
ODD: tuple[dict[str, str], ...] = (
    {"QUERY_STRING": "q=\x94\xff&page=%ff%00"},
    {"QUERY_STRING": "&".join(f"a{number}=b" for number in range(2_000))},
    {"QUERY_STRING": "next=//evil.example&q=%F0%9F%98%80&page=-1&k=9e999&=&&&"},
    {"HTTP_COOKIE": 'before-you-look="; =;;\x94=\xff; before-you-look-known=.'},
    {"HTTP_HOST": "evil..example:99999999"},
    {"HTTP_HOST": "[::1"},
    {"HTTP_RANGE": "bytes=9-1,-0,x", "HTTP_IF_RANGE": "W/x", "HTTP_ACCEPT_ENCODING": "br;q=x,*"},
    {"HTTP_IF_NONE_MATCH": 'W/"', "HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 2026 99:99:99 GMT"},
    {"HTTP_LAST_EVENT_ID": "\x00-1", "HTTP_ACCEPT": "text/event-stream;q=x"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "many", "CONTENT_TYPE": "multipart/form-data; boundary="},
    {"HTTP_X_FORWARDED_FOR": "x", "HTTP_AUTHORIZATION": "Basic \xff", "HTTP_ORIGIN": "null"},
)
SLICE, FINER_SLICE = 96, 6
"""One case in so many, the second with `--everything`; each address has others than the one
before."""


def status_of(app: Flask, method: str, where: str, odd: dict[str, str]) -> int:
    """The status. The request is made below the client, which would refuse to send some of them."""
    found: list[str] = []
    environ = {**create_environ(where), "REQUEST_METHOD": method, **odd}
    body = app(environ, lambda status, *_: found.append(status))
    if hasattr(body, "close"):
        body.close()  # a stream would never end
    return int(found[0].split()[0])


@pytest.mark.parametrize("host", ["a..b", "a" * 64, "x" * 300, "x:99999", ":80", "[::1", "xn--a"])
def test_a_host_that_can_be_no_name_gets_a_page(app: Flask, host: str) -> None:
    """RFC 1035, 2.3.4: a label has 1 to 63 letters. RFC 9110, 7.2: 400."""
    environ = {**create_environ("/signin/passkey/options"), "HTTP_HOST": host}
    page, status, _ = run_wsgi_app(app, environ)  # below the client, which would refuse some
    assert status == "400 BAD REQUEST"
    assert b"<h1" in b"".join(page)


def visitor_with_all(app: Flask) -> tuple[Visitor, dict[str, str]]:
    """Somebody with every role and a check, and an address for each rule."""
    person = account(app, *Role)
    visitor = reach_scenarios(sign_in(Visitor(app), person))
    return visitor, {address.rule: path(address, app, person) for address in MAP}


def test_nothing_that_is_asked_is_an_error_of_ours(app: Flask, everything: bool) -> None:
    visitor, paths = visitor_with_all(app)
    cookie = visitor.client.get_cookie("before-you-look")
    assert cookie
    cases = list(product(METHODS, ODD))
    step = FINER_SLICE if everything else SLICE
    with kept_as_it_is(app):
        for number, where in enumerate(paths.values()):
            for method, odd in cases[number % step :: step]:
                signed_in = {"HTTP_COOKIE": f"before-you-look={cookie.value}", **odd}
                assert status_of(app, method, where, signed_in) < 500, (method, where, odd)


def test_a_query_that_is_not_utf_8_gets_its_page(app: Flask) -> None:
    """Fuzzing found it: each address answered 500."""
    for query in ("q=\x94", "\xff\xfe", "q=%94"):
        assert status_of(app, "GET", "/guidance", {"QUERY_STRING": query}) == 200


def test_head_answers_as_get(app: Flask, everything: bool) -> None:
    """So a limit, a redirect and a refusal are the same, and nothing is learned by asking so."""
    visitor, paths = visitor_with_all(app)
    pages = [where for where in paths.values() if not where.endswith("/events")]
    for where in pages if everything else pages[::4]:
        got, head = visitor.client.get(where), visitor.client.head(where)
        assert head.status_code == got.status_code, where
        assert head.headers.get("Location") == got.headers.get("Location"), where
        assert not head.data


def test_a_guess_by_head_counts(app: Flask) -> None:
    client, where = app.test_client(), f"/screen/{'0' * 64}"
    assert [client.head(where).status_code for _ in range(101)] == [404] * 100 + [429]
    assert client.get(where).status_code == 429


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_refused_with_a_page(app: Flask, method: str) -> None:
    for address in MAP:
        response = app.test_client().open(path(address, app), method=method)
        assert response.status_code == 405, address.rule
        words = b"read-only" if address.is_api else b"cannot be used in this way"
        assert words in response.data, address.rule


def test_an_unknown_address_has_a_page(app: Flask) -> None:
    for missing in (
        "/nowhere",
        "/check/confidence/else",
        "/check/scenario/x",
        "/check/scenario/-1",
    ):
        visitor = Visitor(app).get(missing)
        assert visitor.status == 404
        assert "There is no page here" in visitor.words
