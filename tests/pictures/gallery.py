"""A page that shows pictures in the service's own dress; it exists in the tests only."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

from flask import Flask, render_template_string
from werkzeug.serving import make_server

from quiz.pictures.draw import draw
from quiz.pictures.shares import Picture

PAGE = """{% extends "base.html" %}
{% block title %}Pictures{% endblock %}
{% block content %}<h1 class="govuk-heading-xl">Pictures</h1>{{ pictures | join }}{% endblock %}"""


def hang(app: Flask, pictures: Sequence[Picture]) -> str:
    """Put the pictures on a page of the app and give its address."""

    def gallery() -> str:
        return render_template_string(PAGE, pictures=[draw(p) for p in pictures])  # type: ignore[arg-type]

    app.add_url_rule("/gallery", "gallery", gallery)
    return "/gallery"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app on a port of this machine, for a browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
