"""Every mail that the service sends: nothing of it is left in English, and dates are translated."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from quiz import mail
from quiz.admin import address_mail, invitation_mail
from quiz.authors import reading_mail
from quiz.languages.catalogues import language
from quiz.languages.made_up import OPEN
from quiz.languages.sentences import LazySentence, written_in
from quiz.mail import Letter
from quiz.people import sign_in_mail
from quiz.people.models import Person
from quiz.teams.mailing import ReviewMails
from quiz.teams.models import Review
from quiz.teams.sharing import mails
from quiz.teams.sharing.models import OfferKind
from tests.languages.english_left import WORD

ADDRESS = "https://7.8/9"
NOT_A_CHANGE = {"SUBJECT", "TEXT", "REMOVED", "TOKEN_MADE", "TWICE_SUBJECT", "TWICE"}
"""Of the words of mails about an account."""
DAY, SENT = date(2026, 12, 13), date(2026, 11, 29)


def letters() -> Iterator[Letter]:
    """One of each kind, with digits for names."""
    one, two, three = (Person(id=n, email=f"{n}@7.8", name=n) for n in ("1", "2", "3"))
    review = Review(name="45")
    yield from (invitation_mail.letter("1@7.8", ADDRESS, known=known) for known in (False, True))
    yield address_mail.letter("1@7.8")
    yield sign_in_mail.to_absent(one, sign_in_mail.REMOVED)
    for name, what in vars(sign_in_mail).items():
        if isinstance(what, LazySentence) and name not in NOT_A_CHANGE:
            yield sign_in_mail.letter(one, what)
    yield sign_in_mail.letter(one, sign_in_mail.token_made("7"))
    yield sign_in_mail.second_use(one)
    yield reading_mail.letter("1@7.8", "cy", "2", ADDRESS, ADDRESS)
    for kind in OfferKind:
        yield mails.offered(kind, one, two, None, review, ADDRESS)
        yield mails.offered(kind, one, two, three, review, ADDRESS)
        yield from mails.accepted(kind, one, two, review, ADDRESS)
    yield from mails.ended(one, one, two, review, ADDRESS)
    of_review = ReviewMails("45", "6", 5, DAY, "4" * 32, 0, mail.languages())
    yield from of_review.invitations(["1@7.8"], [ADDRESS])
    yield from of_review.reminders(["1@7.8"], SENT)


def test_no_mail_has_english_left(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = language("en-XA")
    monkeypatch.setattr(mail, "languages", lambda: (made_up,))
    months = re.compile("November|December")  # Babel has none for a made-up language
    with written_in(made_up):
        found = list(letters())
    assert len(found) == 26
    for letter in found:
        assert list(letter.languages) == ["en-XA"]
        for part in (letter.subject, letter.text):
            rest = months.sub("", part).replace(ADDRESS, "")
            assert OPEN in part
            assert not WORD.search(rest), part


def test_the_mails_of_a_review_have_welsh_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "languages", lambda: (language("cy"), language("en")))
    *_, invitation, reminder = letters()
    assert "tan 13 Rhagfyr 2026" in invitation.text
    assert "until 13 December 2026" in invitation.text
    assert reminder.subject == "Tan 13 Rhagfyr 2026: 45 / Until 13 December 2026: 45"
    assert "29 Tachwedd 2026" in reminder.text
