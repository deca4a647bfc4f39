"""Renders a chart as part of a page: SVG, key, words and table."""

from flask import get_template_attribute
from markupsafe import Markup

from quiz.charts.comparison import Comparison
from quiz.charts.lines import Change, Pairing, Topics
from quiz.charts.shares import BaseChart

TEMPLATES: dict[type[BaseChart], tuple[str, str]] = {
    Topics: ("charts/topics.svg.html", "topics"),
    Pairing: ("charts/pairing.svg.html", "pairing"),
    Change: ("charts/change.svg.html", "change"),
    Comparison: ("charts/comparison.svg.html", "comparison"),
}


def draw(chart: BaseChart) -> Markup:
    """The chart as a ``figure`` element. Needs an app context, as templates do."""
    macro = get_template_attribute(*TEMPLATES[type(chart)])
    return Markup(macro(chart))  # noqa: S704 - Jinja escaped what the macro was given
