"""Settings with which the service starts, but should not serve people."""

import os
import re
import socket
from datetime import timedelta

from quiz.clock import today
from quiz.information import TESTED_ON
from quiz.operations.problem import Problem
from quiz.settings import security_txt
from quiz.settings.config import current_settings
from quiz.settings.operator_details import Operator

OWN = (
    *("OPERATOR_NAME", "PRIVACY_CONTACT", "ACCESSIBILITY_CONTACT", "SECURITY_CONTACT"),
    *("PUBLIC_URL", "LEARNING_SYSTEMS", "SMTP_URL", "MAIL_FROM", "OIDC_ISSUER"),
    *("DATABASE_URL", "REDIS_URL"),
)
SAMPLE = re.compile(
    r"sampleshire|01234 567890|TENANT-ID|:password@|\bexample\.(org|com|net)\b|\.example\b", re.I
)
"""Values of deploy/environment.sample, and names that nobody can own (RFC 2606)."""
STATEMENT_HOLDS = timedelta(days=366)
"""How long until the accessibility statement is read again."""


def settings() -> str:
    """Settings that cannot be used stop every command before this one."""
    ours = current_settings()
    _check_host(ours.server.host)
    if not ours.production:
        return "not in production; set PRODUCTION=1 to serve other people"
    if sample := [name for name in OWN if SAMPLE.search(os.environ.get(name, ""))]:
        raise Problem(f"{', '.join(sample)} still as in the sample: set your own")
    if ours.operator:
        _check_operator(ours.operator)
    if not ours.public_url:
        raise Problem("PUBLIC_URL is not set: set it, so that links have the right address")
    if ours.limits.startswith("memory") and ours.server.workers > 1:
        raise Problem("REDIS_URL is not set: set it, or each worker counts guesses by itself")
    return "in production"


def _check_host(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, 0), family=family).close()
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]
        raise Problem(f"HOST is {host} ({why}): set it to an address of this machine") from None


def _check_operator(operator: Operator) -> None:
    privacy, accessibility = operator.privacy_contact, operator.accessibility_contact
    for name, given in (("PRIVACY_CONTACT", privacy), ("ACCESSIBILITY_CONTACT", accessibility)):
        if not (security_txt.MAIL.fullmatch(given) or security_txt.PHONE.fullmatch(given)):
            raise Problem(f"{name} is {given!r}: set an email address or a telephone number")
    if operator.statement_on < max(TESTED_ON, today() - STATEMENT_HOLDS):
        raise Problem(
            "STATEMENT_DATE is over a year ago, or before the statement changed: read "
            "/accessibility again, and set it"
        )
