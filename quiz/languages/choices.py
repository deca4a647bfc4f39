"""Choices of forms whose words are looked up when they are shown."""

from dataclasses import dataclass
from typing import cast

from wtforms.fields.choices import SelectChoice

from quiz.languages.sentences import LazySentence


@dataclass
class ContentChoice(SelectChoice):
    """A choice whose words are content. language: their tag; None for English."""

    language: str | None = None


def choice(value: str, words: LazySentence) -> SelectChoice:
    """A choice. WTForms only shows its label, so it need not be a str."""
    return SelectChoice(value, cast(str, words))
