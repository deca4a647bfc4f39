"""The OpenAPI 3.1 document of the API, made from the views that answer. Pure."""

import re
from inspect import getdoc, unwrap
from typing import Any, get_type_hints

from quiz.api.operations import OPERATIONS, Operation
from quiz.api.problems import PROBLEM, ProblemDetails
from quiz.api.schema import Schema, schema_of

API_VERSION = "1.1"
DESCRIPTION = (
    "Read-only. Scenarios and sources are for anybody. Best answers, and figures of your own team "
    "reviews and live sessions, need a token that you make on your account page. Figures follow "
    "the same rules as the pages: what a page does not show yet, or never shows, is not here. "
    "Each answer has an ETag; send it as If-None-Match, and you get a 304 while nothing changed."
)
PARAMETER = re.compile(r"<(\w+)>")


def document(address: str) -> dict[str, Any]:
    """The document. address: of this service, such as https://quiz.example."""
    named: dict[str, Schema] = {}
    problem = schema_of(ProblemDetails, named)
    paths = {
        PARAMETER.sub(r"{\1}", one.rule): {"get": _operation(one, named)} for one in OPERATIONS
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Before You Look", "version": API_VERSION, "description": DESCRIPTION},
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {
                "Problem": {
                    "description": "What went wrong, and what to do",
                    "content": {PROBLEM: {"schema": problem}},
                }
            },
        },
    }


def _operation(one: Operation, named: dict[str, Schema]) -> dict[str, Any]:
    view = unwrap(one.view)
    summary = " ".join((getdoc(view) or "").split())
    found: dict[str, Any] = {
        "operationId": view.__name__,
        "summary": summary,
        "parameters": [
            *({"name": name, **_IN_PATH} for name in PARAMETER.findall(one.rule)),
            _IF_NONE_MATCH,
        ],
        "responses": {
            "200": {
                "description": summary,
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {
                    "application/json": {"schema": schema_of(get_type_hints(view)["return"], named)}
                },
            },
            "304": {"description": "Nothing changed since the answer with this ETag"},
            **{status: {"$ref": "#/components/responses/Problem"} for status in _errors(one)},
        },
    }
    if one.scope:
        found["security"] = [{"token": []}]
        found["description"] = f"Needs a token for: {one.scope.words}."
    return found


_IN_PATH = {"in": "path", "required": True, "schema": {"type": "string"}}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of an earlier answer",
    "schema": {"type": "string"},
}


def _errors(one: Operation) -> list[str]:
    refused = ["401", "403"] if one.scope else []
    missing = ["404"] if PARAMETER.search(one.rule) else []
    return [*refused, *missing, "429", "default"]
