"""A mail has the language of the page, or each one, to somebody who is not here."""

import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask

from quiz.people import passwords
from quiz.settings.config import Settings
from quiz.signin.forms import NEW_PASSWORD_HINT
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox, outbox
from tests.languages.english_left import WORD
from tests.people.steps import PASSWORD, account, sign_in
from tests.people.test_commands import EMAIL, URL, run
from tests.people.test_mail import mailbox, with_mail
from tests.teams import actions
from tests.teams.test_mailing import PEOPLE, calendar_of, review_path, send, text_of
from tests.teams.test_new_review import NEW
from tests.visitor import Visitor

__all__ = ["mailbox", "outbox"]


def in_languages(mail: Any) -> list[str]:
    return re.split(r"\n\* \* \*\n", text_of(mail).replace("\r\n", "\n"))


def decoded(header: str) -> str:
    return str(make_header(decode_header(header))).replace("\n", "")


def test_a_mail_is_in_the_language_of_the_page(app: Flask, outbox: Outbox) -> None:
    visitor = sign_in(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    visitor.get("/language/en-XA?next=/account/password")
    typed = {"current": PASSWORD, "password": "eight lamps over the moor"}
    visitor.client.post("/account/password", data=visitor.filled_in() | typed).close()
    (letter,) = outbox.sent
    words = f"{letter.subject} {letter.text}"
    assert "⟦Ţĥé šéçúŕíţý" in words
    assert not WORD.search(words)


def test_the_hint_says_how_long_a_password_is() -> None:
    assert str(NEW_PASSWORD_HINT).startswith(f"{passwords.SHORTEST} characters")


@pytest.fixture
def bilingual(app: Flask, settings: Settings, database: Database, mailbox: Any) -> Flask:
    """A service in Welsh and English, which sends its mails to a real server."""
    assert app
    offered = replace(settings, languages=("cy", "en"))
    return with_mail(offered, f"smtp://127.0.0.1:{mailbox.port}", database)


def test_a_link_to_somebody_who_is_not_here_is_in_each_language(
    bilingual: Flask, mailbox: Any
) -> None:
    run(bilingual, "invite", EMAIL, "--role", "lead")
    (mail,) = mailbox.mails
    assert decoded(mail["Subject"]) == (
        "Eich dolen i Cyn i Chi Edrych / Your link to Before You Look"
    )
    welsh, english = in_languages(mail)
    assert "am 7 diwrnod" in welsh
    assert "for 7 days" in english
    assert welsh.count(f"{URL}/invited/") == english.count(f"{URL}/invited/") == 1


def test_the_mails_of_a_review_are_in_each_language(bilingual: Flask, mailbox: Any) -> None:
    lead = account(bilingual, Role.LEAD)
    visitor = actions.signed_in(bilingual, lead).get("/teams/new")
    visitor.send(**NEW | {"way": "mail", "invited": "6"})
    visitor.get(f"{review_path(visitor)}/invite")
    texts = [(one.get("lang"), one.text) for one in visitor.page.select("blockquote")]
    send(visitor, "invite", " ".join(PEOPLE))
    mail = mailbox.mails[0]
    for (tag, shown), sent in zip(texts, in_languages(mail), strict=True):
        assert shown.split("\n")[2] in sent
        assert ("until" if tag else "tan") in shown.split()
    assert [tag for tag, _ in texts] == [None, "en-GB"], "on a page in Welsh"
    (first, second) = str(calendar_of(mail)["SUMMARY"]).split(" / ")
    assert first.startswith("Diwrnod olaf:")
    assert second.startswith("Last day:")


def test_a_mail_says_its_language_and_passes_old_servers(bilingual: Flask, mailbox: Any) -> None:
    """RFC 5322 asks for a date and an identifier, RFC 3282 names the language, and RFC 3834 what no
    person wrote. A server without 8BITMIME takes seven bits (RFC 5321)."""
    run(bilingual, "invite", EMAIL, "--role", "lead")
    (mail,) = mailbox.mails
    assert mail["Content-Language"] == "cy, en-GB"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(mail["Date"]).tzinfo
    assert mail["Message-ID"].endswith("@council.example>")
    assert mail["Content-Transfer-Encoding"] == "quoted-printable"
    assert max(mail.as_bytes()) < 128
