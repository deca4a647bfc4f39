"""The preview: a review as invited people will see it. Nothing is stored or counted."""

from dataclasses import dataclass

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.answers import record
from quiz.bank.items import Bank, Item
from quiz.content import bank
from quiz.questions import survey
from quiz.questions.scenario_form import certainty_words, scenario_form
from quiz.teams.access import own_review
from quiz.teams.invitation_page import invitation_page
from quiz.teams.models import Review
from quiz.web.security import Form


@dataclass(frozen=True)
class PreviewAttempt:
    """Takes the place of the attempt that a page of the check expects."""

    bank: Bank
    items: tuple[Item, ...]
    form_tag: str = ""
    for_review: bool = True


@dataclass(frozen=True)
class PreviewPage:
    """Takes the place of the page number that a page of the check expects."""

    which: int


@own_review
def preview(review: Review) -> ResponseReturnValue:
    """The invitation, with a link to the first page of the form."""
    return invitation_page(
        review,
        template="teams/preview.html",
        onward=url_for("teams.preview_page", review_id=review.id, number=1),
    )


Asked = str | Item
ABOUT, STAND, CONFIDENCE = "about", "stand", "confidence"
TEMPLATES = {
    ABOUT: "teams/preview_about.html",
    STAND: "teams/preview_stand.html",
    CONFIDENCE: "teams/preview_confidence.html",
}


def pages(review: Review, served: Bank) -> list[Asked]:
    """The pages that an invited person answers, in order."""
    form = next((one for one in served.forms if one.id == review.form), None)
    found: list[Asked] = []
    found += [ABOUT] if review.about_you else []
    found += [STAND] if review.stand else []
    return [*found, CONFIDENCE, *(form.items if form else ())]


@own_review
def preview_page(review: Review, number: int) -> ResponseReturnValue:
    served = bank()
    asked = pages(review, served)
    if not 1 <= number <= len(asked):
        abort(404)
    page = asked[number - 1]
    items = tuple(one for one in asked if isinstance(one, Item))
    back = url_for("teams.preview_page", review_id=review.id, number=number - 1)
    onward = url_for("teams.preview_page", review_id=review.id, number=number + 1)
    return render_template(
        template(page),
        review=review,
        form=form_of(page, served),
        current=PreviewAttempt(served, items),
        page=PreviewPage(items.index(page) + 1 if isinstance(page, Item) else number),
        item=page,
        certainty_words=certainty_words(),
        back=back if number > 1 else url_for("teams.preview", review_id=review.id),
        onward=onward if number < len(asked) else None,
    )


def template(page: Asked) -> str:
    """The check's own page, without a form to send."""
    return "teams/preview_scenario.html" if isinstance(page, Item) else TEMPLATES[page]


def form_of(page: Asked, served: Bank) -> Form:
    """The empty form of a page, its options shuffled."""
    if isinstance(page, Item):
        return scenario_form(page, record.new_id(), None)
    if page == CONFIDENCE:
        return survey.ratings_form(served.confidence, {})
    if page == ABOUT:
        return survey.about_form(served.survey, {})
    return survey.stand_form(served.stand, {})
