"""The invited person's views: the invitation, the check, and the submission."""

from collections.abc import Callable
from functools import wraps
from secrets import token_hex

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.answers import record
from quiz.answers.models import Attempt
from quiz.browser import browser_session
from quiz.browser.browser_session import ReviewInvitation
from quiz.clock import today
from quiz.content import bank
from quiz.languages.sentences import lazy_gettext
from quiz.questions.scenario_form import NewAttempt
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.teams import codes, invitation_forms, reviews
from quiz.teams.box import submission_summary, submit
from quiz.teams.box.submission import Refusal, Refused, copy_of
from quiz.teams.group_names import group_words
from quiz.teams.invitation_page import invitation_page, may_start
from quiz.teams.models import Review
from quiz.teams.start_check import NEXT, start_check
from quiz.vocabulary import Device

UNKNOWN = lazy_gettext(
    "We do not know this code. Check each letter and number against your invitation"
)


def _key(typed: str) -> str:
    return codes.stored_hash(database.session(), typed, current_settings().keys)


def is_right_code() -> bool:
    """Whether this request has the code of a review.

    A right code is never refused because others at the same address guessed wrong: a whole office
    may have one address. The limit is not what makes guessing hopeless; the 47 bits of a code are.
    """
    typed = (request.view_args or {}).get("code") or request.form.get("code", "")
    keys = current_settings().keys
    with database.database().begin(writes=False) as reading:
        return reviews.by_code(reading, codes.stored_hash(reading, typed, keys)) is not None


def enter_code() -> ResponseReturnValue:
    """The page where a person types a code from a sheet."""
    form = invitation_forms.InvitationCodeForm()
    if form.accepted():
        code = codes.normalised(form.code.data)
        if reviews.by_code(database.session(), _key(code)):
            return redirect(url_for("teams.invitation", code=codes.spelled(code)), 303)
        form.code.errors = (str(UNKNOWN),)
        return render_template("review/enter_code.html", form=form), 422
    return render_template("review/enter_code.html", form=form), form.status


def invitation(code: str) -> ResponseReturnValue:
    """The invitation of a code, and the button that starts the check.

    The page is the same for a used and an unused code. Otherwise the person who hands out the
    codes could look up who has answered.
    """
    found = reviews.by_code(database.session(), _key(code))
    if found is None or found[0].passed_round:  # its turns are on one device
        return render_template("review/unknown_code.html"), 404
    review, group_name = found
    form, can_continue = NewAttempt(), _can_continue(review, code)
    is_open = _is_open(form)
    # The first answers count: who has seen the best ones here cannot begin again (P1).
    seen = browser_session.has_seen_answers(review.form)
    wanted = can_continue if "carry_on" in request.form else not (seen or is_open)
    if request.method == "POST" and form.accepted() and may_start(review):
        if answered := request.form.get(browser_session.WHOSE, ""):
            return _answer_whose(answered, code)
        if wanted:
            _keep_invitation(code)
            if "carry_on" not in request.form:
                start_check(review, form.attempt_id)
                form.keep_device()
            return redirect(url_for(NEXT), 303)
    form.renew()
    return invitation_page(
        review,
        group_name=group_words(group_name),
        form=form,
        can_continue=can_continue,
        is_open=is_open,
        seen=seen,
    ), form.status


def _keep_invitation(code: str) -> None:
    browser_session.keep_invitation(ReviewInvitation(codes.normalised(code), token_hex(16)))


def _answer_whose(answered: str, code: str) -> ResponseReturnValue:
    """Do what the person said of the check in this browser, and go on with the invitation."""
    browser_session.answer_whose(answered)
    if answered != browser_session.HAS_WORDS:
        return redirect(url_for("teams.invitation", code=code), 303)
    _keep_invitation(code)
    return redirect(url_for("selfcheck.come_back"), 303)


def _is_open(form: NewAttempt) -> bool:
    """Whether a check is under way in this browser, other than the one that this page starts."""
    attempt = _current_attempt()
    return attempt is not None and attempt.finished_on is None and not form.starts(attempt.id)


def _can_continue(review: Review, code: str) -> bool:
    """Whether to offer that the attempt in this browser is submitted, now or once it is finished.

    A finished one is offered only to the person who took it: it may be another person's device now.
    """
    attempt = _current_attempt()
    if attempt is None or (attempt.finished_on and not _is_the_same_person(review, code)):
        return False
    try:
        copy_of(attempt, review, bank())
    except Refused as refused:
        return refused.refusal is Refusal.NOT_FINISHED
    return True


def _is_the_same_person(review: Review, code: str) -> bool:
    """Whether this browser is one person's own, or holds the same code, which is for one person."""
    known = browser_session.invitation()
    same = known is not None and known.code == codes.normalised(code) and not review.shared
    return same or browser_session.device() == Device.OWN


def _current_attempt() -> Attempt | None:
    """The attempt in this browser, read without a lock: on PostgreSQL even a lock on its row would
    leave a trace that links it to the submission."""
    attempt_id = browser_session.attempt_id()
    return record.find(database.session(), attempt_id) if attempt_id else None


def with_invitation(
    view: Callable[[ReviewInvitation, Review, str], ResponseReturnValue],
) -> Callable[[], ResponseReturnValue]:
    """Give a view the invitation in this browser, its review and its group name; 403 without."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        current = browser_session.invitation()
        found = reviews.by_code(database.session(), _key(current.code)) if current else None
        if current and found:
            return view(current, *found)
        if request.method == "POST" and browser_session.has_submitted_any():
            return redirect(url_for("teams.submitted"), 303)  # the button was pressed twice
        return render_template("review/not_invited.html"), 403

    return answer


def submit_copy(current: ReviewInvitation, review: Review, group_name: str) -> ResponseReturnValue:
    """A list of everything that goes into the box, and the button that submits it."""
    attempt = _current_attempt()
    try:
        if attempt is None:
            raise Refused(Refusal.OTHER)
        return _offer(review, group_name, attempt, current)
    except Refused as refused:
        if request.method == "POST" and refused.refusal is Refusal.USED:
            browser_session.record_submission(review.id)
            return redirect(url_for("teams.submitted"), 303)  # the button was pressed twice
        link = url_for("teams.invitation", code=codes.spelled(current.code))
        if review.passed_round:
            link = url_for("teams.turn")
        page = render_template("review/refused.html", refusal=refused.refusal, link=link)
        return page, 409 if request.method == "POST" else 200


def _offer(
    review: Review, group_name: str, attempt: Attempt, current: ReviewInvitation
) -> ResponseReturnValue:
    copy = copy_of(attempt, review, bank())
    if not review.accepts(today()):
        raise Refused(Refusal.NOT_OPEN if today() < review.opens_on else Refusal.CLOSED)
    form = invitation_forms.SubmitForm()
    form.expected = browser_session.form_tag(attempt.id)
    if form.accepted():
        # With a shared link each browser counts once.
        if not (review.shared and browser_session.has_submitted(review.id)):
            secret = codes.key_of(review, current_settings().keys)
            sent = current.ticket if review.shared else current.code
            key = codes.keyed_hash(secret, sent)
            submit.submit(
                database.session(),
                review.id,
                key,
                copy,
                today(),
                secret,
                attempt.id,
            )
        browser_session.record_submission(review.id)
        return redirect(url_for("teams.submitted"), 303)
    if request.method != "POST":
        form.form_tag.data = form.expected
    return render_template(
        "review/submit.html",
        form=form,
        review=review,
        group_name=group_words(group_name),
        lead=reviews.lead_name(database.session(), review),
        scenarios=list(submission_summary.scenarios(copy, bank())),
        confidence=list(submission_summary.confidence(copy, bank())),
        about_oneself=list(submission_summary.about_oneself(copy, bank())),
    ), form.status


def submitted() -> str:
    """The page after a submission."""
    return render_template("review/submitted.html", submitted=browser_session.has_submitted_any())


def invitation_is_over() -> bool:
    """Whether the invitation in this browser can no longer be used: its review is closed, past its
    last day or deleted. Also True if there is no invitation."""
    current = browser_session.invitation()
    found = reviews.by_code(database.session(), _key(current.code)) if current else None
    return found is None or found[0].over(today())
