"""The invited person's side: the invitation, the check, and the box."""

from collections.abc import Callable
from functools import wraps
from secrets import token_hex

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import browser_session, database
from quiz.answers import record
from quiz.answers.models import Attempt
from quiz.browser_session import ReviewInvitation
from quiz.clock import today
from quiz.config import current_settings
from quiz.content import bank
from quiz.scenario_form import NewAttempt
from quiz.teams import box, codes, forms, listed, reviews
from quiz.teams.models import Review
from quiz.teams.submission import Refusal, Refused, copy_of, still_asked
from quiz.vocabulary import Length, When

ONWARD = "selfcheck.feedback"
"""Leads to whatever is due in the attempt that this browser holds, and at its end to feedback."""
UNKNOWN = "We do not know this code. Check each letter and number against your invitation"


def _key(typed: str) -> str:
    return codes.keyed_hash(current_settings().secret_key, typed)


def by_code() -> ResponseReturnValue:
    """Where a code from a sheet is typed."""
    form = forms.CodeForm()
    if form.accepted():
        code = codes.tidy(form.code.data)
        if reviews.by_code(database.session(), _key(code)):
            return redirect(url_for("teams.invitation", code=codes.spelled(code)), 303)
        form.code.errors = (UNKNOWN,)
        return render_template("review/code.html", form=form), 422
    return render_template("review/code.html", form=form), form.status


def invitation(code: str) -> ResponseReturnValue:
    """Who asks, what they will and will not see, and that it is a choice.

    The page is the same whether the code was spent or not: or whoever hands the codes out could
    look up who has answered.
    """
    found = reviews.by_code(database.session(), _key(code))
    if found is None:
        return render_template("review/unknown.html"), 404
    review, place = found
    form = NewAttempt()
    if request.method == "POST" and form.accepted() and may_start(review):
        browser_session.keep_invitation(ReviewInvitation(codes.tidy(code), token_hex(16)))
        if "carry_on" not in request.form:
            _start(review, form.attempt_id)
        return redirect(url_for(ONWARD), 303)
    form.renew()
    return invitation_page(review, place=place, form=form, holds_one=_holds_one(review))


def _start(review: Review, attempt_id: str) -> None:
    """An ordinary attempt of the person's own; of what the review does not ask, nothing is due."""
    record.start(
        database.session(),
        attempt_id,
        form=review.form,
        length=Length.FULL,
        feedback=When.END,
        today=today(),
        about_done=not review.about_you,
        stand_done=not review.stand,
    )
    asked = {"about": review.about_you, "stand": review.stand}
    browser_session.keep_attempt(attempt_id, [page for page, wanted in asked.items() if not wanted])


def may_start(review: Review) -> bool:
    """Whether a check that is begun now can be put in the box."""
    return review.takes(today()) and still_asked(review, bank())


def _holds_one(review: Review) -> bool:
    """Whether this browser holds an attempt that can go into the box, now or once it is done."""
    attempt = _held()
    if attempt is None:
        return False
    try:
        copy_of(attempt, review, bank())
    except Refused as refused:
        return refused.refusal is Refusal.NOT_FINISHED
    return True


def _held() -> Attempt | None:
    """The attempt that this browser holds. It is only read: on PostgreSQL even a lock on its row
    would leave a trace beside what is put in."""
    attempt_id = browser_session.attempt_id()
    return record.find(database.session(), attempt_id) if attempt_id else None


def invitation_page(
    review: Review, template: str = "review/invitation.html", **context: object
) -> ResponseReturnValue:
    """What somebody who is invited reads first; also for the preview."""
    form = context.get("form")
    return render_template(
        template,
        review=review,
        asker=reviews.asker(database.session(), review),
        invited=[(group.name, group.invited) for group in review.groups],
        may_start=may_start(review),
        early=review.closed_on is None and today() < review.opens_on,
        late=review.over(today()),
        **context,
    ), form.status if isinstance(form, NewAttempt) else 200


def admit(
    view: Callable[[ReviewInvitation, Review, str], ResponseReturnValue],
) -> Callable[[], ResponseReturnValue]:
    """A view for whoever holds an invitation in this browser: with its review and its group."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        came = browser_session.invitation()
        found = reviews.by_code(database.session(), _key(came.code)) if came else None
        if came and found:
            return view(came, *found)
        if request.method == "POST" and browser_session.has_submitted_any():
            return redirect(url_for("teams.is_in"), 303)  # the button was pressed twice
        return render_template("review/not_invited.html"), 403

    return answer


def put_in(came: ReviewInvitation, review: Review, place: str) -> ResponseReturnValue:
    """What goes into the box, word for word, and the button that puts it there."""
    attempt = _held()
    try:
        if attempt is None:
            raise Refused(Refusal.OTHER)
        return _offer(review, place, attempt, came)
    except Refused as refused:
        link = url_for("teams.invitation", code=codes.spelled(came.code))
        page = render_template("review/refused.html", refusal=refused.refusal, link=link)
        return page, 409 if request.method == "POST" else 200


def _offer(
    review: Review, place: str, attempt: Attempt, came: ReviewInvitation
) -> ResponseReturnValue:
    copy = copy_of(attempt, review, bank())
    if not review.takes(today()):
        raise Refused(Refusal.NOT_OPEN if today() < review.opens_on else Refusal.CLOSED)
    form = forms.PutInForm()
    form.expected = browser_session.form_tag(attempt.id)
    if form.accepted():
        # With a shared link a browser counts once; with codes, each check does: a check that was
        # put in with one code is not put in again with another.
        if not browser_session.has_submitted(review.id, None if review.shared else attempt.id):
            key = _key(came.ticket if review.shared else came.code)
            box.put_in(
                database.session(), review.id, key, copy, today(), current_settings().secret_key
            )
        browser_session.record_submission(review.id, attempt.id)
        return redirect(url_for("teams.is_in"), 303)
    if request.method != "POST":
        form.mark.data = form.expected
    return render_template(
        "review/put_in.html",
        form=form,
        review=review,
        place=place,
        asker=reviews.asker(database.session(), review),
        scenarios=list(listed.scenarios(copy, bank())),
        confidence=list(listed.confidence(copy, bank())),
        about_oneself=list(listed.about_oneself(copy, bank())),
    ), form.status


def invitation_is_over() -> bool:
    """Whether there is nothing to do any more with the invitation that this browser holds: its
    review is closed, past its last day, or gone; also where there is none."""
    came = browser_session.invitation()
    found = reviews.by_code(database.session(), _key(came.code)) if came else None
    return found is None or found[0].over(today())


def is_in() -> str:
    """What holds once a copy is in."""
    return render_template("review/is_in.html", is_in=browser_session.has_submitted_any())
