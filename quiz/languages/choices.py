"""Choices of forms whose words are looked up when they are shown."""

from typing import cast

from wtforms.fields.choices import SelectChoice

from quiz.languages.sentences import LazySentence


def choice(value: str, words: LazySentence) -> SelectChoice:
    """A choice. WTForms only shows its label, so it need not be a str."""
    return SelectChoice(value, cast(str, words))
