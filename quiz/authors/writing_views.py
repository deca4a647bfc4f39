"""The pages on which content owners write scenarios of their organisation."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.authors import own_scenarios, readings
from quiz.authors.blind_reading import instead_of_answer
from quiz.authors.differences import differences
from quiz.authors.own_scenarios import OwnScenario
from quiz.authors.publishing_forms import EDIT, DeleteDraftForm
from quiz.authors.writing_forms import ScenarioWritingForm
from quiz.bank import checks, own_content
from quiz.bank.content_file import ContentError, Data
from quiz.bank.edits import EditError
from quiz.bank.items import Bank, Item
from quiz.browser import language_choice
from quiz.languages.sentences import lazy_gettext
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash

SEARCH = "search"
"""The value of the button that saves and then searches the register."""


def new_scenario(owner: Person) -> ResponseReturnValue:
    """A new draft; with ``from`` and ``revision``, one with the words of an earlier revision."""
    served, start = own_scenarios.bank(), request.args.get("from", "")
    form = ScenarioWritingForm.of(served, _earlier(served, start))
    if form.accepted():
        taken = [item_id for item_id, _ in served.kept]
        try:
            item_id = own_scenarios.change(lambda data: own_content.add(data, form.words, taken))
        except (EditError, ContentError) as error:
            form.title.errors = (language_choice.why_unchanged(error),)
        else:
            readings.note_writers_of(database.session(), start, item_id)
            return _saved(owner, form, item_id)
    return _page(form, None, ())


def edit_scenario(owner: Person, item_id: str) -> ResponseReturnValue:
    scenario, served = own_scenarios.find(item_id), own_scenarios.bank()
    if request.method != "POST" and own_scenarios.is_blind(scenario, owner):
        return instead_of_answer(scenario, EDIT)
    start = own_content.to_start_from(served, item_id)
    if start is None and request.method != "POST":  # withdrawn: its page says what can be done
        return redirect(url_for("authors.own_scenario", item_id=item_id), 303)
    shown = _earlier(served, item_id) or start
    form = ScenarioWritingForm.of(
        served, shown, own_content.version_of(own_content.row_of(start)) if start else ""
    )
    theirs: Data | None = None
    if form.accepted():
        try:
            version = form.version.data
            own_scenarios.change(lambda data: own_content.save(data, item_id, form.words, version))
        except own_content.EditConflict as conflict:
            theirs = conflict.theirs
            form.refuse(theirs)
        except (EditError, ContentError) as error:
            form.title.errors = (language_choice.why_unchanged(error),)
        else:
            return _saved(owner, form, item_id)
    return _page(form, scenario, differences(form, theirs) if theirs else ())


def _earlier(served: Bank, item_id: str) -> Item | None:
    """The earlier revision that the address names, to start from its words."""
    revision = request.args.get("revision", "")
    found = served.kept.get((item_id, int(revision))) if revision.isdecimal() else None
    return found if found and found.local else None


def _saved(owner: Person, form: ScenarioWritingForm, item_id: str) -> ResponseReturnValue:
    readings.note_writer(database.session(), item_id, owner)
    flash(lazy_gettext("The draft is saved."))
    searching = request.form.get("press") == SEARCH
    query = form.query.data if searching else None
    address = url_for(
        "authors.edit_scenario",
        item_id=item_id,
        q=query,
        _anchor="places" if searching else None,
    )
    return redirect(address, 303)


def _page(
    form: ScenarioWritingForm, scenario: OwnScenario | None, theirs: object
) -> ResponseReturnValue:
    written = scenario.written if scenario else None
    list_page = url_for("authors.own_list")
    page = render_template(
        "authors/write.html",
        form=form,
        scenario=scenario,
        theirs=theirs,
        to_do=own_scenarios.to_do(written) if written else (),
        measures=checks.measures(written) if written and own_content.is_measurable(written) else (),
        back=url_for("authors.own_scenario", item_id=scenario.item.id) if scenario else list_page,
    )
    return page, form.status


def delete_draft(_owner: Person, item_id: str) -> ResponseReturnValue:
    scenario, form = own_scenarios.find(item_id), DeleteDraftForm()
    refused = ""
    if form.accepted() and scenario.written:
        if scenario.in_use is None:
            readings.forget(database.session(), item_id)
        try:
            own_scenarios.change(lambda data: own_content.delete_draft(data, item_id))
        except (EditError, ContentError) as error:
            refused = language_choice.why_unchanged(error)
        else:
            flash(lazy_gettext("The draft is deleted."))
            return redirect(url_for("authors.own_list"), 303)
    page = render_template(
        "authors/delete_draft.html",
        form=form,
        scenario=scenario,
        refused=refused,
        back=url_for("authors.own_scenario", item_id=item_id),
    )
    return page, form.status
