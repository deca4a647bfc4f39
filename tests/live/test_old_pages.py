"""A host presses a button on a page that is old, twice, or after another host: nothing is lost."""

import pytest
from flask import Flask

from quiz.live.session.models import LiveSession
from tests.conftest import Stored
from tests.live.steps import ITEM
from tests.live.stored_steps import host_session, move


def test_after_the_pause_nobody_is_asked_when_it_ends(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    path = host.path
    move(host, "pause")
    form = host.get(f"{path}/pause").filled_in()
    move(host.get(path), "resume")
    assert host.get(f"{path}/pause").path == path
    assert host.post(f"{path}/pause", form).path == path
    assert stored(LiveSession)[0].pause_until is None


def test_after_the_end_no_page_says_that_something_was_changed(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    path = host.path
    moves = host.get(f"{path}/screen").filled_in()
    sent = host.get(f"{path}/questions").filled_in()
    move(host.get(path), "end")
    assert host.post(f"{path}/screen", moves | {"moves": "no"}).path == path
    assert "It only shows" not in host.words
    assert (
        "The session has ended, so"
        in host.post(f"{path}/questions", sent | {"press": "allow"}).words
    )
    assert "Phones may send questions now" not in host.words
    assert (stored(LiveSession)[0].screen_moves, stored(LiveSession)[0].takes_questions) == (
        True,
        False,
    )


def test_a_rehearsal_is_made_once_until_it_has_started(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    path = host.path
    form = host.get(f"{path}/rehearse").filled_in()
    first = host.post(f"{path}/rehearse", form).path
    assert host.post(f"{path}/rehearse", form).path == first, "pressed twice"
    move(host, "next")
    assert host.post(f"{path}/rehearse", form).path not in (first, path)
    assert [live.rehearsal for live in stored(LiveSession)].count(True) == 2


def test_a_rehearsal_that_is_ended_twice_is_explained(app: Flask, stored: Stored) -> None:
    """Without scripts a button can be pressed twice; then the second page is what the host sees."""
    host = host_session(app)
    host.get(f"{host.path}/rehearse").send()
    path, form = host.path, host.filled_in() | {"move": "end"}
    assert "The rehearsal is over" in host.post(f"{path}/move", form).words
    for page in ("move", "pause", "screen", "jump", "hands", "questions", "delete", "minimum"):
        assert host.post(f"{path}/{page}", form).status == 404, page
        assert "This session is not here" in host.words, page
        assert "What you just sent changed nothing." in host.words, page
    assert "A rehearsal is deleted when it ends" in host.get(path).words
    assert "What you just sent" not in host.words
    gone = host.get(f"/host/templates/{'0' * 32}/change")
    assert (gone.status, "This template is not here" in gone.words) == (404, True)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("move", "the session had moved on already"),
        ("jump", "from here the session cannot go to another scenario"),
        ("minimum", "The minimum was not changed"),
    ],
)
def test_what_is_sent_after_the_end_is_refused_in_words(app: Flask, page: str, said: str) -> None:
    host = host_session(app)
    path = host.path
    old = host.filled_in() | {"move": "next", "item": ITEM.id, "minimum": "9"}
    move(host, "end")
    host.post(f"{path}/{page}", old)
    assert said in host.words, host.words
