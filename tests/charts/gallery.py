"""A page that shows charts in the service's layout, for tests only."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, render_template_string
from playwright.sync_api import Page, Route

from quiz.charts.draw import draw
from quiz.charts.shares import BaseChart

PAGE = """{% extends "base.html" %}
{% block title %}Charts{% endblock %}
{% block content %}<h1 class="govuk-heading-xl">Charts</h1>{{ charts | join }}{% endblock %}"""


def build(app: Flask) -> None:
    """Add the page to the app, without charts."""

    def gallery() -> str:
        return render_template_string(PAGE, charts=map(draw, app.extensions["gallery"]))

    app.add_url_rule("/gallery", "gallery", gallery)


def hang(app: Flask, charts: Sequence[BaseChart]) -> str:
    """Put these charts on the page, in place of earlier ones, and return its address."""
    app.extensions["gallery"] = charts
    return "/gallery"


def opens(page: Page, app: Flask, charts: Sequence[BaseChart]) -> None:
    """Open the page in a browser, with the app's responses and without a server."""
    answer = app.test_client().get(hang(app, charts))

    def respond(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=Path(str(app.static_folder), path.removeprefix("/static/")))
        else:
            route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.data)

    page.route("**/*", respond)
    page.goto("http://charts.test/gallery")
