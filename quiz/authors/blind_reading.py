"""Keeps the best answer of a waiting scenario from those who can still read it blind."""

from flask import render_template, request, url_for

from quiz.authors.own_scenarios import OwnScenario
from quiz.authors.publishing_forms import OpenAnswerForm


def instead_of_answer(scenario: OwnScenario, page: str) -> str:
    """What a person who can still be the second reader sees in place of a page that shows the best
    answer."""
    form = OpenAnswerForm()
    form.page.data, form.revision.data = page, request.args.get("revision", "")
    return before_answer(scenario, form)


def before_answer(scenario: OwnScenario, form: OpenAnswerForm) -> str:
    """The same, with a form that was sent and not accepted."""
    back = url_for("authors.own_scenario", item_id=scenario.item.id)
    return render_template("authors/open_answer.html", form=form, scenario=scenario, back=back)
