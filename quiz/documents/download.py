"""Responses that a browser saves as a file."""

import re
import unicodedata
from datetime import date

from flask import Response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SLUG = 40
NOT_IN_A_NAME = re.compile("[^a-z0-9]+")


def attachment(content: bytes, name: str, mimetype: str) -> Response:
    """A file to save. Its name says nothing about what anybody answered: downloads folders are
    shared."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)


def dated(day: date, name: str, title: str = "") -> str:
    """A file name with its title, if it has one, and its day: ``guide.pdf`` becomes
    ``guide-team-morning-2027-03-01.pdf``."""
    stem, _, end = name.rpartition(".")
    return "-".join(filter(None, (_slug(stem), _slug(title), f"{day.isoformat()}.{end}")))


def _slug(words: str) -> str:
    """Words for a file name: small letters without accents, and figures, joined by hyphens."""
    apart = unicodedata.normalize("NFKD", words)
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return NOT_IN_A_NAME.sub("-", letters.lower())[:LONGEST_SLUG].strip("-")
