"""Converters: what a variable part of an address may be."""

from werkzeug.routing import BaseConverter, ValidationError

from quiz.vocabulary import Strand


class StrandConverter(BaseConverter):
    """Converts a word in an address into a strand; any other word is a 404."""

    def to_python(self, value: str) -> Strand:
        try:
            return Strand(value)
        except ValueError:
            raise ValidationError from None
