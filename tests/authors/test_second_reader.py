"""What a page about a second reading says to its reader, and to who pressed in another tab."""

from copy import copy

from flask import Flask

from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.authors.own_drafts import LIST, OWN_ID, PAGE, SAMPLE, WRONG, read_blind, write
from tests.authors.test_exchange_pages import uploading
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.visitor import Visitor


def test_the_reader_and_the_others_are_each_told_who_chose_what(
    author: Visitor, reader: Visitor
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, WRONG)
    best = f"Its best answer is {SAMPLE.best.upper()}: “{SAMPLE.key.text}”"
    chosen = f"chose {WRONG.upper()}: “"
    words = reader.get(PAGE).words
    assert "You chose another answer than the author. You read it on" in words
    assert "How sure you were: Very sure." in words
    assert best in words
    assert "you chose another answer" in reader.get(LIST).words
    assert f", and {chosen}" in reader.get(f"{PAGE}/publish").words
    assert "You read it on" in reader.words
    words = author.get(PAGE).words
    assert "The second reader chose another answer." in words
    assert "You read it" not in words
    assert best in words
    assert "the second reader chose another answer" in author.get(LIST).words


def test_who_read_earlier_words_and_saw_the_best_answer_is_no_blind_reader(
    author: Visitor, reader: Visitor
) -> None:
    knew, told = "You read earlier words of it, and saw the best", "They had read earlier words"
    write(author).get(f"{PAGE}/ask").send()
    assert knew not in reader.get(f"{PAGE}/read").words
    read_blind(reader, WRONG)
    assert told not in author.get(PAGE).words
    author.get(f"{PAGE}/edit").send(rule="Ask before you look.")
    author.get(f"{PAGE}/ask").send()
    assert knew in reader.get(PAGE).words
    assert knew in reader.get(f"{PAGE}/read").words
    read_blind(reader, SAMPLE.best)
    assert told in author.get(PAGE).words
    assert told in author.get(f"{PAGE}/publish").words


def test_who_brings_words_in_or_takes_over_anothers_wrote_at_them(
    app: Flask, author: Visitor, reader: Visitor, stored: Stored
) -> None:
    write(author)
    with author.client.get("/admin/content/export/file?which=own&format=csv&rest=yes") as response:
        file = response.data.replace(SAMPLE.question.encode(), b"What comes first here?")
    uploading(reader, file).send()
    assert "Imported: 1 changed." in reader.words
    assert ("content_imported", OWN_ID) in [(one.action, one.subject) for one in stored(AuditEvent)]
    author.get(f"{PAGE}/ask").send()
    assert "You wrote at this scenario" in reader.get(f"{PAGE}/read").words
    third = signed_in(app, Role.OWNER)
    read_blind(third, SAMPLE.best)
    author.get(f"{PAGE}/publish").send()
    author.get(f"{PAGE}/withdraw").send(why="It is old.")
    shown = third.get(f"{PAGE}/preview/answer?revision=1").words
    assert "Withdrawn on" in shown
    assert "after you answered" not in shown
    fourth = signed_in(app, Role.OWNER)
    new = fourth.get(f"{LIST}/new?from={OWN_ID}&revision=1")
    new.post(f"{LIST}/new?from={OWN_ID}&revision=1", {**new.filled_in(), "title": "Again"})
    fourth.get(f"{LIST}/local-again/ask").send()
    for writer in (author, reader, third, fourth):  # the third read it, and saw its best answer
        assert "You wrote at this" in writer.get(f"{LIST}/local-again/read").words


def test_who_publishes_in_two_tabs_is_told_that_it_is_published(
    author: Visitor, reader: Visitor
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, WRONG)
    other_tab = copy(author.get(f"{PAGE}/publish"))
    assert "It is in use" in author.send(why_not="Paragraph 3.14 says so.").words
    other_tab.send(why_not="Paragraph 3.14 says so.")
    assert "It is published already." in other_tab.words
    assert other_tab.errors == []
