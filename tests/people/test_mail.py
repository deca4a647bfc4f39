"""Mailing one-time links, with a real local mail server."""

from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from flask import Flask

from quiz import create_app
from quiz.settings.config import Settings
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.people.steps import signed_in
from tests.people.test_commands import EMAIL, URL, link_in, run
from tests.server import free_port
from tests.visitor import Visitor


class Mailbox(Message):
    """Records every mail received."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


@pytest.fixture
def mailbox() -> Any:
    """A real mail server on a local port."""
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    mailbox.port = server.port  # type: ignore[attr-defined]
    yield mailbox
    server.stop()


def with_mail(settings: Settings, smtp_url: str, database: Database) -> Flask:
    """An app that sends mail, on the same database."""
    mailing = replace(settings, smtp_url=smtp_url, mail_from="look@council.example", public_url=URL)
    app = create_app(mailing)
    app.testing = True
    app.extensions["database"].close()
    app.extensions["database"] = database
    return app


@pytest.mark.usefixtures("app")
def test_the_link_is_mailed(settings: Settings, database: Database, mailbox: Any) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{mailbox.port}", database)
    result = run(app, "invite", EMAIL, "--role", "lead")
    assert "The link was mailed, too." in result.output
    (mail,) = mailbox.mails
    assert (mail["To"], mail["From"]) == (EMAIL, "look@council.example")
    assert f"{URL}{link_in(result)}" in mail.get_payload(decode=True).decode()


@pytest.mark.usefixtures("app")
def test_the_page_mails_the_link_after_the_commit(
    settings: Settings, database: Database, mailbox: Any
) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{mailbox.port}", database)
    visitor = signed_in(app, Role.ADMINISTRATOR).get("/admin/people/invite")
    visitor.send(email=EMAIL, name="Ada", roles="lead")
    assert "It is being mailed to ada@council.example" in visitor.words
    visitor.response.close()
    link = visitor.page.find(id="one-time-link").get_text(strip=True)
    assert link in mailbox.mails[0].get_payload(decode=True).decode()
    assert Visitor(app).get(link.removeprefix(URL)).status == 200


@pytest.mark.usefixtures("app")
def test_a_missing_mail_server_does_not_break_the_invitation(
    settings: Settings, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{free_port()}", database)
    result = run(app, "invite", EMAIL, "--role", "lead")
    assert "Mail failed; send the link yourself." in result.output
    assert Visitor(app).get(link_in(result)).status == 200
    assert EMAIL not in caplog.text
    assert "/invited/" not in caplog.text


@pytest.mark.usefixtures("app")
def test_the_mail_password_is_not_sent_unencrypted(
    settings: Settings, database: Database, mailbox: Any
) -> None:
    app = with_mail(settings, f"smtp://me:secret@127.0.0.1:{mailbox.port}", database)
    result = run(app, "invite", EMAIL, "--role", "lead")
    assert "Mail failed" in result.output
    assert mailbox.mails == []
