"""The page on which an administrator offers the reviews of a lead who has left to another lead."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import mail
from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people import accounts
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.teams.sharing import forms, mails, records
from quiz.teams.sharing.models import OfferKind
from quiz.vocabulary import Role
from quiz.web.notices import flash


def hand_over_all(admin: Person, person_id: str) -> ResponseReturnValue:
    """Only for a deactivated account, and never to the administrator's own. It names no review and
    says nothing about the answers in it."""
    session, form = database.session(), forms.LeadForm()
    left = accounts.find_any(session, person_id) or abort(404)
    found = [] if left.active else records.led_by(session, left)
    if form.accepted() and found:
        to = accounts.find_colleague(session, form.email.data, Role.LEAD, but=admin)
        if to:
            for review in found:
                records.offer(session, admin, review, to, OfferKind.LEAD, today())
            flash(
                lazy_gettext(
                    "%(person)s is asked. Nothing changes until they accept.", person=to.name
                )
            )
            address = own_address() + url_for("teams.review_list")
            sent = [mails.offered(OfferKind.LEAD, to, admin, left, one, address) for one in found]
            return mail.with_mails(redirect(request.path, 303), sent)
        form.refuse()
    page = render_template(
        "teams/hand_over_all.html",
        form=form,
        left=left,
        number=len(found),
        waiting=records.waiting_for(session, left),
        back=url_for("admin.person", person_id=left.id),
    )
    return page, form.status
