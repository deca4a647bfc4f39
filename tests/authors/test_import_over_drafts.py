"""An import says which words of a draft it replaces, and replaces no others."""

import pytest
from flask import Flask

from quiz.bank.store import ContentStore
from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.authors.test_exchange_pages import rows, uploading
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.visitor import Visitor

HEAD = "id,question,option_a,option_b,best\n"
FIRST = f"{HEAD}local-kim,Which comes first?,Stop,Ask,b\n".encode()
OTHER = f"{HEAD}local-kim,Which comes first?,Wait,Ask,a\n".encode()
PAGE = "/admin/content/own/local-kim/edit"


@pytest.fixture
def owner(app: Flask, store: ContentStore) -> Visitor:
    owner = signed_in(app, Role.OWNER)
    uploading(owner, FIRST, topic="C").send()
    assert "Imported: 1 added." in owner.words
    return owner


def replaced(owner: Visitor) -> list[str]:
    return [part.get_text(" ", strip=True) for part in owner.page.select("main dt, main dd")]


def test_a_check_shows_the_words_that_would_be_replaced(owner: Visitor) -> None:
    uploading(owner, OTHER)
    assert "2 parts here would be replaced" in owner.words
    assert replaced(owner) == [
        *("its best answer", "Here: B", "In the file: A"),
        *("option A", "Here: Stop", "In the file: Wait"),
    ]


def test_words_that_somebody_saved_meanwhile_are_not_replaced(
    app: Flask, owner: Visitor, store: ContentStore, stored: Stored
) -> None:
    uploading(owner, OTHER)
    signed_in(app, Role.OWNER).get(PAGE).send(jurisdiction="England", text_a="Stop and think")
    events = len(stored(AuditEvent))
    owner.send()
    assert owner.status == 422
    assert "somebody saved a draft since you checked the file" in owner.words
    assert "Here: Stop and think" in replaced(owner)
    assert rows(store)[0]["options"][0]["text"] == "Stop and think"
    assert len(stored(AuditEvent)) == events
    owner.send()
    assert "Imported: 1 changed." in owner.words
    assert rows(store)[0]["options"][0]["text"] == "Wait"


def test_a_story_that_the_file_does_not_have_stays(
    app: Flask, owner: Visitor, store: ContentStore
) -> None:
    uploading(owner, OTHER)
    other = signed_in(app, Role.OWNER)
    other.get(PAGE).send(jurisdiction="England", vignette="Kim looks at a page.")
    owner.send()
    assert "Imported: 1 changed." in owner.words
    assert rows(store)[0]["vignette"] == "Kim looks at a page."
