"""Old addresses redirect to current addresses, with the same access rules."""

import pytest
from flask import Flask

from quiz.routes import MAP, MOVED, Audience
from quiz.vocabulary import Role
from tests.people.steps import signed_in
from tests.visitor import Visitor


def test_new_addresses_are_on_the_map_and_old_ones_are_not() -> None:
    rules = {address.rule for address in MAP}
    assert {new for _, new in MOVED} <= rules
    assert not {old for old, _ in MOVED} & rules


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/admin/deeds", "/admin/audit"),
        ("/admin/deeds?page=2", "/admin/audit?page=2"),
        ("/admin/people/0a1b/standing", "/admin/people/0a1b/status"),
    ],
)
def test_an_old_address_redirects_permanently(app: Flask, old: str, new: str) -> None:
    response = signed_in(app, Role.ADMINISTRATOR).client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)


def test_an_old_address_has_the_audience_of_the_new_one(app: Flask) -> None:
    audiences = {address.rule: address.audience for address in MAP}
    for old, new in MOVED:
        if audiences[new] == Audience.ANYONE:
            continue
        path = old.replace("<", "").replace(">", "")
        response = Visitor(app).client.get(path)
        assert response.status_code == 403 or "/signin" in response.headers["Location"], old


def test_an_old_address_is_refused_without_the_role(app: Flask) -> None:
    assert signed_in(app, Role.LEAD).client.get("/admin/deeds").status_code == 403


def test_a_form_sent_to_an_old_address_is_sent_again_to_the_new_one(app: Flask) -> None:
    client = signed_in(app, Role.ADMINISTRATOR).client
    response = client.post("/admin/people/0a1b/standing")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        "/admin/people/0a1b/status",
    )
    assert client.head("/admin/deeds").status_code == 301
    assert client.post("/admin/deeds").status_code == 405, "the new address takes no form"
