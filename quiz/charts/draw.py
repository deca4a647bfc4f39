"""From a picture's values to the part of a page that shows it: marks, key, words and table."""

from flask import get_template_attribute
from markupsafe import Markup

from quiz.charts.beside import Beside
from quiz.charts.lines import Change, Pairing, Topics
from quiz.charts.plane import Plane
from quiz.charts.shares import Picture

TEMPLATES: dict[type[Picture], tuple[str, str]] = {
    Topics: ("pictures/topics.svg.html", "topics"),
    Pairing: ("pictures/pairing.svg.html", "pairing"),
    Change: ("pictures/change.svg.html", "change"),
    Beside: ("pictures/beside.svg.html", "beside"),
    Plane: ("pictures/plane.svg.html", "plane"),
}


def draw(picture: Picture) -> Markup:
    """The picture as a ``figure`` to put into a page. Needs an app's context, as templates do."""
    macro = get_template_attribute(*TEMPLATES[type(picture)])
    return Markup(macro(picture))  # noqa: S704 - what the macro was given is escaped by Jinja
