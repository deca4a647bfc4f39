"""An own scenario in Welsh: written, read, asked and explained, on pages in both languages."""

import json
from dataclasses import replace

from flask import Flask

from quiz.authors import listing
from quiz.bank import edits, own_content
from quiz.bank.formats.portable import portable
from quiz.bank.formats.registry import WRITTEN
from quiz.bank.store import ContentStore
from quiz.vocabulary import Role
from tests.authors.own_drafts import (
    OWN_ID,
    PAGE,
    SAMPLE,
    TITLE,
    WRONG,
    language_of,
    read_blind,
    words,
    write,
)
from tests.live.stored_steps import join_session, open_vote
from tests.people.steps import signed_in
from tests.selfcheck.steps import leave_out_survey
from tests.visitor import Visitor

WELSH, ENGLISH = "cy", "en-GB"


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
    asked = author.get(f"{PAGE}/preview")
    for text in (SAMPLE.vignette, SAMPLE.question, *(one.text for one in SAMPLE.options)):
        assert language_of(asked, text) == WELSH
    answer = author.get(f"{PAGE}/preview/answer")
    assert language_of(answer, SAMPLE.key.reason) == WELSH
    assert language_of(answer, SAMPLE.pointers[0].says) == ENGLISH
    author.get(f"{PAGE}/ask").send()
    read = reader.get(f"{PAGE}/read")
    for text in (SAMPLE.vignette, SAMPLE.question, SAMPLE.key.text, "Example Council"):
        assert language_of(read, text) == WELSH
    read_blind(reader, SAMPLE.best)
    assert language_of(author.get(f"{PAGE}/publish"), "Example Council") == WELSH
    author.send()

    check = Visitor(app).get("/")
    assert "1 scenario (Welsh), however long you have" in check.words
    check.send(length="full", feedback="end", scenarios="W").send(
        aware="no", casework="no", asking="no"
    )
    for text in (TITLE, SAMPLE.vignette, SAMPLE.question, SAMPLE.key.text):
        assert language_of(check, text) == WELSH
    leave_out_survey(check.send(option=f"{OWN_ID}.{WRONG}", certainty="4")).send()
    assert language_of(check, "Example Council") == WELSH
    host = signed_in(app, Role.TRAINER).get("/host/new?form=W").send(title="A morning")
    phone = join_session(app, host)
    open_vote(host)
    assert language_of(phone.get("/play"), SAMPLE.question) == WELSH
    assert phone.page.title
    assert "scenario 1 of 1" in phone.page.title.get_text()
    assert language_of(host, TITLE) == WELSH
    assert language_of(host.get(f"{host.path}/display"), SAMPLE.question) == WELSH


def test_a_file_says_the_language() -> None:
    item = portable(replace(SAMPLE, language=WELSH))
    for name, expected in (
        ("moodle-xml", '<p lang="cy">'),
        ("gift", r"[tag:language:cy]"),
        ("csv", ",cy,"),
    ):
        used = WRITTEN[name]
        assert used.write
        assert expected in used.write([item]).content.decode("utf-8")


def test_the_commands_say_the_language(store: ContentStore) -> None:
    welsh = {**words(), "language": WELSH}
    edits.apply(store, lambda data: own_content.add(data, welsh, ()), local=True)
    assert store.renew() is None
    assert f"{TITLE} (in Welsh) (a draft)" in "\n".join(listing.scenario_list(store.bank))
    assert next(listing.scenario_detail(store.bank, OWN_ID)).endswith("(in Welsh)")
    assert not [line for line in listing.reading_ease(store.bank) if line.startswith(OWN_ID)]
