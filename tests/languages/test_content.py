"""The content in a language: a thing is translated as a whole, or stays English and says so."""

from gettext import NullTranslations

from quiz.bank.load import load
from quiz.bank.translated import content_texts, translated
from quiz.languages.catalogues import language
from quiz.languages.sentences import Language

BANK = load()
ITEM = BANK.forms[0].items[0]


class Backwards(NullTranslations):
    """Knows every text but those of ``unknown`` contexts."""

    def __init__(self, *unknown: str) -> None:
        super().__init__()
        self.unknown = unknown

    def pgettext(self, context: str, message: str) -> str:
        return message if context in self.unknown else message[::-1]


def in_language(*unknown: str) -> Language:
    return Language("xx", "xx", "Backwards", content=Backwards(*unknown))


def test_a_scenario_is_translated_with_everything_that_is_shown_of_it() -> None:
    made = translated(BANK, in_language())
    item = made.forms[0].items[0]
    assert (item.language, item.title, item.vignette) == (
        "xx",
        ITEM.title[::-1],
        ITEM.vignette[::-1],
    )
    assert [one.text[::-1] for one in item.options] == [one.text for one in ITEM.options]
    assert [one.reason[::-1] for one in item.options] == [one.reason for one in ITEM.options]
    assert (item.rule, item.prompt) == ((ITEM.rule or "")[::-1], ITEM.prompt[::-1])
    assert (item.best, item.revision, item.checksum) == (ITEM.best, ITEM.revision, ITEM.checksum)
    assert item.topic.language == "xx"
    assert made.items[ITEM.id] is made.kept[ITEM.id, ITEM.revision] is item
    assert made.forms[0].short[0].language == "xx"


def test_a_scenario_on_which_practice_differs_is_translated_with_its_topic() -> None:
    (english, *_), (made, *_) = BANK.contested, translated(BANK, in_language()).contested
    assert (made.language, made.topic.language) == ("xx", "xx")
    assert (made.sides, made.options[3].reason) == (
        english.sides[::-1],
        english.options[3].reason[::-1],
    )
    assert translated(BANK, language("cy")).contested[0].topic.language == "cy"


def test_a_scenario_with_one_text_missing_stays_english() -> None:
    made = translated(BANK, in_language(f"item {ITEM.id}: reason b"))
    item = made.items[ITEM.id]
    assert (item.language, item.title, item.options) == (None, ITEM.title, ITEM.options)
    assert made.forms[0].items[1].language == "xx"


def test_every_text_has_a_context_of_its_own() -> None:
    found = list(content_texts(BANK))
    assert len(set(found)) > 800
    assert dict(found)[f"item {ITEM.id}: vignette"] == ITEM.vignette


def test_the_survey_is_in_welsh_and_the_scenarios_are_not_yet() -> None:
    made = translated(BANK, language("cy"))
    survey = [*made.confidence, *made.survey, *made.stand, *made.topics, *made.contacts]
    assert {one.language for one in survey} == {"cy"}
    assert {item.language for item in made.items.values()} == {None}


def test_english_is_the_bank_itself() -> None:
    assert translated(BANK, language("en")) is BANK
