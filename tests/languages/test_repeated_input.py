"""No page with a form's token, or with what only some may see, repeats what is in its address.

Compressed pages that do tell an attacker, by their length, what else is on them (BREACH, decision
6)."""

import re
from pathlib import Path

from flask import Flask

from quiz.routes import MAP
from quiz.vocabulary import Role
from tests.people.steps import account, sign_in
from tests.promises.example_paths import path
from tests.selfcheck.steps import reach_scenarios
from tests.visitor import Visitor

QUIZ = Path(__file__).parents[2] / "quiz"
READ = re.compile(r'request\.args(?:\.get\(|\[)"(\w+)"|"(\w+)" (?:not )?in request\.args')
MARK = "kq7Zx" * 3
SEARCHES = {"/guidance", "/help"}
"""Pages for everybody, without a form's token."""
REPEAT = {
    "/signin",  # the page that was asked for; signing in replaces the token
    "/signin/passkey",
    "/admin/content/own/new",  # what an owner searches the sources for, cut short
    "/admin/content/own/<item_id>/edit",
}
"""The pages that decision 6 names."""


def names() -> set[str]:
    """Every name that a view reads from an address, and one that none reads."""
    found = (READ.findall(file.read_text("utf-8")) for file in QUIZ.rglob("*.py"))
    return {"other", *(one or two for pairs in found for one, two in pairs)}


def test_no_query_is_repeated(app: Flask) -> None:
    query = "&".join(f"{name}={MARK}" for name in sorted(names()))
    person = account(app, *Role)
    visitor = reach_scenarios(sign_in(Visitor(app), person))
    for address in MAP:
        if "GET" not in address.methods or address.rule.endswith("/events"):
            continue
        text = visitor.client.get(f"{path(address, app, person)}?{query}").data.decode(
            "utf-8", "ignore"
        )
        if address.rule in SEARCHES:
            assert "csrf_token" not in text
        elif address.rule not in REPEAT:
            assert MARK not in text, address.rule


def test_what_is_no_code_is_not_repeated(app: Flask) -> None:
    places = [address.rule for address in MAP if address.rule.endswith(("<code>", "<token>"))]
    assert "/join/<code>" in places
    for rule in places:
        text = Visitor(app).client.get(f"{rule.partition('<')[0]}{MARK}").text
        assert MARK not in text or "csrf_token" not in text, rule
