"""Sending mail, when a mail server is set."""

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from werkzeug.wrappers import Response

from quiz.settings import certificates
from quiz.settings.config import Settings

TIMEOUT_SECONDS = 10

log = logging.getLogger(__name__)
AnyResponse = TypeVar("AnyResponse", bound=Response)


@dataclass(frozen=True)
class Calendar:
    """A calendar file that goes with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail before it is sent. It is never stored or logged."""

    to: str
    subject: str
    text: str
    calendar: Calendar | None = None


@dataclass(frozen=True)
class MailServer:
    """A mail server, and the address that mail comes from."""

    url: str
    sender: str
    ca_file: Path | None = None

    def deliver(self, letters: Iterable[Letter]) -> int:
        """Send mails over one connection; return how many the server refused.

        ``smtps://`` connections are encrypted from the start, ``smtp://`` ones as soon as the
        server offers it; a password is never sent unencrypted. Raises OSError (smtplib's errors
        are subclasses) when there is no connection.
        """
        parts = urlsplit(self.url)
        with self._connect(parts.scheme, parts.hostname or "", parts.port or 0) as server:
            if parts.username:
                if not isinstance(server.sock, ssl.SSLSocket):
                    raise OSError("the mail server offers no encryption, so no password was sent")
                server.login(unquote(parts.username), unquote(parts.password or ""))
            return sum(not self._accepts(server, letter) for letter in letters)

    def _accepts(self, server: smtplib.SMTP, letter: Letter) -> bool:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, letter.to, letter.subject
        mail.set_content(letter.text)
        if letter.calendar:
            mail.add_attachment(
                letter.calendar.content,
                *("text", "calendar"),
                filename=letter.calendar.name,
            )
        try:
            server.send_message(mail)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as error:
            log.error("a mail was not accepted: %s", type(error).__name__)
            return False
        return True

    def _connect(self, scheme: str, host: str, port: int) -> smtplib.SMTP:
        context = ssl.create_default_context(cafile=self.ca_file)
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(host, port or smtplib.SMTP_PORT, timeout=TIMEOUT_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        return server


def init_app(app: Flask, settings: Settings) -> None:
    """Keep the mail server on the app, if one is set."""
    url, sender = settings.smtp_url, settings.mail_from
    app.extensions["mail"] = MailServer(url, sender, settings.ca_file) if url and sender else None


def is_on() -> bool:
    """Whether this app can send mail."""
    return current_app.extensions["mail"] is not None


def check() -> None:
    """Connect and sign in, and send nothing. Raises OSError or ValueError."""
    server: MailServer | None = current_app.extensions["mail"]
    if server:
        server.deliver([])


def send_all(letters: Sequence[Letter]) -> int:
    """Send mails; return how many were not accepted. Nothing of them is logged."""
    server: MailServer | None = current_app.extensions["mail"]
    if server is None:
        return len(letters)
    try:
        return server.deliver(letters)
    except (OSError, ValueError) as error:
        log.error("mails were not sent: %s", certificates.reason(error))
        return len(letters)


def with_mails(response: AnyResponse, letters: Sequence[Letter]) -> AnyResponse:
    """The response, after which the mails are sent, if there are any and this app can send mail."""
    if letters and is_on():
        send_after(response, letters)
    return response


def send_after(
    response: Response,
    letters: Sequence[Letter],
    note_unsent: Callable[[int], object] | None = None,
) -> None:
    """Send mails once the change is committed and the response is sent: nobody waits for the mail
    server, and no mail is sent about a change that failed.

    note_unsent: called in the app's context if mails were not accepted, with their number.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def send() -> None:
        with app.app_context():
            unsent = send_all(letters)
            if unsent and note_unsent:
                note_unsent(unsent)

    response.call_on_close(send)
