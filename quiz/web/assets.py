"""Styles, scripts and icon: built once, named by a hash of their content, cached for a year."""

import json
from pathlib import Path

from flask import Flask, Response, request, url_for

from quiz.settings.config import OperatorError

BUILD = Path(__file__).parents[1] / "static" / "build"
A_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Give templates ``asset(name)``. Raises OperatorError when the assets were not built."""
    try:
        names: dict[str, str] = json.loads((BUILD / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise OperatorError(
            "its styles and script are not built; “make run” builds them."
        ) from None

    def asset(name: str) -> str:
        return url_for("static", filename=f"build/{names[name]}")

    app.jinja_env.globals["asset"] = asset
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR
    app.after_request(_never_changes)


def _never_changes(response: Response) -> Response:
    """Browsers may cache a built file for ever: its name changes with its content."""
    if request.endpoint == "static" and response.status_code == 200:
        response.cache_control.immutable = True
    return response
