"""The page on which packages for learning systems are downloaded."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from quiz import content
from quiz.bank.written_languages import OWN_FORMS
from quiz.documents.download import attachment
from quiz.languages.sentences import gettext
from quiz.learning.packages.build import FORMATS, package
from quiz.people.models import Person
from quiz.settings.config import current_settings, own_address
from quiz.vocabulary import set_number

ANY = "any"
ZIP = "application/zip"


def packages(_person: Person) -> ResponseReturnValue:
    """The page, or with ?format= the package that was chosen on it."""
    if "format" in request.args:
        return _package(request.args["format"], request.args.get("form", ANY))
    return render_template(
        "learning/packages.html",
        formats=FORMATS.values(),
        forms=_forms(),
        systems=current_settings().learning_systems,
    )


def _package(name: str, form: str) -> Response:
    forms = content.bank().forms
    known = {form.id for form in forms if not form.local}
    if any(form.local for form in forms):
        known |= {*OWN_FORMS.values()}  # which of them is offered may have changed since the page
    if name not in FORMATS or form not in {ANY, *known}:
        abort(404)
    chosen = "" if form == ANY else form
    return attachment(package(name, own_address(), chosen), file_name(name, chosen), ZIP)


def file_name(name: str, form: str) -> str:
    """The name of a package's file."""
    return f"before-you-look-{name}{f'-{form.lower()}' if form else ''}.zip"


def _forms() -> list[tuple[str, str]]:
    """What a package can open: a value and its words."""
    found = [(ANY, gettext("Any: each person gets a set that is new to their browser"))]
    forms = content.bank().forms
    for form in (one for one in forms if not one.local):
        found.append((form.id, gettext("Set %(number)s", number=set_number(form.id))))
    own = [(form.id, gettext("Your organisation’s own scenarios")) for form in forms if form.local]
    return found + own[:1]  # it opens those in each person's language
