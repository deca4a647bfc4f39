"""Before You Look: check what you know about social media and casework."""

import os

from flask import Flask
from flask_compress import Compress
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from quiz import assets, cli, database, errors, routes, security
from quiz.bank.items import together
from quiz.bank.load import ContentError, load
from quiz.config import OperatorError, Settings, from_environment


def create_app(settings: Settings | None = None) -> Flask:
    """The service: settings, content, headers, database, map, commands, in that order.

    Raises OperatorError, with one sentence, for anything that whoever runs it must put right.
    """
    settings = settings or from_environment(os.environ)
    app = Flask(__name__, instance_path=str(settings.instance))
    try:
        app.extensions["bank"] = load(local=settings.instance / "local.json")
    except ContentError as error:
        raise OperatorError(str(error)) from None
    _templates(app)
    assets.init_app(app)
    security.init_app(app, settings)
    app.config["COMPRESS_LEVEL"] = 9  # a phone's data is dearer than our processor
    Compress(app)
    # What is registered last sees a response first: an answer that could not be committed must turn
    # into its error page before headers and compression are added.
    database.init_app(app, settings.database_url)
    errors.init_app(app)
    routes.bind(app)
    cli.init_app(app)
    return app


def _templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
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
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.filters["together"] = together
    WTFormsHelpers(app)
