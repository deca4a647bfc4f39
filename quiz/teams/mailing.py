"""The mails of a review: a link for each person, and one reminder to all.

Addresses are typed for one mailing, used, and forgotten: nothing stores or logs them, and no code
is kept with one. Pure, except that addresses and links are matched at random.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import SystemRandom
from uuid import UUID, uuid5

from quiz.clock import long_date
from quiz.documents.calendars import whole_day
from quiz.languages.sentences import ENGLISH, Language, gettext, ngettext
from quiz.mail import Calendar, Letter, LetterPart, in_each_language, joined

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\.[\w-]+", re.ASCII)
PRODUCT = "-//Before You Look//Team review//EN"
CALENDAR = UUID("5a2c1e0e-7a6b-5d0e-9a44-3f3f6f0b7c11")
"""Calendar ids are made with it and a review's id, which they do not show."""


@dataclass(frozen=True)
class ReviewMails:
    """The mails of one review, in each of these languages. lead: the name of the person who asks.
    moved: how often the last day was changed."""

    name: str
    lead: str
    k: int
    closes_on: date
    review_id: str
    moved: int = 0
    languages: Sequence[Language] = (ENGLISH,)

    def inviting(self, link: Callable[[], str], *, by_mail: bool) -> list[LetterPart]:
        """The mail that invites. link: an address, or words in its place."""
        return in_each_language(
            lambda: (
                gettext("Your link: %(review)s", review=self.name),
                self._invitation(link(), by_mail=by_mail),
            ),
            self.languages,
        )

    def reminding(self, sent_on: date | None) -> list[LetterPart]:
        """The mail that reminds everybody. sent_on: the day on which links were mailed."""
        return in_each_language(
            lambda: (
                gettext(
                    "Until %(day)s: %(review)s", day=long_date(self.closes_on), review=self.name
                ),
                self._reminder(sent_on),
            ),
            self.languages,
        )

    def _invitation(self, link: str, *, by_mail: bool) -> str:
        day = long_date(self.closes_on)
        own = self._own_link(link) if by_mail else link
        asks = gettext(
            "%(lead)s asks you to take a short check on looking at families’ social media. It is "
            "called “%(review)s”.",
            lead=self.lead,
            review=self.name,
        )
        choice = gettext(
            "Taking part is your choice. It takes about ten minutes. You can answer until %(day)s.",
            day=day,
        )
        result = gettext("You see your own result, and nobody else does.")
        decide = gettext("At the end you decide whether a copy goes into the box.")
        counted = ngettext(
            "Copies are counted together, %(number)s or more at a time.",
            "Copies are counted together, %(number)s or more at a time.",
            self.k,
            number=self.k,
        )
        return _letter(asks, choice, own, f"{result}\n{decide}\n{counted}")

    def _own_link(self, link: str) -> str:
        alone = gettext("This link is yours alone, so please do not pass it on:")
        sent = gettext("The service sent it, and has kept no address.")
        seen = gettext("%(lead)s has not seen it, and does not learn who answers.", lead=self.lead)
        return f"{alone}\n\n{link}\n\n{sent}\n{seen}"

    def _reminder(self, sent_on: date | None) -> str:
        everybody = gettext(
            "This goes to everybody who was invited to “%(review)s”, because nobody knows who has "
            "answered.",
            review=self.name,
        )
        until = gettext("You can answer until %(day)s.", day=long_date(self.closes_on))
        where = gettext("Use the link, the code or the device that you were told about.")
        if sent_on:
            # The same to all: it does not say that somebody joined late.
            where = gettext(
                "Your link is in a mail of %(day)s, or of a later day.", day=long_date(sent_on)
            )
        nothing = gettext("If you have answered, or do not want to, there is nothing to do.")
        return _letter(everybody, f"{until} {where}", nothing)

    def invitations(self, addresses: Sequence[str], links: Sequence[str]) -> list[Letter]:
        """A letter for each address, each with a link. The pairs are random, so that the order of
        the addresses does not tell who has which. Raises ValueError if the numbers differ."""
        mixed = SystemRandom().sample(links, len(links))
        calendar = Calendar("last-day.ics", self.last_day())

        def letter(to: str, link: str) -> Letter:
            return joined(to, self.inviting(lambda: link, by_mail=True), calendar)

        return [letter(to, link) for to, link in zip(addresses, mixed, strict=True)]

    def reminders(self, addresses: Sequence[str], sent_on: date | None) -> list[Letter]:
        """The same letter to everybody, with the last day, which may have been moved."""
        parts, calendar = self.reminding(sent_on), Calendar("last-day.ics", self.last_day())
        return [joined(to, parts, calendar) for to in addresses]

    def last_day(self) -> bytes:
        """The last day as a calendar file: a whole day, shown as free time, the same for all.

        A later last day has the same id and a higher sequence, so that a calendar moves the day and
        does not add a second one (RFC 5545, 3.8.7.4).
        """
        from icalendar import Calendar as ICalendar

        uid = uuid5(CALENDAR, self.review_id)
        parts = in_each_language(
            lambda: (
                gettext("Last day: %(review)s", review=self.name),
                gettext("You can answer until the end of this day. It is your choice."),
            ),
            self.languages,
        )
        summary, words = " / ".join(one.subject for one in parts), "\n".join(o.text for o in parts)
        calendar = ICalendar.new(prodid=PRODUCT, uid=uid)
        event = whole_day(self.closes_on, uid, self.closes_on, summary, words)
        event.sequence = self.moved
        calendar.add_component(event)
        return bytes(calendar.to_ical())


def _letter(*paragraphs: str) -> str:
    return "\n\n".join((gettext("Hello,"), *paragraphs)) + "\n"


def addresses(typed: str) -> list[str]:
    """The addresses in a pasted text: separated by spaces, commas, semicolons or line breaks, also
    as in “Ada <ada@council.example>”. Raises ValueError with a sentence about the first problem."""
    found: list[str] = []
    for part in re.split(r"[,;\n]+", typed):
        inside = re.search(r"<([^<>]*)>", part)
        for word in [inside[1].strip()] if inside else part.split():
            if not ADDRESS.fullmatch(word) or len(word) > 254:
                raise ValueError(gettext("“%(word)s” is not an email address", word=word))
            if word.lower() in found:
                raise ValueError(gettext("%(address)s is there twice", address=word))
            found.append(word.lower())
    return found
