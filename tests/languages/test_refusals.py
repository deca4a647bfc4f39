"""Why a file of questions, a change or a launch is refused, in the language of the page."""

import pytest
from flask import Flask

from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.registry import FORMATS
from quiz.bank.load import load
from quiz.bank.store import ContentStore
from quiz.languages.catalogues import language
from quiz.languages.made_up import CLOSE, OPEN
from quiz.languages.sentences import written_in
from quiz.vocabulary import Role
from tests.authors.own_drafts import LIST
from tests.authors.test_exchange_pages import uploading
from tests.bank.formats.test_hostile_files import OTHERS
from tests.languages.english_left import english_left
from tests.languages.test_made_up_pages import NAMES
from tests.people.steps import signed_in
from tests.visitor import Visitor

GIFT = b"""$CATEGORY: Media

::Sky::It is blue.{T}

::Many::Which two?{~%50%A ~%50%B ~C}

::Whole::Anna looks at a page. What is first?{~%20%Stop ~Look =Ask ~Wait}
"""
MOODLE = b"""<quiz><question type="essay"/><question type="unheard-of"/>
<question type="multichoice"><questiontext format="html"><text>A?&lt;img src="x"&gt;</text>
</questiontext><answer fraction="100"><text>a</text></answer>
<answer fraction="0"><text>b</text></answer>
</question></quiz>"""
TABLE = b"""question,option_a,option_b,best,remarks,topic,language
,a,b,a,,A,
What?,a,b,z,,A,
What?,a,b,a,,Z,
Is 1 < 2?,a,b,a,,A,
What?,a,b,a,,A,tlh
What?,a,,a,,A
"""


def owner(app: Flask, code: str) -> Visitor:
    found = signed_in(app, Role.OWNER)
    found.client.get(f"/language/{code}?next=/healthz")
    return found


def test_refusals_and_notes_are_in_welsh_on_a_welsh_page(app: Flask, store: ContentStore) -> None:
    welsh = uploading(owner(app, "cy"), GIFT, format="gift")
    assert "Cwestiwn gwir neu anwir ydyw. Ailysgrifennwch ef â hyd at bedwar opsiwn" in welsh.words
    assert "Mae ganddo sawl ateb cywir (2). Marciwch un fel y gorau, dim mwy." in welsh.words
    assert "Llinell 3" in welsh.words
    assert welsh.page.select("td[lang], td [lang], li[lang]") == [], "nothing says it is English"
    assert "llinell 1: gadawyd y categori “Media” allan." in welsh.words
    assert "Gadawyd allan: marciau am atebion eraill." in welsh.words
    uploading(welsh, b"%PDF-1.7", format="csv")
    assert "Dyma’r math o ffeil: PDF. Nid ffeil yn y fformat CSV yw hi." in welsh.words
    uploading(welsh, b"%PDF-1.7")
    assert "Mae’n debyg mai dyma’r math o ffeil: PDF. Mae" in welsh.errors[0]


def test_nothing_of_an_import_is_left_in_english(app: Flask, store: ContentStore) -> None:
    reader = owner(app, "en-XA")
    pdf = b"%PDF-1.7"
    for name, sent in (
        *(("gift", GIFT), ("moodle-xml", MOODLE), ("csv", TABLE), ("csv", pdf)),
        ("", pdf),
    ):
        uploading(reader, sent, format=name)
        assert OPEN in reader.words
        assert english_left(NAMES.sub("", str(reader.page))) == set(), name


def test_a_change_is_refused_in_the_language_of_the_page(app: Flask, store: ContentStore) -> None:
    author = owner(app, "cy")
    unnamed = {"title": "…", "topic": "B", "best": "a", "jurisdiction": "Cymru"}
    author.get(f"{LIST}/new").send(**unnamed)
    assert author.errors == ["mae angen o leiaf un llythyren neu rif mewn teitl."]
    author.client.get("/language/en-XA?next=/healthz")
    author.get(f"{LIST}/new").send(**unnamed)
    assert author.errors[0].startswith(OPEN)
    assert english_left(NAMES.sub("", str(author.page))) == set()


def test_a_launch_is_refused_in_the_language_of_the_page(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """The log is in English."""
    reader, launch = Visitor(app), "/lti/login?iss=https://elsewhere.example"
    reader.client.get("/language/cy?next=/healthz")
    cause = "nid yw’r cyhoeddwr (issuer) a’r ID cleient wedi’u cofrestru"
    assert f"Achos: {cause}." in reader.get(launch).words
    reader.client.get("/language/en-XA?next=/healthz")
    assert english_left(str(reader.get(launch).page)) == set()
    refusals = [one for one in caplog.messages if "was refused" in one]
    assert len(refusals) == 2
    assert all("the issuer and client id are not registered" in one for one in refusals)


def test_every_refusal_of_a_strange_file_is_a_sentence_of_a_catalogue() -> None:
    with written_in(language("en-XA")):
        for name, used in FORMATS.items():
            for content in (*OTHERS, GIFT, MOODLE, TABLE):
                for said in sentences(used.read, content):
                    assert said.startswith(OPEN), (name, said)
                    assert said.endswith((CLOSE, f"{CLOSE}.")), (name, said)


def sentences(read: object, content: bytes) -> list[str]:
    try:
        reading = read(content)  # type: ignore[operator]
    except FormatError as error:
        return [str(error)]
    refused = bring_in({}, reading, load()).refused
    parts = [one for found in refused for one in (found.where, found.why, found.remedy)]
    return [str(one) for one in (*parts, *reading.notes)]
