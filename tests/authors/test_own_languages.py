"""An own scenario in Welsh: written, read, asked and explained, on pages in both languages."""

import json

import pytest
from flask import Flask

from quiz.bank.formats.portable import portable
from quiz.bank.formats.registry import WRITTEN
from quiz.bank.store import ContentStore
from quiz.vocabulary import Role
from tests.authors.own_drafts import (
    LIST,
    OWN_ID,
    PAGE,
    SAMPLE,
    TITLE,
    language_of,
    read_blind,
    write,
)
from tests.live.stored_steps import join_session, open_vote
from tests.people.steps import signed_in
from tests.visitor import Visitor

WELSH, ENGLISH = "cy", "en-GB"


@pytest.fixture
def author(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


@pytest.fixture
def reader(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


def test_its_words_are_marked_wherever_it_is_shown(
    app: Flask, author: Visitor, reader: Visitor, store: ContentStore
) -> None:
    write(author, language=WELSH)
    assert json.loads(store.local.read_text("utf-8"))["items"][0]["language"] == WELSH
    assert author.filled_in()["language"] == WELSH
    field = author.page.select_one("textarea[name=vignette]")
    assert field
    assert field["lang"] == WELSH
    assert "Reading ease" not in author.words
    assert "It meets the standard." in author.words
    assert language_of(author.get(PAGE), TITLE) == WELSH
    assert language_of(author, "Ask for a second reader") == ENGLISH
    assert "Example Council · Welsh" in author.words
    assert "· Welsh ·" in author.get(LIST).words
    asked = author.get(f"{PAGE}/preview")
    for words in (SAMPLE.vignette, SAMPLE.question, *(one.text for one in SAMPLE.options)):
        assert language_of(asked, words) == WELSH
    answer = author.get(f"{PAGE}/preview/answer")
    assert language_of(answer, SAMPLE.key.reason) == WELSH
    assert language_of(answer, SAMPLE.pointers[0].says) == ENGLISH
    author.get(f"{PAGE}/ask").send()
    read = reader.get(f"{PAGE}/read")
    for words in (SAMPLE.vignette, SAMPLE.question, SAMPLE.key.text):
        assert language_of(read, words) == WELSH
    read_blind(reader, SAMPLE.best)
    author.get(f"{PAGE}/publish").send()

    check = Visitor(app).get("/")
    assert "1 scenario (Welsh), however long you have" in check.words
    check.send(length="full", feedback="end", scenarios="L").send(
        aware="no", casework="no", asking="no"
    )
    for words in (TITLE, SAMPLE.vignette, SAMPLE.question, SAMPLE.key.text):
        assert language_of(check, words) == WELSH
    host = signed_in(app, Role.TRAINER).get("/host/new?form=L").send(title="A morning")
    phone = join_session(app, host)
    open_vote(host)
    assert language_of(phone.get("/play"), SAMPLE.question) == WELSH
    assert language_of(host, TITLE) == WELSH
    assert language_of(host.get(f"{host.path}/display"), SAMPLE.question) == WELSH


def test_a_file_says_the_language(author: Visitor, store: ContentStore) -> None:
    write(author, language=WELSH)
    item = portable(store.bank.items[OWN_ID])
    for name, expected in (
        ("moodle-xml", '<p lang="cy">'),
        ("gift", r"[tag:language:cy]"),
        ("csv", ",cy,"),
    ):
        used = WRITTEN[name]
        assert used.write
        assert expected in used.write([item]).content.decode("utf-8")


def test_the_commands_say_the_language(app: Flask, author: Visitor) -> None:
    write(author, language=WELSH)
    run = app.test_cli_runner().invoke
    assert f"{TITLE} (in Welsh) (a draft)" in run(args=["scenarios", "list"]).output
    assert "(in Welsh)" in run(args=["scenarios", "show", OWN_ID]).output
    assert f"{OWN_ID}: reading ease" not in run(args=["scenarios", "check"]).output
