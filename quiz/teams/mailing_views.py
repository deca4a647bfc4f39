"""The lead invites people: mails with links, one reminder to all, text to copy, the last day."""

from collections.abc import Sequence

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import mail
from quiz.clock import today
from quiz.documents.calendars import calendar_file
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, lazy_ngettext
from quiz.mail import Letter
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.teams import codes, invitation_sheet, mailing_forms, reviews
from quiz.teams.access import open_review, own_review
from quiz.teams.invitation_page import mails_of
from quiz.teams.models import Review
from quiz.teams.redirects import to_review
from quiz.web.notices import flash


@open_review
def invite(review: Review) -> ResponseReturnValue:
    """Text to copy; in a review by mail also the form that sends the links."""
    return _mailing(review, reminding=False)


@open_review
def remind(review: Review) -> ResponseReturnValue:
    """One reminder to all, after the links were sent."""
    if not review.by_mail or review.sent_on is None:
        abort(404)
    return _mailing(review, reminding=True)


def _mailing(review: Review, *, reminding: bool) -> ResponseReturnValue:
    form = mailing_forms.mailing_form(reviews.invited(review) or 0)
    mails = mails_of(review)
    if form.accepted() and review.by_mail:
        sent = reviews.start_mailing(database.session(), review, today(), reminder=reminding)
        if not sent:
            flash(lazy_gettext("These mails were sent before, so nothing was sent now."))
            return to_review(review)
        flash(_on_their_way(len(form.found)))
        letters = (
            mails.reminders(form.found, review.sent_on)
            if reminding
            else mails.invitations(form.found, _links(review))
        )
        return _sending(review, letters, reminder=reminding)
    done = review.reminded_on if reminding else review.sent_on
    return render_template(
        "teams/mailing.html",
        form=form,
        review=review,
        reminding=reminding,
        sends=review.by_mail and done is None,
        done=done,
        parts=mails.reminding(review.sent_on)
        if reminding
        else mails.inviting(lambda: _example(review), by_mail=review.by_mail),
        reminder=mails.reminding(review.sent_on),
    ), form.status


def _on_their_way(mails: int) -> LazySentence:
    return lazy_ngettext(
        "%(number)s mail is on its way. The addresses are not kept.",
        "%(number)s mails are on their way. The addresses are not kept.",
        mails,
        number=mails,
    )


def _links(review: Review) -> list[str]:
    found = invitation_sheet.invitations(review, codes.key_of(review, current_settings().keys))
    return [one.link for one in found]


def _example(review: Review) -> str:
    """What stands for the link in the text that the lead sees."""
    if review.shared:
        return _links(review)[0]
    if review.passed_round:
        return gettext("You answer on a device that is passed round.")
    if review.by_mail:
        return gettext("(each person’s own link)")
    return gettext("(the link or the code)")


def _sending(review: Review, letters: Sequence[Letter], *, reminder: bool) -> Response:
    """Redirect to the review, send the mails, and note how many were not accepted."""
    response, review_id = to_review(review), review.id

    def note(unsent: int) -> None:
        with database.database().begin(writes=True) as session:
            everyone = unsent == len(letters)
            reviews.end_mailing(session, review_id, unsent, everyone, reminder=reminder)
            session.commit()

    mail.send_after(response, letters, note)
    return response


@own_review
def last_day(review: Review) -> Response:
    """The last day for calendars."""
    return calendar_file(mails_of(review).last_day(), "last-day.ics")
