"""Which language a page has: chosen by a link, else the browser's first guess."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from quiz.bank.items import ConfidenceQuestion
from quiz.browser.language_choice import quoting
from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in
from quiz.vocabulary import Strand
from tests.selfcheck.steps import reach_scenarios
from tests.visitor import Visitor


def lang(visitor: Visitor) -> str:
    found = re.search(r'<html lang="([\w-]+)"', visitor.response.text)
    assert found
    return found[1]


def test_a_link_keeps_the_page_and_the_choice(visitor: Visitor) -> None:
    reach_scenarios(visitor, length="short")
    assert lang(visitor) == "en-GB"
    visitor.get("/language/cy?next=/check/scenario/1")
    assert (visitor.path, lang(visitor)) == ("/check/scenario/1", "cy")
    links = [str(link["href"]) for link in visitor.page.select("a[hreflang]")]
    assert links == [
        "/language/en?next=/check/scenario/1",
        "/language/en-XA?next=/check/scenario/1",
    ]
    assert lang(visitor.get("/check/save")) == "cy"
    visitor.get("/check/leave").send()
    assert (visitor.path, lang(visitor)) == ("/check/left", "cy")


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example/", ""]
)
def test_a_link_never_leads_elsewhere(app: Flask, elsewhere: str) -> None:
    response = app.test_client().get("/language/cy", query_string={"next": elsewhere})
    assert (response.status_code, response.location) == (303, "/")


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://localhost/guidance?q=records&page=2", "/guidance?q=records&page=2"),
        ("http://localhost/help?q=records", "/guidance"),
        ("http://evil.example/guidance?q=records", "/guidance"),
        ("http://localhost/guidance?" + "q" * 400, "/guidance"),
        ("//[", "/guidance"),
        ("", "/guidance"),
    ],
)
def test_a_link_comes_back_to_the_query_of_its_page(
    app: Flask, came_from: str, leads_to: str
) -> None:
    client = app.test_client()
    response = client.get("/language/cy?next=/guidance", headers={"Referer": came_from})
    assert (response.status_code, response.location) == (303, leads_to)


def test_a_language_that_is_not_offered_is_not_found(app: Flask) -> None:
    assert app.test_client().get("/language/fr").status_code == 404


@pytest.mark.parametrize(
    ("asked", "given"),
    [("cy-GB,en;q=0.5", "cy"), ("en-US", "en-GB"), ("fr", "en-GB"), ("", "en-GB")],
)
def test_the_browser_has_the_first_guess(app: Flask, asked: str, given: str) -> None:
    response = app.test_client().get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{given}"' in response.text
    assert response.headers["Content-Language"] == given
    assert {"accept-language", "cookie"} <= {one.lower() for one in response.vary}


def test_a_choice_goes_before_the_guess(app: Flask) -> None:
    client = app.test_client()
    client.get("/language/en")
    assert '<html lang="en-GB"' in client.get("/", headers={"Accept-Language": "cy"}).text


def test_no_language_leaks_into_a_prepared_page(app: Flask) -> None:
    """The start page and pages of questions are rendered once for each language."""
    welsh, english = Visitor(app), Visitor(app)
    welsh.get("/language/cy?next=/")
    for _ in range(2):
        assert lang(welsh.get("/")) == "cy"
        assert lang(english.get("/")) == "en-GB"
    reach_scenarios(welsh)
    reach_scenarios(english)
    assert [lang(one.get("/check/scenario/2")) for one in (welsh, english, welsh)] == [
        *("cy", "en-GB", "cy")
    ]


def test_what_programs_read_is_in_english(app: Flask) -> None:
    client = app.test_client()
    english = client.get("/api/v1/scenarios")
    client.get("/language/en-XA")
    assert client.get("/api/v1/scenarios").json == english.json


def test_a_question_that_is_quoted_says_its_language() -> None:
    """One whose translation is missing is marked in another language, and only there."""
    question = ConfidenceQuestion(Strand.CASEWORK, 3, "Longer?", "Sure & ready?", None, None)
    sentence = "Nid yr un bobl: “Sure & ready?”."
    assert quoting(sentence, [question]) == "Nid yr un bobl: “Sure &amp; ready?”."
    with written_in(language("cy")):
        assert quoting(sentence, [question]) == (
            'Nid yr un bobl: “<span lang="en-GB">Sure &amp; ready?</span>”.'
        )
        translated = replace(question, language="cy")
        assert quoting(sentence, [translated]) == "Nid yr un bobl: “Sure &amp; ready?”."


def test_a_language_that_no_speaker_checked_says_so(visitor: Visitor) -> None:
    visitor.get("/language/cy?next=/")
    notice = visitor.page.select_one("main > p.caption")
    assert notice is not None
