"""Templates: GOV.UK Frontend's components, filters, and compressed output."""

import re
from functools import cached_property
from typing import Any

from flask import Flask, url_for
from flask.templating import Environment as FlaskEnvironment
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from jinja2.ext import Extension
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from quiz.bank.sources import Source, together
from quiz.bank.terms import split_at_terms
from quiz.clock import long_date, time_of_day, today
from quiz.languages.formats import decimal, listed
from quiz.languages.number_words import in_words
from quiz.languages.sentences import ENGLISH, language
from quiz.languages.templates import LanguageEnvironment
from quiz.people import guard
from quiz.settings.config import own_address
from quiz.vocabulary import OPTION_LETTERS, set_name
from quiz.web import compression


class Unindented(Extension):
    """Removes the indentation of templates from what is sent."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def _flag(source: Source) -> str:
    return source.flag(today())


def _masthead() -> list[tuple[str, str]]:
    """Links for a signed-in person, as text and address; empty for everybody else.

    Error pages for a broken database, or for a request that is too large, have no links: they
    cannot read who is signed in.
    """
    try:
        person = guard.signed_in()
        return (
            [(str(link.words), url_for(link.endpoint)) for link in guard.links(person)]
            if person
            else []
        )
    except (SQLAlchemyError, RequestEntityTooLarge):
        return []


class PageEnvironment(LanguageEnvironment, FlaskEnvironment):
    """The environment of pages in one language."""


class PagesApp(Flask):
    """An app whose templates are compiled for each language."""

    jinja_environment = PageEnvironment

    @cached_property
    def _environments(self) -> dict[str, Any]:
        return {ENGLISH.code: self.create_jinja_environment()}

    @property
    def jinja_env(self) -> Any:
        """The environment of the language that is being written."""
        chosen, known = language(), self._environments
        if chosen.code not in known:
            known[chosen.code] = known[ENGLISH.code].of_language(chosen)
        return known[chosen.code]


def init_app(app: Flask) -> None:
    """Set up templates and compression."""
    env: Any = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.do")
    env.add_extension(Unindented)
    env.install_sentences()
    env.filters["together"] = together
    env.filters["flag"] = _flag
    env.filters["in_words"] = in_words
    env.filters["set_name"] = set_name
    env.filters["split_at_terms"] = split_at_terms
    env.globals.update(zip=zip, own_address=own_address)
    env.globals["OPTION_LETTERS"] = OPTION_LETTERS
    env.filters.update(day=long_date, decimal=decimal, listed=listed)
    env.filters["time_of_day"] = time_of_day
    env.globals["masthead"] = _masthead
    env.globals["seconds_until_sign_out"] = guard.seconds_left
    # Our govuk_frontend_jinja/components/error-message/macro.html goes before the library's.
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
    compression.init_app(app)
