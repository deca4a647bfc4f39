"""Mail, when the operator named a server for it."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app

from quiz.config import Settings

PATIENCE_SECONDS = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Post:
    """A mail server, and whom mail comes from."""

    url: str
    sender: str

    def deliver(self, to: str, subject: str, text: str) -> None:
        """Hand a letter to the server.

        Over ``smtps://`` the line is encrypted from the start; over ``smtp://`` as soon as the
        server offers it, and a password is never sent before. Raises OSError (smtplib's errors
        are of that kind) when the letter was not taken.
        """
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, to, subject
        letter.set_content(text)
        parts = urlsplit(self.url)
        with self._connected(parts.scheme, parts.hostname or "", parts.port or 0) as server:
            if parts.username:
                if not isinstance(server.sock, ssl.SSLSocket):
                    raise OSError("the mail server offers no encryption, so no password was sent")
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(letter)

    def _connected(self, scheme: str, host: str, port: int) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=context)
        server = smtplib.SMTP(host, port or smtplib.SMTP_PORT, timeout=PATIENCE_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        return server


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its mail server, if there is one."""
    url, sender = settings.smtp_url, settings.mail_from
    app.extensions["post"] = Post(url, sender) if url and sender else None


def is_on() -> bool:
    """Whether this app can send mail."""
    return current_app.extensions["post"] is not None


def send(to: str, subject: str, text: str) -> bool:
    """Send a letter; whether a server took it. Nothing of the letter is logged."""
    post: Post | None = current_app.extensions["post"]
    if post is None:
        return False
    try:
        post.deliver(to, subject, text)
    except (OSError, ValueError) as error:
        log.error("a letter was not sent: %s", type(error).__name__)
        return False
    return True
