"""All scenarios on one page, for a second reader; only the command serves it."""

import click
from flask import Flask, render_template
from werkzeug.serving import run_simple

from quiz import content
from quiz.bank.items import BankForm
from quiz.bank.written_languages import LANGUAGE_WORDS, code_to_say
from quiz.vocabulary import set_name
from quiz.web.headers import without_https

ADDRESS = "/preview"


@without_https
def page() -> str:
    """Every item with its reasons and pointers, and space for the reviewer's signature."""
    bank = content.bank()
    placed = {item.id for form in bank.forms for item in form.items}
    groups = [
        (_own_words(form) if form.local else set_name(form.id).capitalize(), form.items)
        for form in bank.forms
    ]
    spare = tuple(item for item in bank.items.values() if item.id not in placed)
    if spare:
        groups.append(("In no form", spare))
    return render_template("authors/preview.html", groups=groups, contested=bank.contested)


def _own_words(form: BankForm) -> str:
    return f"Our own scenarios ({LANGUAGE_WORDS[code_to_say(form.items[0].language)]})"


def add_to(app: Flask) -> None:
    """Add the page to an app. The service never has it, because it shows every best answer."""
    app.add_url_rule(ADDRESS, "authors.preview", page)


def serve(app: Flask, host: str, port: int) -> None:
    """Serve the page until Ctrl-C."""
    add_to(app)
    click.echo(f"The preview is at http://{host}:{port}{ADDRESS} (Ctrl-C to stop)")
    run_simple(host, port, app)
