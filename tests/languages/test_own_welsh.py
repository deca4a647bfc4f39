"""Own scenarios on pages in Welsh: one in Welsh is not marked, and one in English is."""

from flask import Flask

from quiz.bank import edits, own_content
from quiz.bank.store import ContentStore
from quiz.vocabulary import Role
from tests.authors.own_drafts import LIST, TITLE, language_of, words
from tests.people.steps import signed_in

TOPIC = "Yr hyn y mae ‘cyhoeddus’ yn ei olygu, a’r hyn nad yw"
"""The topic of the sample, B."""


def test_english_is_marked_on_a_welsh_page_and_welsh_is_not(
    app: Flask, store: ContentStore
) -> None:
    for other in ({"language": "cy"}, {"title": "An English one"}):
        draft = {**words(), **other}
        edits.apply(store, lambda data, draft=draft: own_content.add(data, draft, ()), local=True)  # type: ignore[misc]
    author = signed_in(app, Role.OWNER)
    author.client.get("/language/cy?next=/healthz")
    author.get(LIST)
    assert author.page.html
    assert author.page.html["lang"] == "cy"
    link = author.page.find("a", string=TITLE)
    assert link
    assert not link.has_attr("lang")
    assert language_of(author, "An English one") == "en-GB"
    assert author.words.count("· Saesneg ·") == 1
    assert author.words.count(TOPIC) == 2
    author.get(str(link["href"]))
    assert TOPIC in author.words
    author.get(f"{author.path}/preview/answer")
    assert TOPIC in author.words
