"""The pages between a draft and its publication: a second reader, publish, withdraw."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import mail
from quiz.authors import own_scenarios, reading_mail, readings
from quiz.authors.own_scenarios import OwnScenario, WritingState
from quiz.authors.publishing_forms import (
    AskReaderForm,
    PublishForm,
    SecondReadingForm,
    WithdrawForm,
)
from quiz.bank import own_content
from quiz.bank.content_file import ContentError
from quiz.bank.edits import EditError
from quiz.bank.written_languages import MOST_IN_USE, OWN_FORMS, code_to_say
from quiz.browser import language_choice
from quiz.clock import today
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.people import audit
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.vocabulary import AuditAction, Certainty
from quiz.web.notices import flash
from quiz.web.security import Form


def ask_reader(owner: Person, item_id: str) -> ResponseReturnValue:
    scenario, form = own_scenarios.find(item_id), AskReaderForm()
    to_do = own_scenarios.to_do(scenario.written) if scenario.written else []
    may = scenario.state == WritingState.DRAFT and not to_do
    if form.accepted() and may:
        readings.ask(database.session(), item_id, scenario.checksum, today())
        readings.note_writer(database.session(), item_id, owner)
        return _asked(owner, scenario)
    somebody = readings.somebody_can_read(database.session(), item_id, owner)
    return _page("authors/ask_reader.html", form, scenario, may=may, to_do=to_do, somebody=somebody)


def _asked(owner: Person, scenario: OwnScenario) -> ResponseReturnValue:
    """Say what happens next, and send the mails."""
    pages = (own_address() + url_for(name) for name in ("admin.content", "authors.reading_mails"))
    found = reading_mail.letters(database.session(), scenario.item, owner, *pages)
    flash(
        lazy_gettext("It waits for a second reader. The other content owners get a mail.")
        if found and mail.is_on()
        else lazy_gettext(
            "It waits for a second reader. Other content owners see it under “Content”."
        )
    )
    return mail.with_mails(redirect(url_for("authors.own_list"), 303), found)


def second_reading(owner: Person, item_id: str) -> ResponseReturnValue:
    scenario = own_scenarios.find(item_id)
    form = SecondReadingForm.of(scenario.item, scenario.checksum)
    may = own_scenarios.is_blind(scenario, owner)
    if form.accepted() and may and scenario.reading:
        stored = readings.answer(
            database.session(),
            scenario.reading,
            owner,
            form.option.data,
            Certainty(int(form.certainty.data)),
            form.comment.data or "",
            today(),
        )
        thanks = lazy_gettext("Thank you. The author sees what you answered.")
        flash(thanks if stored else lazy_gettext("Somebody else has read it already."))
        return redirect(url_for("authors.own_scenario", item_id=item_id), 303)
    if not may:  # the form is not shown, so neither is what is wrong in it
        form.option.errors = form.certainty.errors = form.words.errors = ()
    is_late = request.method == "POST" and scenario.state == WritingState.DRAFT
    knows = may and own_scenarios.knows_the_answer(scenario, owner.id)
    return _page("authors/read.html", form, scenario, may=may, is_late=is_late, knows=knows)


def publish_scenario(owner: Person, item_id: str) -> ResponseReturnValue:
    scenario, form = own_scenarios.find(item_id), PublishForm()
    was_read = scenario.state == WritingState.READ
    form.require(
        why_not=was_read and not scenario.agrees, why=was_read and scenario.in_use is not None
    )
    refused = _why_not_yet(owner, scenario)
    if form.accepted() and not refused:
        try:
            _publish(owner, scenario, form)
        except (EditError, ContentError) as error:
            refused = language_choice.why_unchanged(error)
        else:
            flash(lazy_gettext("It is published. Checks and live sessions can ask it from now on."))
            return redirect(url_for("authors.own_scenario", item_id=item_id), 303)
    return _page(
        "authors/publish.html",
        form,
        scenario,
        refused=refused,
        reader=own_scenarios.reader(scenario),
        is_reader=scenario.was_read_by(owner),
        reader_knew=own_scenarios.reader_knew(scenario),
    )


def _why_not_yet(owner: Person, scenario: OwnScenario) -> str:
    """Why this person cannot publish it; empty if they can."""
    reading = scenario.reading
    if scenario.state == WritingState.IN_USE:
        return gettext("It is published already.")
    if scenario.state != WritingState.READ or reading is None:
        return gettext("A second reader has to answer its words first.")
    if scenario.was_read_by(owner):
        return gettext("You are its second reader. Somebody who wrote it publishes it.")
    own, forms = OWN_FORMS[code_to_say(scenario.item.language)], own_scenarios.bank().forms
    in_use = {item.id for form in forms if form.id == own for item in form.items}
    if scenario.item.id not in in_use and len(in_use) >= MOST_IN_USE:
        return gettext(
            "%(most)s scenarios in its language are in use, and that is the most. Withdraw one "
            "first.",
            most=MOST_IN_USE,
        )
    return ""


def _publish(owner: Person, scenario: OwnScenario, form: PublishForm) -> None:
    """Publish it, and record it first: a page with an error status rolls the event back."""
    session, item_id = database.session(), scenario.item.id
    audit.record(session, owner, AuditAction.PUBLISHED, item_id, today())
    if form.asks_why_not and scenario.reading:
        readings.explain(scenario.reading, form.why_not.data)
    checksum = scenario.checksum
    why, changed = form.why.data or "", form.guidance_changed.data
    own_scenarios.change(
        lambda data: own_content.publish(data, item_id, checksum, today(), why, changed)
    )


def withdraw_scenario(owner: Person, item_id: str) -> ResponseReturnValue:
    scenario, form = own_scenarios.find(item_id), WithdrawForm()
    if form.accepted() and scenario.in_use:
        audit.record(database.session(), owner, AuditAction.WITHDRAWN, item_id, today())
        try:
            own_scenarios.change(
                lambda data: own_content.withdraw(data, item_id, today(), form.why.data)
            )
        except (EditError, ContentError) as error:
            form.why.errors = (language_choice.why_unchanged(error),)
        else:
            flash(lazy_gettext("It is withdrawn. Nobody is asked it any more."))
            return redirect(url_for("authors.own_scenario", item_id=item_id), 303)
    return _page("authors/withdraw.html", form, scenario)


def _page(template: str, form: Form, scenario: OwnScenario, **more: object) -> ResponseReturnValue:
    back = url_for("authors.own_scenario", item_id=scenario.item.id)
    page = render_template(template, form=form, scenario=scenario, back=back, **more)
    return page, form.status
