"""What updates a page is in the language of that page, and is rendered once for each language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from quiz.languages.sentences import ENGLISH, language, write_in
from quiz.live.fragments import FRAGMENTS
from quiz.live.session.models import LiveSession
from quiz.live.updates.broadcast import Viewer, change_finder
from quiz.live.updates.stream import Key
from quiz.settings.config import Settings
from tests.live.steps import session_path
from tests.live.stored_steps import host_session, join_session, move
from tests.live.test_updates import state_of
from tests.shared_app import new_app


@pytest.fixture
def app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    with new_app(replace(settings, languages=("en", "cy", "en-XA")), compiled) as app:
        yield app
    write_in(ENGLISH)  # a request here left its language for the next test


def test_a_part_is_rendered_once_for_each_language_in_use(app: Flask) -> None:
    host = host_session(app)
    join_session(app, host)
    rendered: list[str] = []

    def fragment(session: Session, live: LiveSession) -> str:
        rendered.append(language().code)
        return language().name

    find = change_finder(app, dict.fromkeys(FRAGMENTS, fragment))
    id_ = session_path(host).rpartition("/")[2]
    english, welsh = (Key(id_, Viewer.HOST, code) for code in ("en", "cy"))
    changes = find({english: None, welsh: None})
    sent = {key: one.fragment for key, one in changes.items() if one}
    assert sent == {english: "English", welsh: "Cymraeg"}
    known = {key: one.id for key, one in changes.items() if one}
    assert len(set(known.values())) == 1
    assert find(known) == {}
    move(host, "next")
    assert find(known).keys() == {english, welsh}
    assert sorted(rendered) == ["cy", "cy", "en", "en"]
    assert language() == ENGLISH
    joining = Key("of a deleted session", Viewer.PARTICIPANT, "cy")
    assert find({joining: None}) == {joining: None}


def test_a_part_is_in_the_language_of_its_page_whatever_was_chosen_since(app: Flask) -> None:
    """In another tab, for example. Events name the language in their address."""
    visitor = join_session(app, host_session(app)).get("/language/cy?next=/play")
    for tag, name in (
        ("en-XA", "⟦"),
        ("cy", "Rydych i mewn"),
        ("en-GB", "You are in"),
        ("fr", "Rydych"),
    ):
        polled = visitor.client.get("/play/state", headers={"X-Page-Language": tag})
        assert name in polled.text
        assert f".{'cy' if tag == 'fr' else tag[:2]}" in polled.headers["ETag"]
        events = {"Accept": "text/event-stream"}
        assert name in state_of(visitor, f"/play/events?language={tag}", **events)[1]
    assert "Rydych i mewn" in visitor.get("/play?language=en-XA").words
