"""Own scenarios on pages in Welsh: one in Welsh is not marked, and one in English is."""

from flask import Flask

from quiz.bank.store import ContentStore
from quiz.vocabulary import Role
from tests.authors.own_drafts import LIST, TITLE, language_of, write
from tests.people.steps import signed_in


def test_english_is_marked_on_a_welsh_page_and_welsh_is_not(
    app: Flask, store: ContentStore
) -> None:
    author = signed_in(app, Role.OWNER)
    write(author, language="cy")
    author.get(f"{LIST}/new").send(title="An English one", topic="B", best="a", language="en")
    author.get("/language/cy?next=/admin/content/own").get(LIST)
    assert author.page.html
    assert author.page.html["lang"] == "cy"
    assert language_of(author, TITLE) == "cy"
    link = author.page.find("a", string=TITLE)
    assert link
    assert not link.has_attr("lang")
    assert language_of(author, "An English one") == "en-GB"
    assert "· Saesneg ·" in author.words
    assert author.words.count("Saesneg") == 1
