"""Logs: one JSON object in a line, with the id of the request and nothing about a person.

Addresses contain codes, and the message of an exception may contain an answer. So a line has the
name of the page in place of its address, and of an exception its kind and its place in the code.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Any

from flask import Flask, g, has_request_context, request

from quiz.settings.config import Settings
from quiz.web import headers

HEADER = "X-Request-ID"
ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
SERVER = "gunicorn.error"
ROOT = Path(__file__).parents[2]

log = logging.getLogger(__name__)
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class JsonLines(logging.Formatter):
    """Formats each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if _is_ours(record) else str(record.msg),
        }
        if has_request_context():
            line |= {"request": g.get("request_id"), "page": request.endpoint}
        if record.exc_info and record.exc_info[0]:
            kind, _, where = record.exc_info
            line |= {"error": kind.__name__, "at": _places(where)}
        return json.dumps(line, ensure_ascii=False)


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether this message has no personal data. Of others only the text before it is filled in is
    logged; gunicorn's lowest ones have addresses of pages."""
    server = record.name == SERVER and record.levelno >= logging.INFO
    return server or record.name.partition(".")[0] == "quiz"


def _places(where: TracebackType | None) -> list[str]:
    """The places of a traceback, the innermost last, without its source lines and values.

    ``extract_tb`` would read the source files of all of them, and keep them in memory.
    """
    return [
        f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(where)
    ]


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def write_to_stderr(level: int) -> None:
    """Write every logger's lines of this level and above to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers, root.level = [handler], max(level, logging.INFO)
    logging.getLogger("quiz").setLevel(level)


def init_app(app: Flask, settings: Settings) -> None:
    """Give each request an id, and log an error without the address of its page.

    A proxy's X-Request-ID is used only where PROXIES says that there is a proxy.
    """

    def begin() -> None:
        given = request.headers.get(HEADER, "") if settings.proxies else ""
        g.request_id = request_id = given if ID.fullmatch(given) else token_hex(16)
        headers.add(HEADER, request_id)

    def log_exception(exc_info: ExcInfo) -> None:
        log.error("a request failed", exc_info=exc_info)

    app.before_request(begin)
    app.log_exception = log_exception  # type: ignore[method-assign]
