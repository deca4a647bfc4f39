"""The pages that show an organisation's own scenarios: the list, one of them, how it will look."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import mail
from quiz.authors import own_scenarios, readings
from quiz.authors.blind_reading import before_answer, instead_of_answer
from quiz.authors.own_scenarios import STATE_WORDS, OwnScenario
from quiz.authors.publishing_forms import EDIT, PREVIEW, OpenAnswerForm
from quiz.bank import own_content
from quiz.bank.items import Bank, Item
from quiz.people.models import Person
from quiz.questions.scenario_form import MarkedResponse, certainty_words, scenario_form
from quiz.storage import database
from quiz.vocabulary import Certainty


@dataclass(frozen=True)
class PreviewProgress:
    """Takes the place of the progress of an attempt."""

    finished: bool = True


@dataclass(frozen=True)
class PreviewedCheck:
    """Takes the place of the attempt that a page of the check expects."""

    bank: Bank
    items: tuple[Item, ...]
    form_tag: str = ""
    progress: PreviewProgress = PreviewProgress()


@dataclass(frozen=True)
class OnlyPage:
    """Takes the place of the page number that a page of the check expects."""

    which: int = 1


def own_list(owner: Person) -> str:
    session = database.session()
    found = list(own_scenarios.everything(own_scenarios.bank(), readings.everything(session)))
    groups = [
        (words, [one for one in found if one.state == state])
        for state, words in STATE_WORDS.items()
    ]
    return render_template(
        "authors/own_list.html",
        back=url_for("admin.content"),
        groups=groups,
        mine=readings.written_by(session, owner),
        owner=owner,
        mails=mail.is_on(),
    )


def own_scenario(owner: Person, item_id: str) -> str:
    scenario = own_scenarios.find(item_id)
    blind, place = own_scenarios.is_blind(scenario, owner), scenario.item.jurisdiction
    return render_template(
        "authors/own_scenario.html",
        back=url_for("authors.own_list"),
        scenario=scenario,
        blind=blind,
        somebody=readings.somebody_can_read(database.session(), item_id, owner),
        reader=own_scenarios.reader(scenario),
        is_reader=scenario.was_read_by(owner),
        reader_knew=own_scenarios.reader_knew(scenario),
        knows=blind and own_scenarios.knows_the_answer(scenario, owner.id),
        to_do=own_scenarios.to_do(scenario.written) if scenario.written else (),
        can_be_shown=own_content.is_measurable(scenario.item),
        jurisdiction="" if own_content.is_unwritten(place) else place,
        history=own_scenarios.history(item_id, hide_readings=blind),
    )


def preview_asked(owner: Person, item_id: str) -> ResponseReturnValue:
    """A scenario as people will be asked it. The key is not on the page."""
    item = _shown(own_scenarios.find(item_id))
    back = url_for("authors.own_scenario", item_id=item_id)
    return render_template(
        "authors/preview_asked.html",
        form=scenario_form(item, "preview", None),
        item=item,
        current=PreviewedCheck(own_scenarios.bank(), (item,)),
        page=OnlyPage(),
        certainty_words=certainty_words(),
        back=back,
        onward=_address("preview_fed_back", item_id),
    )


def preview_fed_back(owner: Person, item_id: str) -> ResponseReturnValue:
    """A scenario as people see it after their answer, for each answer that they can give."""
    scenario = own_scenarios.find(item_id)
    item = _shown(scenario)
    if own_scenarios.is_blind(scenario, owner):
        return instead_of_answer(scenario, PREVIEW)
    chosen = next((one for one in item.options if one.id == request.args.get("chosen")), item.key)
    others = {
        option: _address("preview_fed_back", item_id, chosen=option.id)
        for option in item.options
        if option is not chosen
    }
    return render_template(
        "authors/preview_fed_back.html",
        marked=MarkedResponse(item, 1, chosen, Certainty.VERY_SURE, look_up=False),
        current=PreviewedCheck(own_scenarios.bank(), (item,)),
        page=OnlyPage(),
        sibling=None,
        others=others,
        onward=url_for("authors.own_scenario", item_id=item_id),
        back=_address("preview_asked", item_id),
    )


def open_answer(owner: Person, item_id: str) -> ResponseReturnValue:
    """Open the best answer of a scenario that waits for a second reader, who is somebody else."""
    scenario, form = own_scenarios.find(item_id), OpenAnswerForm()
    if not form.accepted():
        return before_answer(scenario, form), form.status
    readings.note_writer(database.session(), item_id, owner)
    page = EDIT if form.page.data == EDIT else PREVIEW
    address = url_for(f"authors.{page}", item_id=item_id, revision=form.revision.data or None)
    return redirect(address, 303)


def _address(page: str, item_id: str, **more: str) -> str:
    """The address of another preview, of the same revision."""
    if "revision" in request.args:
        more["revision"] = request.args["revision"]
    values: dict[str, Any] = {"item_id": item_id, **more}
    return url_for(f"authors.{page}", **values)


def _shown(scenario: OwnScenario) -> Item:
    """What is being written, or what is in use; or the earlier revision that the address names."""
    revision = request.args.get("revision")
    if revision is None:
        return replace(own_content.without_placeholders(scenario.item), topic=scenario.topic)
    served = own_scenarios.bank()
    found = served.kept.get((scenario.item.id, int(revision))) if revision.isdecimal() else None
    if found is None:
        abort(404)
    return replace(found, topic=scenario.topic)
