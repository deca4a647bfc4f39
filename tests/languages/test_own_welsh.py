"""Own scenarios on pages in Welsh: one in Welsh is not marked, and one in English is."""

from flask import Flask

from quiz.bank import edits, own_content
from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import Data
from quiz.bank.store import ContentStore
from quiz.bank.written_languages import language_to_store
from quiz.learning.sets_to_open import choices
from quiz.vocabulary import Role
from tests.authors.own_drafts import LIST, SAMPLE, TITLE, language_of, words
from tests.people.steps import signed_in
from tests.visitor import Visitor

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


def test_each_language_has_a_set_of_its_own(app: Flask, store: ContentStore) -> None:
    """With one scenario in both languages, nobody is asked it twice."""
    for language in ("en", "cy"):
        in_use(store, language)
    assert [(form.id, len(form.items)) for form in store.bank.forms if form.local] == [
        ("L", 1),
        ("W", 1),
    ]
    check = Visitor(app).get("/")
    assert "Your organisation’s own: 1 scenario, however long you have" in check.words
    assert "Your organisation’s own: 1 scenario (Welsh), however long you have" in check.words
    assert check.get("/?form=L").filled_in()["scenarios"] == "L"
    assert check.get("/?form=W").filled_in()["scenarios"] == "L", "the language of the page decides"
    welsh = Visitor(app)
    welsh.client.get("/language/cy?next=/healthz")
    assert welsh.get("/?form=L").filled_in()["scenarios"] == "W"
    assert "1 senario (Saesneg)" in welsh.words
    welsh.send(length="full", feedback="end", scenarios="W").send(
        aware="no", casework="no", asking="no"
    )
    assert language_of(welsh, SAMPLE.vignette) == "cy"
    assert [value for value, _ in choices(store.bank.forms)][-2:] == ["E", "L"]


def test_a_title_of_a_page_in_another_language_is_left_out(app: Flask) -> None:
    """It cannot mark a part as English."""
    welsh = Visitor(app)
    welsh.client.get("/language/cy?next=/healthz")
    assert "Iaith y senarios: Saesneg." in welsh.get("/").words, "before anything is started"
    welsh.send(length="short", feedback="each").send(aware="no", casework="no", asking="no")
    assert title(welsh) == "Senario 1 o 4"
    welsh.send(option=welsh.choices("option")[0], certainty="4")
    assert title(welsh) == "Senario 1 o 4: y rhesymau"
    assert title(welsh.get("/guidance/A")) == (
        "Beth yw’r canllawiau a phwy sy’n eu goruchwylio, mewn dwy funud"
    )


def title(visitor: Visitor) -> str:
    assert visitor.page.title
    return visitor.page.title.get_text().removesuffix(" – Cyn i Chi Edrych")


def test_a_package_of_either_set_can_be_had_while_one_of_them_is_in_use(
    app: Flask, store: ContentStore
) -> None:
    """The page offers one of them; the other may have been in use when it was opened."""
    trainer = signed_in(app, Role.TRAINER)
    address = "/learning/package?format=scorm12&form="
    assert {trainer.get(address + letter).status for letter in "LW"} == {404}
    in_use(store, "cy")
    assert {trainer.get(address + letter).status for letter in "LW"} == {200}


def in_use(store: ContentStore, language: str) -> None:
    """The sample in a language, as if it was published."""
    row = {**words(), "language": language_to_store(language)}

    def publish(data: Data) -> None:
        added = own_content.add(data, row, [one["id"] for one in data.get("items", ())])
        found = next(one for one in data["items"] if one["id"] == added)
        found["checksum"] = checksum_of(found)
        del found["draft"]

    edits.apply(store, publish, local=True)
    assert store.renew() is None
