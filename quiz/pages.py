"""How templates become pages: GOV.UK Frontend's parts, no wasted bytes."""

import re

from flask import Flask, url_for
from flask_compress import Compress
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from jinja2.ext import Extension
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from quiz.bank.sources import Source, together
from quiz.clock import long_date, today
from quiz.people import guard


class Unindented(Extension):
    """Indentation is for whoever reads a template; it is not sent to phones."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def _flag(source: Source) -> str:
    return source.flag(today())


def _masthead() -> list[tuple[str, str]]:
    """Where whoever is signed in may go, as words and addresses; nothing for everybody else.

    A page that tells of a database out of order must not need it; nor can one that tells of too
    much that was sent, because everything that is sent is read before the database is.
    """
    try:
        person = guard.signed_in()
        return (
            [(link.words, url_for(link.endpoint)) for link in guard.links(person)] if person else []
        )
    except (SQLAlchemyError, RequestEntityTooLarge):
        return []


def init_app(app: Flask) -> None:
    """Give the app its templates and its compression."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.do")
    env.add_extension(Unindented)
    env.filters["together"] = together
    env.filters["flag"] = _flag
    env.globals["zip"] = zip
    env.filters["day"] = long_date
    env.globals["masthead"] = _masthead
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("quiz"),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    WTFormsHelpers(app)
    # A phone's data is dearer than our processor.
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=9, COMPRESS_LEVEL=9)
    Compress(app)
