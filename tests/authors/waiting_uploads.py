"""Files that wait to be imported."""

from flask import Flask

from quiz.authors import uploads


def upload(app: Flask) -> str:
    """Keep a file with one question; returns its id."""
    return uploads.keep(app.extensions["settings"].instance, b"What is first?{=Ask ~Look}")
