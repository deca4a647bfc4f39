"""A content owner hears that a scenario waits for them, and its author that it was read."""

import pytest
from flask import Flask

from quiz.bank.store import ContentStore
from quiz.people.models import Person
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox
from tests.authors.own_drafts import LIST, PAGE, SAMPLE, TITLE, WRONG, read_blind, write
from tests.conftest import Stored
from tests.people.steps import account, signed_in
from tests.visitor import Visitor

CONTENT = "/admin/content"


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    outbox = Outbox()
    monkeypatch.setitem(app.extensions, "mail", outbox)
    return outbox


@pytest.fixture
def author(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


@pytest.fixture
def reader(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


def ask(author: Visitor) -> str:
    """Ask for a second reader; returns the page after it. Mails go out when the answer closes."""
    author.get(f"{PAGE}/ask")
    author.client.post(author.path, data=author.filled_in()).close()
    return author.get(LIST).page.get_text(" ")


def masthead(visitor: Visitor) -> list[str]:
    return [link.get_text() for link in visitor.page.select(".masthead__places a")]


def notices(visitor: Visitor) -> list[str]:
    found = visitor.get(CONTENT).page.select("main > .govuk-inset-text")
    return [" ".join(one.get_text().split()) for one in found]


def test_the_page_and_the_menu_say_that_a_scenario_waits(author: Visitor, reader: Visitor) -> None:
    write(author)
    assert masthead(reader.get("/account")) == ["Content", "Account", "Sign out"]
    author.get(f"{PAGE}/ask").send()
    assert "Content (1 to read)" in masthead(reader.get("/account"))
    assert notices(reader) == [
        "1 scenario waits for your reading. You answer it without seeing the best answer. It takes "
        "two minutes."
    ]
    assert TITLE not in reader.page.select("main > .govuk-inset-text")[0].get_text()
    link = reader.page.select_one("main > .govuk-inset-text a")
    assert link
    assert link["href"] == f"{PAGE}/read"
    assert notices(author) == [], "nobody reads what they wrote"
    assert "Content" in masthead(author)

    read_blind(reader, SAMPLE.best)
    assert "Content" in masthead(reader)
    assert notices(reader) == []
    assert notices(author) == [
        f"A second reader has read {TITLE}, which you wrote. They chose the same answer as you, so "
        "you can publish it."
    ]
    author.get(f"{PAGE}/publish").send()
    assert notices(author) == []


def test_a_reader_hears_of_the_language(author: Visitor, reader: Visitor, outbox: Outbox) -> None:
    reader.get(CONTENT)
    write(author, language="cy")
    ask(author)
    assert "Its language: Welsh." in notices(reader)[0]
    assert "It is in Welsh, and takes two minutes." in outbox.sent[0].text


def test_its_author_hears_that_the_reader_chose_another_answer(
    author: Visitor, reader: Visitor
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, WRONG)
    assert "They chose another answer than you." in notices(author)[0]


def test_changed_words_no_longer_wait(author: Visitor, reader: Visitor) -> None:
    write(author).get(f"{PAGE}/ask").send()
    author.get(f"{PAGE}/edit").send(title="The minibus")
    assert notices(reader) == []
    assert "Content" in masthead(reader)


def test_only_who_can_read_it_gets_a_mail_and_it_has_no_words_of_it(
    app: Flask, author: Visitor, outbox: Outbox, stored: Stored
) -> None:
    reader = account(app, Role.OWNER)
    for other in (Role.LEAD, Role.ADMINISTRATOR):
        account(app, other)
    write(author)
    assert "The other content owners get a mail." in ask(author)
    [letter] = outbox.sent
    assert letter.to == next(one.email for one in stored(Person) if one.id == reader)
    assert letter.subject == "A scenario waits for your reading"
    assert f"http://localhost{CONTENT}\n" in letter.text
    for hidden in (TITLE, "minibus", SAMPLE.question, SAMPLE.vignette):
        assert hidden not in letter.subject + letter.text


def test_a_reader_stops_the_mails_and_wants_them_again(
    author: Visitor, reader: Visitor, outbox: Outbox
) -> None:
    reader.get(LIST).get(f"{CONTENT}/mails").send()
    assert "You get no more mails about scenarios to read." in reader.words
    write(author)
    assert "Other content owners see it under “Content”." in ask(author)
    assert outbox.sent == []
    reader.get(f"{CONTENT}/mails").send()
    assert "You get a mail when a scenario waits" in reader.words
    author.get(f"{PAGE}/edit").send(title="The minibus")
    ask(author)
    assert len(outbox.sent) == 1


def test_without_mail_there_is_no_link_to_its_choice(author: Visitor) -> None:
    assert "Mails about scenarios" not in author.get(LIST).words
