"""The languages that the service knows, and their catalogues (GNU gettext's PO files).

A catalogue is read when the service starts with its language, so nothing is compiled beforehand.
Babel is imported only then.
"""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from quiz.instance import OperatorError
from quiz.languages.sentences import ENGLISH, Language

FOLDER = Path(__file__).parent
INTERFACE, CONTENT = "messages", "content"
"""Gettext's domains: sentences of the code and its templates, and those of the content file."""
TEST_LANGUAGE = "en-XA"
"""Accented English, longer by a third: CLDR's code for a made-up language."""


class Translated(NamedTuple):
    """A translated language: its name in its own words, and whether a speaker checked it."""

    name: str
    checked: bool


TRANSLATED = {"cy": Translated("Cymraeg", checked=False)}
"""By folder in `quiz/languages`, which is the language's code."""
TEMPLATE = FOLDER / f"{INTERFACE}.pot"
"""Every sentence of the interface, without translations."""


def catalogue_file(code: str, domain: str) -> Path:
    """A language's catalogue of a domain."""
    return FOLDER / code / "LC_MESSAGES" / f"{domain}.po"


@cache
def language(code: str) -> Language:
    """A language with its catalogues. Raises KeyError for one that is not known."""
    if code == ENGLISH.code:
        return ENGLISH
    if code == TEST_LANGUAGE:
        from quiz.languages.made_up import MadeUpSurvey, made_up

        name = "⟦Éñgļîšĥ⟧"
        return Language(code, code, name, True, made_up(TEMPLATE), MadeUpSurvey())
    known = TRANSLATED[code]
    interface, content = (read(catalogue_file(code, one)) for one in (INTERFACE, CONTENT))
    return Language(code, code, known.name, known.checked, interface, content)


def read(file: Path) -> GNUTranslations:
    """The translations of a PO file, without fuzzy ones, which a translator has to look at."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        catalog = read_po(stream)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def languages(setting: str, production: bool) -> tuple[str, ...]:
    """The codes that the setting LANGUAGES names, the first choice first.

    Raises OperatorError for an unknown one, for one that stands twice, and without English, which
    everything falls back to.
    """
    codes = tuple(code.strip() for code in setting.split(",")) if setting else (ENGLISH.code,)
    known = [ENGLISH.code, *TRANSLATED, *([] if production else [TEST_LANGUAGE])]
    for code in codes:
        if code not in known:
            raise OperatorError(
                f"LANGUAGES names “{code}”; it must be one or more of {', '.join(known)}."
            )
    if len(set(codes)) < len(codes) or ENGLISH.code not in codes:
        raise OperatorError("LANGUAGES must name each language once, and en among them.")
    return codes
