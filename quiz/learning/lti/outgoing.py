"""Requests to learning systems: to registered hosts, over HTTPS, without redirects, bounded in time
and size."""

import json
import logging
import time
from collections.abc import Mapping
from typing import Any

from quiz.learning.lti.models import LtiPlatform
from quiz.settings.certificates import reason
from quiz.settings.config import current_settings, is_safe

TIMEOUT_SECONDS = 5
"""For the connection, and for each part of the answer."""
WHOLE_SECONDS = 10
LARGEST_ANSWER = 256 * 1024
PIECE = 16 * 1024

log = logging.getLogger(__name__)


class PlatformUnavailable(Exception):
    """A learning system did not answer, or not with what it should. The text is for the log."""


def ask(
    platform: LtiPlatform, method: str, url: str, *, headers: Mapping[str, str], data: Any = None
) -> dict[str, Any]:
    """The answer of a platform, a JSON object; an empty one for any other answer.

    Raises PlatformUnavailable, also for an address that is not one of the platform's.
    """
    import requests
    from urllib3.exceptions import HTTPError

    settings = current_settings()
    if not (platform.owns(url) and is_safe(url, settings.production)):
        raise PlatformUnavailable("the address is not on a host of this platform")
    verify = str(settings.ca_file) if settings.ca_file else True
    try:
        with requests.request(
            method,
            url,
            headers=dict(headers),
            data=data,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
            stream=True,
            verify=verify,
        ) as answer:
            if not 200 <= answer.status_code < 300:
                raise PlatformUnavailable(f"status {answer.status_code}")
            return _object(_body(answer))
    except (OSError, HTTPError) as error:  # the errors of requests are OSErrors
        raise PlatformUnavailable(reason(error)) from None


def _body(answer: Any) -> bytes:
    began, found = time.monotonic(), b""
    # What has come, and not only whole pieces: else a server that sends a byte now and then could
    # hold the request for hours.
    while piece := answer.raw.read1(PIECE, decode_content=True):
        found += piece
        if len(found) > LARGEST_ANSWER or time.monotonic() - began > WHOLE_SECONDS:
            raise PlatformUnavailable("the answer is too long")
    return found


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
