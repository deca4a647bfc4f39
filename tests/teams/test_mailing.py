"""The service mails the links: the lead sees no code, and nothing keeps an address."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from quiz.clock import today
from quiz.mail import MailServer
from quiz.settings.config import Settings
from quiz.storage.database import Database
from quiz.teams.mailing import ReviewMails, addresses
from quiz.teams.models import Review, ReviewGroup
from tests.conftest import Stored
from tests.people.test_mail import URL, mailbox, with_mail
from tests.server import free_port
from tests.teams import actions
from tests.teams.test_new_review import NEW
from tests.visitor import Visitor

__all__ = ["mailbox"]  # a fixture

PEOPLE = [f"person{number}@council.example" for number in range(6)]
LINK = re.compile(r"https?://\S+/review/(\S+)")


@pytest.fixture
def mailing(app: Flask, settings: Settings, database: Database, mailbox: Any) -> Flask:
    assert app
    return with_mail(settings, f"smtp://127.0.0.1:{mailbox.port}", database)


@pytest.fixture
def visitor(mailing: Flask, lead: str) -> Visitor:
    """The lead, on the page of a new review whose links the service mails."""
    visitor = actions.signed_in(mailing, lead).get("/teams/new")
    return visitor.send(**NEW | {"way": "mail", "invited": "6"})


def send(visitor: Visitor, page: str, typed: str) -> Visitor:
    """Send the form with addresses; the mails leave when the response is closed."""
    visitor.get(f"{review_path(visitor)}/{page}")
    response = visitor.client.post(visitor.path, data={**visitor.filled_in(), "addresses": typed})
    response.close()
    return visitor.get(review_path(visitor))


def review_path(visitor: Visitor) -> str:
    return "/".join(visitor.path.split("/")[:3])


def calendar_of(mail: Any) -> Any:
    (ics,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (found,) = Calendar.from_ical(ics.get_payload(decode=True)).events
    return found


def text_of(mail: Any) -> str:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    return str(part.get_payload(decode=True).decode())


def test_each_person_gets_a_link_that_works_and_the_last_day(
    visitor: Visitor, mailing: Flask, mailbox: Any, stored: Stored
) -> None:
    send(visitor, "invite", "; ".join(PEOPLE))
    assert f"The links were sent on {today().day} " in visitor.words
    assert sorted(mail["To"] for mail in mailbox.mails) == PEOPLE
    links = [LINK.search(text_of(mail)) for mail in mailbox.mails]
    codes = {link[1] for link in links if link}
    assert len(codes) == 6
    for code in codes:
        words = Visitor(mailing).get(f"/review/{code}").words
        assert "This service mailed the links, and Sam Lead has seen none" in words
        assert "Sam Lead chose the addresses" in words
    (review,) = stored(Review)
    assert calendar_of(mailbox.mails[0]).start == review.closes_on


def test_a18_the_mailed_links_lead_to_the_service_and_not_to_a_host_that_the_lead_names(
    visitor: Visitor, mailbox: Any
) -> None:
    """The attack: her own request names her own server, and people's clicks bring the codes."""
    visitor.get(f"{review_path(visitor)}/invite")
    data = {**visitor.filled_in(), "addresses": " ".join(PEOPLE)}
    hers = {"base_url": "http://hers.example"}
    with visitor.client.session_transaction() as cookie:
        kept = dict(cookie)
    with visitor.client.session_transaction(**hers) as cookie:
        cookie.update(kept)
    visitor.client.post(visitor.path, data=data, **hers).close()
    found = [LINK.search(text_of(mail)) for mail in mailbox.mails]
    assert len(found) == len(PEOPLE)
    assert all(link and link[0].startswith(f"{URL}/review/") for link in found)


def test_a18_the_lead_never_sees_a_code(visitor: Visitor, mailbox: Any) -> None:
    send(visitor, "invite", ",".join(PEOPLE))
    path = review_path(visitor)
    seen = "".join(
        visitor.get(f"{path}{page}").response.text
        for page in ("", "/invite", "/remind", "/preview", "/codes", "/codes.csv")
    )
    assert visitor.status == 404
    assert visitor.get(f"{path}/codes").status == 404
    for mail in mailbox.mails:
        link = LINK.search(text_of(mail))
        assert link
        assert link[1] not in seen


def test_no_address_is_kept(
    visitor: Visitor, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    send(visitor, "invite", ",".join(PEOPLE))
    url = database.writer.url
    if url.get_backend_name() == "sqlite":
        kept = b"".join(
            file.read_bytes()
            for file in Path(str(url.database)).parent.glob(f"{Path(str(url.database)).name}*")
        )
        assert kept
        assert b"person0@" not in kept
    assert "person0@" not in caplog.text


def test_links_are_sent_once_and_the_reminder_goes_once_to_all(
    visitor: Visitor, mailbox: Any
) -> None:
    path = review_path(visitor)
    assert visitor.get(f"{path}/remind").status == 404, "nothing to remind of yet"
    send(visitor.get(path), "invite", " ".join(PEOPLE))
    before = {**visitor.get(f"{path}/remind").filled_in(), "addresses": " ".join(PEOPLE)}
    assert visitor.post(f"{path}/remind", {**before, "addresses": PEOPLE[0]}).status == 422
    assert any("6 people are invited" in error for error in visitor.errors)
    for page in ("invite", "remind", "remind"):
        visitor.client.post(f"{path}/{page}", data=before).close()
    assert len(mailbox.mails) == 12
    reminders = mailbox.mails[6:]
    assert sorted(mail["To"] for mail in reminders) == PEOPLE
    assert len({text_of(mail) for mail in reminders}) == 1
    assert "/review/" not in text_of(reminders[0])


def test_a_mailing_that_no_server_accepts_can_be_repeated(
    app: Flask, settings: Settings, database: Database, lead: str, stored: Stored
) -> None:
    assert app
    mailing = with_mail(settings, f"smtp://127.0.0.1:{free_port()}", database)
    visitor = actions.signed_in(mailing, lead).get("/teams/new")
    visitor.send(**NEW | {"way": "mail", "invited": "6"})
    send(visitor, "invite", ",".join(PEOPLE))
    assert "The mail server accepted no mail, so nothing was sent" in visitor.words
    (review,) = stored(Review)
    assert (review.sent_on, review.unsent) == (None, 6)


def test_without_a_mail_server_there_is_text_to_copy(app: Flask, lead: str) -> None:
    visitor = actions.signed_in(app, lead).get("/teams/new")
    assert "mail" not in visitor.choices("way")
    visitor.send(**NEW)
    visitor.get(f"{visitor.path}/invite")
    assert "Taking part is your choice" in visitor.words
    assert "everybody or to nobody" in visitor.words
    assert visitor.page.find("textarea") is None
    ics = visitor.get(f"{review_path(visitor)}/last-day.ics").response.data
    assert len(Calendar.from_ical(ics).events) == 1


def press(visitor: Visitor, words: str) -> Visitor:
    link = visitor.page.find("a", string=words)
    return visitor.get(str(link["href"]))  # type: ignore[index]


def test_from_the_lead_s_page_to_sent_links_in_four_presses_and_two_fields(
    mailing: Flask, lead: str, mailbox: Any, stored: Stored
) -> None:
    """Everything else has a value that most leads would choose."""
    visitor = press(actions.signed_in(mailing, lead).get("/teams"), "Make a team review")
    visitor.send(invited="6")
    (review,) = stored(Review)
    assert (review.name, review.form) == (f"Team review, {today():%B %Y}", "A")
    assert (review.opens_on, review.closes_on - review.opens_on) == (today(), timedelta(days=14))
    assert review.by_mail, "the safest way: the lead sees no code"
    press(visitor, "Send the links")
    sent = {**visitor.filled_in(), "addresses": " ".join(PEOPLE)}
    visitor.client.post(visitor.path, data=sent).close()
    assert sorted(mail["To"] for mail in mailbox.mails) == PEOPLE
    press(visitor.get("/teams"), "Make a team review")
    assert visitor.filled_in()["scenarios"] == "B", "form A was asked"


def test_pasted_addresses_are_read() -> None:
    typed = "Ada L. <Ada@council.example>; bob@council.example,\ncy@council.example dee@x.example"
    assert [one.partition("@")[0] for one in addresses(typed)] == ["ada", "bob", "cy", "dee"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ada", "“ada” is not an email address"),
        ("a@b.example A@b.example", "A@b.example is there twice"),
        ("a@b.example\tBcc:x@y.example\r\n", "Bcc:x"),
    ],
)
def test_a_bad_address_is_named(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        addresses(typed)


def test_the_order_of_the_addresses_does_not_tell_who_has_which_link() -> None:
    mails = ReviewMails("Duty", "Sam", 5, today(), "4" * 32)
    people, links = [f"p{n}@x.example" for n in range(200)], [f"<{n}>" for n in range(200)]
    letters = mails.invitations(people, links)
    same = sum(link in letter.text for link, letter in zip(links, letters, strict=True))
    assert same < 10, "about one in two hundred, by chance"


def test_people_who_join_late_get_a_link_and_the_letter(
    visitor: Visitor, mailing: Flask, mailbox: Any, stored: Stored
) -> None:
    visitor.get(visitor.path)
    send(visitor.get(f"{review_path(visitor)}"), "invite", " ".join(PEOPLE))
    path = review_path(visitor)
    visitor.get(f"{path}/more-people")
    before = {**visitor.filled_in(), "addresses": "late@council.example"}
    for _ in range(2):  # pressed twice
        visitor.client.post(f"{path}/more-people", data=before).close()
    (review,) = stored(Review)
    assert [(group.invited, group.late) for group in stored(ReviewGroup)] == [(7, 1)]
    (mail,) = mailbox.mails[6:]
    assert mail["To"] == "late@council.example"
    link = LINK.search(text_of(mail))
    assert link
    assert link[1] not in "".join(text_of(mail) for mail in mailbox.mails[:6])
    words = Visitor(mailing).get(f"/review/{link[1]}").words
    assert "One of these people was added after the review was made" in words
    assert (review.k, review.t) == (7, 3)


def test_a_late_link_that_no_server_accepts_can_be_sent_again(
    visitor: Visitor, mailing: Flask, mailbox: Any, stored: Stored
) -> None:
    send(visitor, "invite", " ".join(PEOPLE))
    server = mailing.extensions["mail"]
    mailing.extensions["mail"] = MailServer(f"smtp://127.0.0.1:{free_port()}", "a@b.example")
    send(visitor, "more-people", "late@council.example")
    assert stored(Review)[0].late_unsent == 1
    mailing.extensions["mail"] = server
    assert "send those links again" in visitor.get(f"{review_path(visitor)}/more-people").words
    send(visitor, "more-people", "late@council.example")
    assert mailbox.mails[-1]["To"] == "late@council.example"
    assert [(group.invited, group.late) for group in stored(ReviewGroup)] == [(7, 1)]
    assert stored(Review)[0].late_unsent == 0


def test_a_later_last_day_can_be_told_with_one_more_reminder(
    visitor: Visitor, mailbox: Any, stored: Stored
) -> None:
    send(visitor, "invite", " ".join(PEOPLE))
    send(visitor, "remind", " ".join(PEOPLE))
    day = today() + timedelta(days=9)
    visitor.get(f"{review_path(visitor)}/more-time").send(closes_on=day.isoformat())
    send(visitor, "remind", " ".join(PEOPLE))
    assert len(mailbox.mails) == 18
    # The same words for those who joined late and got their mail on another day.
    sent = f"{today().day} {today():%B %Y}"
    assert f"Your link is in a mail of {sent}, or of a later day" in text_of(mailbox.mails[-1])
    assert f"until {day.day} {day:%B %Y}" in text_of(mailbox.mails[-1])
    first, last = calendar_of(mailbox.mails[0]), calendar_of(mailbox.mails[-1])
    assert (last["UID"], last.start, last["SEQUENCE"]) == (first["UID"], day, 1)
