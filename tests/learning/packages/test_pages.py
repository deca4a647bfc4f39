"""The pages that a package opens: who may open them, what is kept, and what a window may reach."""

import re
from urllib.parse import quote

import pytest
from flask import Flask

from quiz.answers.models import Attempt
from quiz.browser.browser_session import OPENED_BY
from quiz.learning.packages import opened
from quiz.settings.config import OperatorError, from_environment
from tests.conftest import Stored
from tests.learning.packages.stored import (
    BEGIN,
    NUMBER,
    SITE,
    begins,
    finishes,
    list_systems,
    take_short,
)
from tests.selfcheck.steps import answer_all, code_of, reach_scenarios
from tests.visitor import Visitor

ELSEWHERE = "https://elsewhere.example"
OPENER = "Cross-Origin-Opener-Policy"
POLICY = "Content-Security-Policy"


def kept(visitor: Visitor) -> list[object] | None:
    with visitor.client.session_transaction() as cookie:
        found: list[object] | None = cookie.get(OPENED_BY)
        return found


@pytest.mark.parametrize(
    "system",
    [
        *(ELSEWHERE, f"{SITE}.elsewhere.example", f"{SITE}:444", "http://learn.council.example"),
        *("https://learn.council.example@elsewhere.example", "javascript:alert(1)", "*", "null"),
        *("https://[", "https://learn.council.example:x", f"{SITE}'; connect-src *"),
    ],
)
def test_no_other_learning_system_opens_the_check(app: Flask, system: str) -> None:
    list_systems(app, SITE)
    visitor = Visitor(app)
    for where in (
        f"/learning/scorm?system={quote(system)}&number={NUMBER}",
        f"/learning/cmi5?endpoint={quote(system)}/lrs&fetch={SITE}/token",
        f"/learning/cmi5?endpoint={SITE}/lrs&fetch={quote(system)}/token",
        f"/learning/cmi5?system={quote(system)}",
    ):
        assert visitor.get(where).status == 403, where
        assert "was told nothing" in visitor.words or "was not complete" in visitor.words
        assert "elsewhere" not in visitor.response.headers[POLICY]
        assert not visitor.page.select("main form")
        sent = visitor.client.post(where, data={"number": NUMBER})
        assert sent.status_code == 403
    assert kept(visitor) is None


@pytest.mark.parametrize("number", ["", "1", "g" * 32, "0" * 33, f"{'0' * 31}\n"])
def test_a_number_of_another_kind_is_refused(app: Flask, number: str) -> None:
    list_systems(app, SITE)
    page = Visitor(app).get(f"/learning/scorm?system={SITE}&number={quote(number)}")
    assert "was not complete" in page.words


def test_the_same_origin_may_be_spelled_otherwise(app: Flask) -> None:
    list_systems(app, SITE)
    with app.test_request_context():
        for spelled in ("HTTPS://Learn.Council.Example", f"{SITE}:443", f"{SITE}/xapi/lrs?a=b"):
            assert opened.listed(spelled) == SITE


def test_only_pages_that_show_no_answer_keep_the_window_that_opened_them(app: Flask) -> None:
    visitor = Visitor(app)
    list_systems(app, SITE)
    assert visitor.get(BEGIN["/learning/scorm"]).response.headers[OPENER] == "unsafe-none"
    assert "frame-ancestors 'none'" in visitor.response.headers[POLICY]
    finished = finishes(app)
    assert finished.path == "/check/feedback"
    assert finished.response.headers[OPENER] == "same-origin"
    finished.get("/learning/scorm/send")
    assert finished.response.headers[OPENER] == "unsafe-none"
    assert "4 of 4" in finished.words
    assert not finished.page.select("main .dot, main [href*='/check/scenario']")


def test_scripts_reach_a_learning_system_on_its_own_pages_only(app: Flask) -> None:
    list_systems(app, SITE, "https://lrs.example")
    visitor = Visitor(app)
    visitor.get(f"/learning/cmi5?endpoint=https://lrs.example/x&fetch={SITE}/token")
    policy = visitor.response.headers[POLICY].split("; ")
    assert f"connect-src 'self' {SITE} https://lrs.example" in policy
    assert visitor.response.headers[OPENER] == "same-origin"
    finished = finishes(app, "cmi5")
    assert "connect-src 'self'" in finished.response.headers[POLICY].split("; ")
    finished.get("/learning/cmi5/send")
    assert f"connect-src 'self' {SITE}" in finished.response.headers[POLICY].split("; ")


def test_nothing_of_a_launch_is_stored_or_shown(app: Flask, stored: Stored) -> None:
    list_systems(app, SITE)
    actor = quote('{"name":"Robin Example","account":{"name":"robin-0815"}}')
    visitor = Visitor(app).get(
        f"/learning/cmi5?endpoint={SITE}/lrs&fetch={SITE}/token?once=tok&actor={actor}"
    )
    assert not re.search("robin|once=tok", visitor.response.text, re.IGNORECASE)
    reach_scenarios(visitor.send())
    (attempt,) = stored(Attempt)
    assert "learn" not in repr(vars(attempt))
    found = kept(visitor)
    assert found
    assert found[:2] == ["cmi5", SITE]
    assert isinstance(found[2], str)
    assert len(found) == 5


@pytest.mark.parametrize("kind", ["scorm", "cmi5"])
def test_it_is_sent_once_and_then_forgotten(app: Flask, kind: str) -> None:
    visitor = finishes(app, kind)
    assert "learn.council.example does not know yet that you have finished" in visitor.words
    visitor.get(f"/learning/{kind}/send")
    chosen = visitor.page.select_one("input[name=what][checked]")
    assert chosen
    assert chosen["value"] == "finished"
    again = visitor.send()  # a form without the script: nothing was sent, so nothing is forgotten
    assert again.path == f"/learning/{kind}/send"
    assert kept(visitor)
    visitor.send(recorded="yes")
    assert "learn.council.example knows that you have finished" in visitor.words
    assert kept(visitor) is None
    assert "waits for nothing" in visitor.get(f"/learning/{kind}/send").words


def test_it_is_not_offered_before_the_end_or_to_the_next_person(app: Flask) -> None:
    visitor = reach_scenarios(begins(app), length="short")
    assert visitor.get("/learning/scorm/send").path != "/learning/scorm/send"
    answer_all(visitor.get("/check/scenario/1"), [(True, "3")] * 4).send()
    assert "does not know yet" in visitor.words
    visitor.get("/check/leave").send()
    take_short(visitor)
    assert "does not know yet" not in visitor.words


def test_the_next_check_in_the_same_browser_is_not_offered_it(app: Flask) -> None:
    visitor = finishes(app)
    take_short(visitor)
    assert "does not know yet" not in visitor.words


def test_the_check_of_this_browser_can_be_used_or_forgotten(app: Flask) -> None:
    visitor = take_short(Visitor(app))
    list_systems(app, SITE)
    visitor.get(BEGIN["/learning/scorm"])
    assert "Is it yours?" in visitor.words
    assert visitor.send().path == "/learning/scorm"  # neither button: nothing happens
    assert visitor.send(whose="mine").path == "/learning/scorm/send"
    visitor.get("/")
    visitor.get(BEGIN["/learning/scorm"])
    assert "Is it yours?" in visitor.words  # the start page was opened since
    assert visitor.send(whose="somebody-else").path == "/"
    assert "does not know yet" not in visitor.get("/check/feedback").words


def test_a_check_that_moves_to_another_device_can_be_sent_there(app: Flask) -> None:
    first = take_short(Visitor(app))
    words = code_of(first)
    second = begins(app)
    assert second.path == "/"
    second.get("/check/return").send(code=words)
    assert second.path == "/check/feedback"
    assert "does not know yet that you have finished" in second.words
    assert second.get("/learning/scorm/send").path == "/learning/scorm/send"
    # The launcher opens it again, and it is that check's.
    assert second.get(BEGIN["/learning/scorm"]).path != "/learning/scorm"


def test_a_link_to_another_set_starts_that_set(app: Flask) -> None:
    list_systems(app, SITE)
    visitor = Visitor(app).get(f"{BEGIN['/learning/scorm']}&form=C").send()
    assert visitor.filled_in()["scenarios"] == "C"
    assert Visitor(app).get(f"{BEGIN['/learning/scorm']}&form=%00").status == 404


@pytest.mark.parametrize(
    "given",
    ["learn.example", "https://learn.example/moodle", "https://a@b.example", "http://a.example"],
)
def test_an_address_that_is_no_origin_stops_the_start(given: str, tmp_path: object) -> None:
    with pytest.raises(OperatorError, match="LEARNING_SYSTEMS must be"):
        from_environment({"INSTANCE": str(tmp_path), "LEARNING_SYSTEMS": f"{SITE} {given}"})
