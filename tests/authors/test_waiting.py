"""A content owner hears that a scenario waits for them, and its author that it was read."""

import pytest
from flask import Flask

from quiz.authors import reading_mail, waiting
from quiz.authors.models import SecondReading
from quiz.bank import edits, own_content
from quiz.bank.store import ContentStore
from quiz.people.models import Person
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox
from tests.authors.own_drafts import (
    OWN_ID,
    PAGE,
    SAMPLE,
    TITLE,
    read_blind,
    waiting_draft,
    words,
    write,
)
from tests.conftest import Stored
from tests.people.steps import account, sign_in, signed_in
from tests.visitor import Visitor

CONTENT = "/admin/content"


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    outbox = Outbox()
    monkeypatch.setitem(app.extensions, "mail", outbox)
    return outbox


def masthead(visitor: Visitor) -> list[str]:
    return [link.get_text() for link in visitor.page.select(".masthead__places a")]


def notices(visitor: Visitor) -> list[str]:
    found = visitor.get(CONTENT).page.select("main > .govuk-inset-text")
    return [" ".join(one.get_text().split()) for one in found]


def test_the_page_and_the_menu_say_that_a_scenario_waits(app: Flask, store: ContentStore) -> None:
    writer = account(app, Role.OWNER)
    author, reader = sign_in(Visitor(app), writer), signed_in(app, Role.OWNER)
    waiting_draft(app, writer)
    assert notices(reader) == [
        "1 scenario waits for your reading. You answer it without seeing the best answer. It takes "
        "two minutes."
    ]
    assert masthead(reader) == ["Content (1 to read)", "Account", "Sign out"]
    link = reader.page.select_one("main > .govuk-inset-text a")
    assert link
    assert link["href"] == f"{PAGE}/read"
    assert notices(author) == [], "nobody reads what they wrote"
    assert "Content" in masthead(author)
    read_blind(reader, SAMPLE.best)
    assert "Content" in masthead(reader)
    assert notices(author) == [
        f"A second reader has read {TITLE}, which you wrote. They chose the same answer as you, so "
        "you can publish it."
    ]


def test_changed_words_no_longer_wait(app: Flask, store: ContentStore) -> None:
    writer, reader = (account(app, Role.OWNER) for _ in range(2))
    waiting_draft(app, writer)
    database: Database = app.extensions["database"]

    def to_read(person: str) -> list[str]:
        with app.test_request_context(), database.begin(writes=False) as session:
            return [item.id for item in waiting.to_read(session.get_one(Person, person))]

    assert (to_read(reader), to_read(writer)) == ([OWN_ID], [])
    version = own_content.version_of(own_content.row_of(store.bank.items[OWN_ID]))
    other = {**words(), "title": "The minibus"}
    edits.apply(store, lambda data: own_content.save(data, OWN_ID, other, version), local=True)
    assert store.renew() is None
    assert to_read(reader) == []


@pytest.mark.both_databases
def test_who_can_read_it_gets_a_mail_without_a_word_of_it_until_they_stop_it(
    app: Flask, store: ContentStore, outbox: Outbox
) -> None:
    reader = account(app, Role.OWNER, email="reader@council.example")
    who, _ = account(app, Role.ADMINISTRATOR), account(app, Role.LEAD)
    author = write(signed_in(app, Role.OWNER), language="cy").get(f"{PAGE}/ask")
    assert "Nobody else here" not in author.words
    author.client.post(author.path, data=author.filled_in()).close()  # then mails go out
    [letter] = outbox.sent
    assert letter.to == "reader@council.example"
    assert letter.subject == "A scenario waits for your reading"
    assert f"http://localhost{CONTENT}\n" in letter.text
    assert "The scenario’s language: Welsh." in letter.text
    for hidden in (TITLE, "minibus", SAMPLE.question, SAMPLE.vignette):
        assert hidden not in letter.subject + letter.text

    sign_in(visitor := Visitor(app), reader).get(f"{CONTENT}/mails").send()
    assert "You get no more mails about scenarios to read." in visitor.words
    assert letters(app, store, who) == []
    visitor.get(f"{CONTENT}/mails").send()
    assert letters(app, store, who) == ["reader@council.example"]


def test_an_author_hears_that_nobody_can_read_it(app: Flask, store: ContentStore) -> None:
    writer = account(app, Role.OWNER)
    account(app, Role.TRAINER)
    waiting_draft(app, writer)
    alone = sign_in(Visitor(app), writer).get(PAGE)
    assert "Ask an administrator to invite a colleague as a content owner" in alone.words


def letters(app: Flask, store: ContentStore, who: str) -> list[str]:
    """Who gets a mail now, if this person asks."""
    database: Database = app.extensions["database"]
    item = store.bank.items[OWN_ID]
    with app.app_context(), database.begin(writes=False) as session:
        asking = session.get_one(Person, who)
        return [one.to for one in reading_mail.letters(session, item, asking, "", "")]


def test_a_reader_of_words_that_changed_is_told_what_became_of_the_answer(
    author: Visitor, reader: Visitor, stored: Stored
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    reader.get(f"{PAGE}/read")
    author.get(f"{PAGE}/edit").send(title="The minibus firm")
    reader.send(option=SAMPLE.best, certainty="4")
    assert (reader.status, reader.errors) == (422, [])
    assert "The author changed it while you read it, so your answer was not kept." in reader.words
    assert "Please read it again" not in reader.words
    assert not any(one.option for one in stored(SecondReading))
