"""What each level of certainty means (measurement.md 1.2 and 1.4)."""

from typing import NamedTuple

from quiz.languages.sentences import LazySentence, lazy_gettext


class CertaintyLevel(NamedTuple):
    """What one level means. hundredths: the stated chance of being right."""

    words: LazySentence
    said: LazySentence
    about: LazySentence
    hundredths: int
    sure: bool


CERTAINTY_LEVELS = {
    1: CertaintyLevel(
        lazy_gettext("Guessing"),
        lazy_gettext("You were guessing."),
        lazy_gettext("about 1 in 4"),
        25,
        sure=False,
    ),
    2: CertaintyLevel(
        lazy_gettext("Unsure"),
        lazy_gettext("You were unsure."),
        lazy_gettext("about 1 in 2"),
        50,
        sure=False,
    ),
    3: CertaintyLevel(
        lazy_gettext("Fairly sure"),
        lazy_gettext("You were fairly sure."),
        lazy_gettext("about 3 in 4"),
        75,
        sure=True,
    ),
    4: CertaintyLevel(
        lazy_gettext("Very sure"),
        lazy_gettext("You were very sure."),
        lazy_gettext("about 19 in 20"),
        95,
        sure=True,
    ),
}
"""By the value of `Certainty`."""
