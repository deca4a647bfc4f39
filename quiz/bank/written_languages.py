"""The languages that an organisation's own scenarios are written in: English, or a translated one.

National scenarios are written in English, and translators add the others. Pure.
"""

from quiz.languages.catalogues import TRANSLATED
from quiz.languages.sentences import ENGLISH, lazy_gettext

CODES = (ENGLISH.code, *TRANSLATED)
"""Each is its own tag in HTML, but for English."""
LANGUAGE_WORDS = {"en": lazy_gettext("English"), "cy": lazy_gettext("Welsh")}
OWN_FORMS = {"en": "L", "cy": "W"}
"""The form of an organisation's own scenarios in each language (docs/decisions/0048)."""
MOST_IN_USE = 12
"""Of an organisation's own scenarios in each language."""
NAMES = {
    **{str(words.sentence).lower(): code for code, words in LANGUAGE_WORDS.items()},
    **{known.name.lower(): code for code, known in TRANSLATED.items()},
}
LONGEST_TAG = 35
"""What RFC 5646, 4.4.1, asks every program to take."""


def code_of(said: str) -> str | None:
    """The language of a tag such as “cy-GB” (BCP 47), or of its name; None for another one."""
    words = said.strip().lower()[:LONGEST_TAG]
    code = NAMES.get(words, words.replace("_", "-").partition("-")[0])
    return code if code in CODES else None


def is_own(form: str) -> bool:
    """Whether a form, by its id, has an organisation's own scenarios."""
    return form in OWN_FORMS.values()


def code_to_say(language: str | None) -> str:
    """The code of a scenario's ``language``, which is None for English."""
    return language or ENGLISH.code


def language_to_store(code: str | None) -> str | None:
    """The other way round."""
    return code if code and code != ENGLISH.code else None
