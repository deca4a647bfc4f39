"""Responses that a browser saves as a file."""

from datetime import date

from flask import Response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(content: bytes, name: str, mimetype: str) -> Response:
    """A file to save. Its name says nothing about its content: downloads folders are shared."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=headers)


def dated(day: date, name: str) -> str:
    """A file name with its day: ``guide.pdf`` becomes ``guide-2027-03-01.pdf``."""
    stem, _, end = name.rpartition(".")
    return f"{stem}-{day.isoformat()}.{end}"
