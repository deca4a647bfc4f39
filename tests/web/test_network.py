"""Failed requests are counted by network: who has many addresses has no more guesses."""

import pytest
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from quiz.web.network import network
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("address", "counted_by"),
    [
        ("203.0.113.20", "203.0.113.20"),
        ("203.0.113.20:51234", "203.0.113.20"),
        ("::ffff:203.0.113.20", "203.0.113.20"),
        ("2001:db8:1:1:5::9", "2001:db8:1:1::/64"),
        ("[2001:DB8:1:1:6::1]:443", "2001:db8:1:1::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_the_network_of_an_address(app: Flask, address: str, counted_by: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == counted_by


@pytest.mark.own_app
def test_guesses_from_one_ipv6_network_are_counted_together(app: Flask) -> None:
    app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    visitor = Visitor(app)

    def guess(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return visitor.client.post("/check/return", data={"code": "x"}, headers=headers).status_code

    assert {guess(f"2001:db8:1:1:{n:x}::{n:x}") for n in range(20)} == {400}
    assert guess("2001:db8:1:1:ffff::1") == 429
    assert guess("2001:db8:1:2::1") == 400
