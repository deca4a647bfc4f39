"""The address of the OpenAPI document."""

from typing import Any

from quiz.api import document
from quiz.api.answer import PUBLIC, as_json
from quiz.settings.config import own_address


@as_json(PUBLIC)
def openapi() -> dict[str, Any]:
    """What the API answers, as an OpenAPI document."""
    return document.document(own_address())
