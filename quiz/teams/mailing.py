"""The mails of a review: a link for each person, and one reminder to all.

Addresses are typed for one mailing, used, and forgotten: nothing stores or logs them, and no code
is kept with one. Pure, except that addresses and links are matched at random.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import SystemRandom
from uuid import UUID, uuid5

from quiz.clock import long_date
from quiz.documents.calendars import whole_day
from quiz.mail import Calendar, Letter

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\.[\w-]+", re.ASCII)
PRODUCT = "-//Before You Look//Team review//EN"
CALENDAR = UUID("5a2c1e0e-7a6b-5d0e-9a44-3f3f6f0b7c11")
"""Calendar ids are made with it and a review's id, which they do not show."""

INVITATION = """Hello,

{lead} asks you to take a short check on looking at families’ social media. It is called “{name}”.

Taking part is your choice. It takes about ten minutes. You can answer until {day}.

{link}

You see your own result, and nobody else does.
At the end you decide whether a copy goes into the box.
Copies are counted together, {k} or more at a time.
"""
OWN_LINK = """This link is yours alone, so please do not pass it on:

{link}

The service sent it, and has kept no address.
{lead} has not seen it, and does not learn who answers."""
REMINDER = """Hello,

This goes to everybody who was invited to “{name}”, because nobody knows who has answered.

You can answer until {day}. {where}

If you have answered, or do not want to, there is nothing to do.
"""


@dataclass(frozen=True)
class ReviewMails:
    """The mails of one review. lead: the name of the person who asks. moved: how often the last day
    was changed."""

    name: str
    lead: str
    k: int
    closes_on: date
    review_id: str
    moved: int = 0

    def invitation(self, link: str, *, by_mail: bool) -> str:
        """The text that invites. link: an address, or words in its place."""
        own = OWN_LINK.format(link=link, lead=self.lead) if by_mail else link
        day = long_date(self.closes_on)
        return INVITATION.format(lead=self.lead, name=self.name, day=day, link=own, k=self.k)

    def reminder(self, sent_on: date | None) -> str:
        """The text that reminds everybody. sent_on: the day on which links were mailed."""
        where = "Use the link, the code or the device that you were told about."
        if sent_on:
            # The same to all: it does not say that somebody joined late.
            where = f"Your link is in a mail of {long_date(sent_on)}, or of a later day."
        return REMINDER.format(name=self.name, day=long_date(self.closes_on), where=where)

    def invitations(self, addresses: Sequence[str], links: Sequence[str]) -> list[Letter]:
        """A letter for each address, each with a link. The pairs are random, so that the order of
        the addresses does not tell who has which. Raises ValueError if the numbers differ."""
        mixed = SystemRandom().sample(links, len(links))
        calendar = Calendar("last-day.ics", self.last_day())
        return [
            Letter(to, f"Your link: {self.name}", self.invitation(link, by_mail=True), calendar)
            for to, link in zip(addresses, mixed, strict=True)
        ]

    def reminders(self, addresses: Sequence[str], sent_on: date | None) -> list[Letter]:
        """The same letter to everybody, with the last day, which may have been moved."""
        text, calendar = self.reminder(sent_on), Calendar("last-day.ics", self.last_day())
        subject = f"Until {long_date(self.closes_on)}: {self.name}"
        return [Letter(to, subject, text, calendar) for to in addresses]

    def last_day(self) -> bytes:
        """The last day as a calendar file: a whole day, shown as free time, the same for all.

        A later last day has the same id and a higher sequence, so that a calendar moves the day and
        does not add a second one (RFC 5545, 3.8.7.4).
        """
        from icalendar import Calendar as ICalendar

        uid = uuid5(CALENDAR, self.review_id)
        words = "You can answer until the end of this day. It is your choice."
        day, summary = self.closes_on, f"Last day: {self.name}"
        calendar = ICalendar.new(prodid=PRODUCT, uid=uid)
        event = whole_day(day, uid, day, summary, words)
        event.sequence = self.moved
        calendar.add_component(event)
        return bytes(calendar.to_ical())


def addresses(typed: str) -> list[str]:
    """The addresses in a pasted text: separated by spaces, commas, semicolons or line breaks, also
    as in “Ada <ada@council.example>”. Raises ValueError with a sentence about the first problem."""
    found: list[str] = []
    for part in re.split(r"[,;\n]+", typed):
        inside = re.search(r"<([^<>]*)>", part)
        for word in [inside[1].strip()] if inside else part.split():
            if not ADDRESS.fullmatch(word) or len(word) > 254:
                raise ValueError(f"“{word}” is not an email address")
            if word.lower() in found:
                raise ValueError(f"{word} is there twice")
            found.append(word.lower())
    return found
