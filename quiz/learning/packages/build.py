"""The files of a package, zipped. They hold no scenario, answer or secret: a package only opens the
check at the service's address."""

import json
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import render_template

from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.learning.sets_to_open import ANY, title_of
from quiz.web.assets import BUILD

MADE = (1980, 1, 1, 0, 0, 0)
"""The time in each package: the same choices give the same file."""


@dataclass(frozen=True)
class PackageFormat:
    """One kind of package: its name in commands, its title, and what it is for."""

    name: str
    title: str
    about: LazySentence


SCORM12 = PackageFormat(
    "scorm12",
    "SCORM 1.2",
    lazy_gettext("For Moodle, Totara, Kallidus and nearly every other learning system."),
)
CMI5 = PackageFormat(
    "cmi5",
    "cmi5 (xAPI)",
    lazy_gettext("For systems that import cmi5. People need no second window."),
)
ABOUT = lazy_gettext(
    "Short scenarios about families and social media. The learning system is told that somebody "
    "has finished, and no answer."
)
TASK = lazy_gettext("Answer short scenarios, and see what the guidance says.")
FORMATS = {one.name: one for one in (SCORM12, CMI5)}


def package(name: str, site: str, form: str) -> bytes:
    """A package that opens a form, or any, at ``site``, which has no slash at its end.

    Its own page is in the language that is being written.
    """
    values = {
        "site": site,
        "form": "" if form == ANY else form,
        "title": title_of(form),
        "suffix": "" if form == ANY else f"-{form.lower()}",
    }
    if name == CMI5.name:
        about = {"about": str(ABOUT), "task": str(TASK)}
        found = render_template("learning/package/cmi5.xml", **values, **about)
        return _zipped({"cmi5.xml": found})
    return _zipped(
        {
            "imsmanifest.xml": render_template("learning/package/imsmanifest.xml", **values),
            "index.html": render_template("learning/package/launcher.html", **values),
            "launcher.js": _built("launcher.js"),
            "launcher.css": _built("launcher.css"),
        }
    )


def _built(name: str) -> str:
    names: dict[str, str] = json.loads((BUILD / "manifest.json").read_text("utf-8"))
    return (BUILD / names[name]).read_text("utf-8")


def _zipped(files: dict[str, str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = ZipInfo(name, MADE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, text.encode())
    return written.getvalue()
