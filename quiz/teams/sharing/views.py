"""The pages on which leads name deputies, hand a review over, and answer such an offer."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import mail
from quiz.clock import today
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.people import accounts
from quiz.people.guard import NotAllowed
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.teams import asked_before, reviews
from quiz.teams.access import find_own
from quiz.teams.models import Review
from quiz.teams.sharing import forms, mails, records
from quiz.teams.sharing.models import OfferKind
from quiz.vocabulary import Role
from quiz.web.notices import flash


def deputies(person: Person, review_id: str) -> ResponseReturnValue:
    """Who looks after a review. Its lead asks and removes people; a deputy can only stop."""
    review, session = find_own(person, review_id), database.session()
    if "end" in request.form:
        return _end(person, review)
    if review.lead_id != person.id and request.method == "POST" and "email" in request.form:
        raise NotAllowed
    form = forms.OfferForm()
    if form.accepted():
        to = accounts.find_colleague(session, form.email.data, Role.LEAD, but=person)
        if to is None:
            form.refuse()
        elif form.kind.data == OfferKind.DEPUTY and to in records.deputies(session, review):
            form.refuse(gettext("%(person)s is a deputy already", person=to.name))
        else:
            kind = OfferKind(form.kind.data)
            records.offer(session, person, review, to, kind, today())
            flash(
                lazy_gettext(
                    "%(person)s is asked. Nothing changes until they accept.", person=to.name
                )
            )
            letter = mails.offered(kind, to, person, None, review, _address())
            return mail.with_mails(redirect(request.path, 303), [letter])
        return _deputies_page(person, review, form), 422
    return _deputies_page(person, review, form), form.status


def _deputies_page(person: Person, review: Review, form: forms.OfferForm) -> str:
    session = database.session()
    return render_template(
        "teams/deputies.html",
        form=form,
        review=review,
        is_lead=review.lead_id == person.id,
        person=person,
        lead=reviews.lead_name(session, review),
        deputies=records.deputies(session, review),
        offers=records.offers_of(session, review),
    )


def _end(person: Person, review: Review) -> ResponseReturnValue:
    """End an offer or the work of a deputy. Deputies can end only their own."""
    form, session = forms.EndForm(), database.session()
    if not form.accepted():
        return _deputies_page(person, review, forms.OfferForm(formdata=None)), form.status
    chosen = form.end.data
    if person.id not in (review.lead_id, chosen):
        raise NotAllowed
    deputy = next((one for one in records.deputies(session, review) if one.id == chosen), None)
    if deputy is None:
        records.end_offer(session, review.id, chosen)
        return redirect(request.path, 303)
    records.remove_deputy(session, person, review, deputy, today())
    flash(
        lazy_gettext(
            "%(person)s is no longer a deputy for “%(review)s”.",
            person=deputy.name,
            review=review.name,
        )
    )
    own = deputy.id == person.id
    back = url_for("teams.review_list") if own else request.path
    lead = accounts.find_any(session, review.lead_id) or abort(404)
    return mail.with_mails(
        redirect(back, 303), mails.ended(person, lead, deputy, review, _address())
    )


def offer(person: Person, offered: str) -> ResponseReturnValue:
    """A review that this lead is asked to look after: accept or decline."""
    session, form = database.session(), forms.AnswerForm()
    review, kind = records.offered(session, offered, person) or abort(404)
    if form.accepted() and form.answer.data == forms.DECLINE:
        records.end_offer(session, offered, person.id)
        flash(lazy_gettext("You declined “%(review)s”.", review=review.name))
        return redirect(url_for("teams.review_list"), 303)
    if form.accepted() and form.answer.data == forms.ACCEPT:
        return _accept(person, review, kind)
    return _offer_page(person, review, kind, form), form.status


def _accept(person: Person, review: Review, kind: OfferKind) -> ResponseReturnValue:
    session = database.session()
    before = accounts.find_any(session, review.lead_id) or abort(404)
    try:
        if records.accept(session, person, review.id, today()):
            return _offer_page(person, review, kind, forms.AnswerForm(formdata=None)), 409
    except LookupError:
        abort(404)
    if kind == OfferKind.DEPUTY:
        flash(lazy_gettext("You are now a deputy for “%(review)s”.", review=review.name))
    else:
        flash(lazy_gettext("You are now the lead of “%(review)s”.", review=review.name))
    letters = mails.accepted(kind, before, person, review, _address())
    return mail.with_mails(redirect(url_for("teams.review", review_id=review.id), 303), letters)


def _offer_page(person: Person, review: Review, kind: OfferKind, form: forms.AnswerForm) -> str:
    session = database.session()
    return render_template(
        "teams/offer.html",
        form=form,
        review=review,
        deputy=kind == OfferKind.DEPUTY,
        lead=reviews.lead_name(session, review),
        obstacle=asked_before.obstacle(session, person, review, today()),
    )


def _address() -> str:
    return own_address() + url_for("teams.review_list")
