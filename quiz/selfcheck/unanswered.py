"""The start page, and pages of questions that were not answered yet: prepared once, and joined for
each person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request
from markupsafe import escape
from wtforms.fields.choices import SelectChoice

from quiz.bank.items import Bank, Item
from quiz.browser import browser_session
from quiz.browser.prepared import joined, slot
from quiz.content import bank
from quiz.questions.scenario_form import (
    ScenarioForm,
    certainty_words,
    option_value,
    scenario_form,
    shuffled,
    signed_new_id,
)
from quiz.selfcheck.current import CurrentAttempt
from quiz.selfcheck.forms import StartForm
from quiz.selfcheck.journey import Page
from quiz.selfcheck.navigation import back_link
from quiz.web import ready
from quiz.web.security import csrf_token


@dataclass(frozen=True)
class Anybody:
    """Takes the place of the attempt that the pages expect."""

    bank: Bank
    items: tuple[Item, ...]
    may_lose_place: bool
    for_review: bool
    form_tag: str = slot("form_tag")


def may_be_prepared(*, answered: bool) -> bool:
    """Whether a page of questions shows nothing of this person but tokens."""
    return not answered and request.method == "GET" and browser_session.shows_nothing_personal()


def start_page() -> Response:
    """The start page where no check is under way and the answers of no set were seen."""

    def render() -> str:
        form: Any = StartForm.of(bank().forms, known=())
        form.renew()
        form.attempt.data = slot("attempt")
        form.csrf_token.current_token = slot("csrf_token")
        return render_template("check/start.html", form=form, current=None, carry_on=None)

    slots = {"attempt": signed_new_id(), "csrf_token": csrf_token()}
    return ready.page(joined("start", render, slots))


def survey_page(current: CurrentAttempt, page: Page, form: Callable[[], Any]) -> Response:
    """A page of the survey with nothing chosen. ``form`` makes its form."""
    return _page(current, page, form, {}, None)


def scenario_page(current: CurrentAttempt, page: Page, item: Item) -> Response:
    """The page of a scenario with nothing chosen, and the options in this person's order."""
    slots = {}
    for number, option in enumerate(shuffled(item, current.attempt.id)):
        slots[f"value{number}"] = option_value(item, option.id)
        slots[f"text{number}"] = escape(option.text)

    def form() -> ScenarioForm:
        made = scenario_form(item, None, None)
        made.option.choices = [
            SelectChoice(slot(f"value{number}"), slot(f"text{number}"))
            for number in range(len(item.options))
        ]
        return made

    return _page(current, page, form, slots, item)


def _page(
    current: CurrentAttempt,
    page: Page,
    form: Callable[[], Any],
    slots: dict[str, str],
    item: Item | None,
) -> Response:
    anybody = Anybody(current.bank, current.items, current.may_lose_place, current.for_review)
    back = back_link(page, current)

    def render() -> str:
        made = form()
        made.csrf_token.current_token = slot("csrf_token")
        return render_template(
            f"check/{page.step}.html",
            current=anybody,
            page=page,
            form=made,
            back=back,
            item=item,
            certainty_words=certainty_words(),
        )

    shown = (anybody.may_lose_place, anybody.for_review, len(anybody.items), back)
    key = (page, item and (item.id, item.revision), shown)
    tokens = {"csrf_token": csrf_token(), "form_tag": current.form_tag}
    return ready.page(joined(key, render, tokens | slots))
