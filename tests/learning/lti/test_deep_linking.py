"""Somebody who makes a course chooses what a link opens (Deep Linking 2.0)."""

from typing import Any

import pytest
from flask import Flask

from tests.learning.lti.simulator import CLAIM, DEPLOYMENT, DL, PERSON, Simulator
from tests.learning.lti.steps import LAUNCH, begin, send
from tests.visitor import Visitor

CHOOSE = "http://localhost/lti/choose"


def choose(visitor: Visitor, simulator: Simulator, **settings: Any) -> Visitor:
    """Open the page with the choices, as in a frame: the browser sends no cookie."""
    asked = begin(visitor, simulator, target_link_uri=CHOOSE)
    token = simulator.token(simulator.choice(asked["nonce"], **settings))
    visitor.client._cookies.clear()
    return visitor._arrive(send(visitor, asked["state"], token))


def answer(visitor: Visitor, simulator: Simulator) -> dict[str, Any]:
    """What the button of the last page sends to the learning system."""
    assert visitor.form["action"] == simulator.url("return")
    return simulator.verified(str(visitor.filled_in()["JWT"]))


def test_a_course_maker_adds_a_set(visitor: Visitor, simulator: Simulator) -> None:
    choose(visitor, simulator)
    assert visitor.choices("opens") == ["any", "A", "B", "C", "D", "E"]
    visitor.send(opens="B")
    sent = answer(visitor, simulator)
    assert sent.pop("exp") - sent.pop("iat") == 3600
    assert len(sent.pop("nonce")) > 40
    assert sent == {
        "iss": "tool-7",
        "aud": simulator.issuer,
        f"{CLAIM}deployment_id": DEPLOYMENT,
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": "1.3.0",
        f"{DL}data": "course-maker-data",
        f"{DL}content_items": [
            {
                "type": "ltiResourceLink",
                "title": "Before You Look: set 2",
                "text": "Check what you know about social media and casework. About ten minutes.",
                "url": LAUNCH,
                "window": {"targetName": "_blank"},
                "custom": {"form": "B"},
                "lineItem": {"label": "Before You Look: set 2 (finished)", "scoreMaximum": 1},
            }
        ],
    }
    assert not set(PERSON.values()) & set(map(str, sent.values()))


@pytest.mark.repeats
def test_or_the_whole_check_without_completion(visitor: Visitor, simulator: Simulator) -> None:
    choose(visitor, simulator, data=None).send(with_result="")
    assert f"{DL}data" not in answer(visitor, simulator)
    choose(visitor, simulator, data={"some": "systems"}).send(with_result="")
    sent = answer(visitor, simulator)
    (link,) = sent[f"{DL}content_items"]
    assert link["title"] == "Before You Look: check what you know"
    assert not {"custom", "lineItem"} & link.keys()
    assert sent[f"{DL}data"] == {"some": "systems"}


@pytest.mark.repeats
def test_no_place_for_completion_where_the_platform_takes_none(
    visitor: Visitor, simulator: Simulator
) -> None:
    choose(visitor, simulator, accept_lineitem=False)
    assert "People can tell the course" not in visitor.words
    visitor.send(with_result="y")
    (link,) = answer(visitor, simulator)[f"{DL}content_items"]
    assert "lineItem" not in link


def test_the_pages_may_be_in_a_frame_of_this_platform_and_set_no_cookie(
    visitor: Visitor, simulator: Simulator
) -> None:
    for page in (choose(visitor, simulator), visitor.send(opens="A")):
        headers = page.response.headers
        policy = headers["Content-Security-Policy"].split("; ")
        assert f"frame-ancestors {simulator.issuer}" in policy
        assert f"form-action 'self' {simulator.issuer}" in policy
        assert "default-src 'none'" in policy
        assert "X-Frame-Options" not in headers
        assert not headers.getlist("Set-Cookie")


@pytest.mark.repeats
def test_a_choice_that_is_missing_is_asked_again(visitor: Visitor, simulator: Simulator) -> None:
    choose(visitor, simulator).send(opens="Z")
    assert visitor.status == 422
    assert visitor.errors == ["Choose one of the answers on this page"]
    visitor.send(opens="A")
    assert answer(visitor, simulator)


def test_a_request_that_we_did_not_make_is_refused(app: Flask, simulator: Simulator) -> None:
    for sealed in ("", "AAAA", "é"):
        refused = app.test_client().post("/lti/choose", data={"sealed": sealed, "opens": "A"})
        assert refused.status_code == 400
        assert "the request to choose is not ours" in refused.text


def test_settings_that_cannot_be_used_are_refused(visitor: Visitor, simulator: Simulator) -> None:
    settings: list[tuple[dict[str, Any], str]] = [
        ({"deep_link_return_url": "https://evil.example/return"}, "the return address"),
        ({"deep_link_return_url": None}, "the return address"),
        ({"accept_types": ["link", "file"]}, "the platform takes no links to this tool here"),
        ({"accept_types": None}, "the platform takes no links to this tool here"),
    ]
    for asked, cause in settings:
        choose(visitor, simulator, **asked)
        assert visitor.status == 400
        assert cause in visitor.words
