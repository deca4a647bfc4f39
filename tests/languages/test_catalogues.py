"""The catalogues in the repository: every sentence of the interface, kept places, plural forms."""

import pytest

from quiz.languages.catalogues import CONTENT, INTERFACE, TRANSLATED, catalogue_file, language
from quiz.languages.extraction import read_catalogue
from quiz.languages.sentences import gettext, ngettext, written_in
from quiz.translators.catalogue import problems

CATALOGUES = [(code, domain) for code in TRANSLATED for domain in (INTERFACE, CONTENT)]


@pytest.mark.parametrize(("code", "domain"), CATALOGUES)
def test_every_translation_keeps_places_and_tags(code: str, domain: str) -> None:
    messages = [one for one in read_catalogue(catalogue_file(code, domain)) if one.id]
    assert messages
    assert [(one.id, found) for one in messages for found in problems(one)] == []
    assert [one.id for one in messages if one.fuzzy or not one.string or not all(one.string)] == []


def test_welsh_has_its_plural_forms() -> None:
    one, many = "%(number)s rule worth five minutes", "%(number)s rules worth five minutes"
    with written_in(language("cy")):
        said = [ngettext(one, many, number, number=number) for number in (1, 3)]
        assert said == ["1 rheol sy’n werth pum munud", "3 o reolau sy’n werth pum munud"]
        assert gettext("Continue") == "Parhau"
