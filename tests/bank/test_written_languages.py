"""Scenarios that an organisation writes in another language than English."""

import json
from dataclasses import replace
from gettext import NullTranslations

import pytest

from quiz.bank.build import with_local
from quiz.bank.checks import check_item, measures
from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import SCHEMAS
from quiz.bank.load import load
from quiz.bank.own_content import row_of, version_of
from quiz.bank.translated import content_texts, translated
from quiz.bank.written_languages import CODES, LANGUAGE_WORDS, code_of
from quiz.languages.catalogues import TRANSLATED, language
from quiz.languages.sentences import Language

BANK = load()
ENGLISH = BANK.items["who-runs-the-minibus"]
WELSH = replace(ENGLISH, id="local-minibus", language="cy")


def fields(item: object) -> set[tuple[str, str]]:
    assert isinstance(item, type(ENGLISH))
    return {(one.field, one.what_to_do) for one in check_item(item)}


def test_the_languages_are_those_of_the_translations_everywhere() -> None:
    schema = json.loads((SCHEMAS / "scenarios.json").read_text("utf-8"))
    assert schema["$defs"]["language"]["enum"] == list(TRANSLATED)
    assert list(LANGUAGE_WORDS) == list(CODES) == ["en", *TRANSLATED]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("cy", "cy"),
        ("cy-GB", "cy"),
        ("CY_gb", "cy"),
        ("Cymraeg", "cy"),
        (" Welsh ", "cy"),
        ("en-US", "en"),
        ("English", "en"),
        ("fr", None),
        ("", None),
        ("cyx", None),
    ],
)
def test_a_tag_or_a_name_says_a_language(said: str, code: str | None) -> None:
    assert code_of(said) == code


def test_a_row_without_a_language_stays_as_it_is() -> None:
    assert "language" not in row_of(ENGLISH)
    assert row_of(WELSH)["language"] == "cy"
    assert checksum_of(row_of(ENGLISH)) == ENGLISH.checksum
    english = row_of(replace(WELSH, language=None))
    assert checksum_of(row_of(WELSH)) == checksum_of(english), "words that were asked can be marked"
    assert version_of(row_of(WELSH)) != version_of(english)


def test_an_own_scenario_keeps_its_language() -> None:
    assert with_local(BANK, {"items": [row_of(WELSH)]}).items["local-minibus"] == replace(
        WELSH, checksum=None
    )


def test_rules_of_english_are_not_applied_to_welsh() -> None:
    hard = "Ystyriwch gyfrifoldebau diogelu sefydliadol yn gynhwysfawr. " * 8
    options = tuple(
        replace(one, text=f"{'Only' if one.id != ENGLISH.best else 'Maybe'} {one.id} he.")
        for one in ENGLISH.options
    )
    english = replace(ENGLISH, vignette=hard, options=options)
    assert "words" in {field for field, _ in fields(english)}
    assert any("absolute" in what for _, what in fields(english))
    welsh = replace(english, language="cy")
    assert "words" not in {field for field, _ in fields(welsh)}
    assert not any("absolute" in what for _, what in fields(welsh))
    assert len(measures(welsh)) == len(measures(english)) - 1
    assert "vignette" in {field for field, _ in fields(replace(welsh, vignette="Byr."))}


def test_welsh_has_rules_of_its_own() -> None:
    options = tuple(
        replace(one, text=f"Gwnewch {'hyn bob amser' if one.id != ENGLISH.best else 'hynny'} nawr.")
        for one in ENGLISH.options
    )
    welsh = replace(WELSH, options=options)
    assert any("absolute" in what for _, what in fields(welsh))
    above = replace(ENGLISH.options[0], text="Pob un o’r uchod")
    given_away = replace(WELSH, options=(above, *ENGLISH.options[1:]))
    assert ("options (a)", "say the answer itself.") in fields(given_away)


class Everything(NullTranslations):
    """Translates each text."""

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} (cy)"


def test_it_is_not_translated_again() -> None:
    own = with_local(BANK, {"items": [row_of(WELSH)]})
    found = translated(own, Language("cy", "cy", "Cymraeg", content=Everything()))
    assert found.items["local-minibus"].title == ENGLISH.title
    assert found.items[ENGLISH.id].title == f"{ENGLISH.title} (cy)"
    assert not [context for context, _ in content_texts(own) if "local-minibus" in context]
    assert language("cy").tag == "cy"
