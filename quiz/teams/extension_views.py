"""The lead gives an open review more time, or invites people who join late."""

from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import mail
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.clock import today
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, lazy_ngettext
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.teams import codes, extension_forms, extensions, reviews
from quiz.teams.access import own_review
from quiz.teams.extension_forms import LateAddressesForm, MorePeopleForm
from quiz.teams.extensions import TooLate
from quiz.teams.invitation_page import mails_of
from quiz.teams.invitation_sheet import link_with
from quiz.teams.models import Review
from quiz.teams.redirects import to_review
from quiz.web.notices import flash


def _over(review: Review) -> ResponseReturnValue:
    """The answer for a review that nobody can join any more."""
    if request.method == "POST":
        flash(
            lazy_gettext(
                "Nobody can join this review any more, so what you just sent was not kept."
            )
        )
        return to_review(review)
    why = gettext("Nobody can join this review any more, so it can no longer be changed.")
    return render_template("teams/too_late.html", review=review, why=why)


@own_review
def more_time(review: Review) -> ResponseReturnValue:
    """A later last day, which everybody reads on the invitation."""
    if review.over(today()):
        return _over(review)
    form = extension_forms.later_day_form(review)
    if form.accepted():
        return _extend(review, form.closes_on.data)
    latest = extensions.latest_day(review)
    return render_template(
        "teams/more_time.html", form=form, review=review, latest=latest
    ), form.status


def _extend(review: Review, closes_on: date) -> Response:
    try:
        extensions.extend(database.session(), review, closes_on, today())
        flash(lazy_gettext("People can answer until %(day)s.", day=closes_on))
    except (TooLate, ValueError):
        flash(lazy_gettext("The last day stays as it is."))
    return to_review(review)


@own_review
def more_people(review: Review) -> ResponseReturnValue:
    """People who join late: codes for the sheet, or mails with links."""
    if review.shared:
        abort(404)
    if review.over(today()):
        return _over(review)
    form = extension_forms.late_form(review)
    if form.accepted():
        locked = reviews.lock_review(database.session(), review.id)
        if form.seen.data != extension_forms.seen(locked):
            return to_review(review)  # the button was pressed twice
        try:
            if isinstance(form, LateAddressesForm):
                return _send_links(locked, form)
            return _add(locked, form)
        except TooLate:
            return _over(review)
        except ValueError as error:
            form.seen.errors = (str(error),)
    form.seen.data = extension_forms.seen(review)
    return render_template(
        "teams/more_people.html",
        form=form,
        review=review,
        most=extensions.MOST_LATE - review.late + review.late_unsent,
        after=extensions.rules_with(review, 1),
        may_send=not review.by_mail or review.sent_on is not None,
    ), form.status


def _add(review: Review, form: MorePeopleForm) -> Response:
    secret = codes.key_of(review, current_settings().keys)
    extensions.add_people(database.session(), review, form.wanted, today(), secret)
    flash(_added(review, sum(form.wanted.values())))
    if review.shows_codes:
        return redirect(url_for("teams.invitation_codes", review_id=review.id), 303)
    return to_review(review)


def _added(review: Review, number: int) -> LazySentence:
    if review.passed_round:
        return lazy_ngettext(
            "%(number)s more can take a turn.",
            "%(number)s more can take a turn.",
            number,
            number=number,
        )
    return lazy_ngettext(
        "%(number)s more has a code. New codes come last.",
        "%(number)s more have a code. New codes come last.",
        number,
        number=number,
    )


def _send_links(review: Review, form: LateAddressesForm) -> Response:
    """Add as many people as there are addresses, and mail each of them a link."""
    if review.sent_on is None:
        raise ValueError(gettext("Send the links to the others first."))
    session, late = database.session(), len(form.found)
    wanted, secret = {WHOLE_TEAM: late}, codes.key_of(review, current_settings().keys)
    made = extensions.add_people(session, review, wanted, today(), secret)
    letters = mails_of(review).invitations(form.found, [link_with(code) for code in made])
    response, review_id = to_review(review), review.id

    def note(unsent: int) -> None:
        with database.database().begin(writes=True) as writing:
            extensions.note_unsent(writing, review_id, unsent, late)
            writing.commit()

    mail.send_after(response, letters, note)
    flash(
        lazy_ngettext(
            "%(number)s more person gets a link. No address is kept.",
            "%(number)s more people get a link. No address is kept.",
            late,
            number=late,
        )
    )
    return response
