"""The page on which packages for learning systems are downloaded."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from quiz import content
from quiz.documents.download import attachment
from quiz.learning.packages.build import FORMATS, package
from quiz.learning.sets_to_open import ANY, can_be_opened, choices
from quiz.people.models import Person
from quiz.settings.config import current_settings, own_address

ZIP = "application/zip"


def packages(_person: Person) -> ResponseReturnValue:
    """The page, or with ?format= the package that was chosen on it."""
    if "format" in request.args:
        return _package(request.args["format"], request.args.get("form", ANY))
    return render_template(
        "learning/packages.html",
        formats=FORMATS.values(),
        forms=choices(content.bank().forms),
        systems=current_settings().learning_systems,
    )


def _package(name: str, form: str) -> Response:
    if name not in FORMATS or not can_be_opened(form, content.bank().forms):
        abort(404)
    return attachment(package(name, own_address(), form), file_name(name, form), ZIP)


def file_name(name: str, form: str) -> str:
    """The name of a package's file."""
    return f"before-you-look-{name}{'' if form == ANY else f'-{form.lower()}'}.zip"
