"""What updates a page is in the language of that page, and is rendered once for each language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from quiz.config import Settings
from quiz.languages.sentences import ENGLISH, language, write_in
from quiz.live.fragments import FRAGMENTS
from quiz.live.session.models import LiveSession
from quiz.live.updates.broadcast import Viewer, change_finder
from quiz.live.updates.stream import Key
from tests.live.steps import session_path
from tests.live.stored_steps import host_session, join_session, move
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
