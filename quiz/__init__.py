"""Before You Look: check what you know about social media and casework."""

import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request
from werkzeug.exceptions import BadHost
from werkzeug.routing import Map, MapAdapter
from werkzeug.urls import uri_to_iri

from quiz import binding, cli, content, mail
from quiz.bank.content_file import ContentError
from quiz.browser import language_choice, last_press, pages, prepared
from quiz.errors import handlers as errors
from quiz.live.fragments import FRAGMENTS
from quiz.live.participant import leaving
from quiz.live.updates import broadcast
from quiz.operations import logs, scheduled
from quiz.operations.due import DAILY_TASKS
from quiz.settings import config
from quiz.settings.config import OperatorError, Settings, from_environment
from quiz.signin import provider
from quiz.storage import database
from quiz.web import assets, security, slow_requests

KNOWN_HOSTS = 64


@lru_cache(KNOWN_HOSTS)  # hardly more than one is asked for
def _name(host: str, addresses: Map) -> str:
    """The Host as addresses have it. Raises BadHost where it can be no name."""
    if not _is_host(host):
        raise BadHost
    return addresses.bind(host).server_name


def _is_host(given: str) -> bool:
    """Whether it has a name that can be decoded, and no port that there cannot be."""
    try:
        parts = urlsplit(uri_to_iri(f"http://{given}/"))
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # of Unicode, too
        return False


class Service(pages.PagesApp):
    """No view and no hook here is asynchronous; the base class asks each of them at each request,
    which is twenty times."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """The addresses of this request. A Host that can be no name is refused with a page, which
        needs addresses, too. The base class reads the name anew each time."""
        if request is None:
            return super().create_url_adapter(None)
        try:
            name = _name(request.host, self.url_map)
        except BadHost as refused:
            request.routing_exception = refused
            return self.url_map.bind("localhost")
        query = request.query_string.decode("utf-8", "replace")
        place = (request.root_path, self.url_map.default_subdomain, request.scheme, request.path)
        return MapAdapter(self.url_map, name, *place, request.method, query)


def create_app(settings: Settings | None = None) -> Flask:
    """The service: settings, content, headers, mail, sign-in, database, map, commands, in order.

    Raises OperatorError with one sentence that tells the operator what to put right.
    """
    settings = settings or from_environment(os.environ)
    app = Service(__name__, instance_path=str(settings.instance))
    config.init_app(app, settings)
    logs.init_app(app, settings)
    slow_requests.init_app(app)
    if settings.metrics:
        from quiz.operations import metrics  # the library starts nothing where nobody asks

        metrics.init_app(app)
    try:
        content.init_app(app, settings.instance, settings.copies)
    except ContentError as error:
        raise OperatorError(str(error)) from None
    assets.init_app(app)
    security.init_app(app, settings)
    mail.init_app(app, settings)
    provider.init_app(app, settings)
    pages.init_app(app)
    language_choice.init_app(app)
    prepared.init_app(app)
    # The function registered last gets a response first: a response whose commit fails must become
    # an error page before headers and compression are added.
    database.init_app(app, settings.database_url)
    last_press.init_app(app)
    errors.init_app(app)
    binding.bind(app)
    broadcast.init_app(app, FRAGMENTS)
    leaving.init_app(app)
    scheduled.init_app(app, DAILY_TASKS)
    cli.init_app(app)
    return app
