"""A review as an invited person will see it, page by page. Nothing is stored, nothing counted."""

from dataclasses import dataclass

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import survey
from quiz.answers import record
from quiz.bank.items import Bank, ConfidenceQuestion, Item
from quiz.content import bank
from quiz.scenario_form import certainty_words, scenario_form
from quiz.security import Form
from quiz.teams.invited import invitation_page
from quiz.teams.models import Review
from quiz.teams.views import own


@dataclass(frozen=True)
class Nobodys:
    """Stands where a page of the check expects the attempt that it belongs to."""

    bank: Bank
    items: tuple[Item, ...]
    form_tag: str = ""


@dataclass(frozen=True)
class Numbered:
    """Stands where a page of the check expects to hear which one it is."""

    which: int


@own
def preview(review: Review) -> ResponseReturnValue:
    """The page that a code leads to; and from it, the form."""
    return invitation_page(
        review,
        template="teams/preview.html",
        onward=url_for("teams.preview_page", review_id=review.id, number=1),
    )


Page = str | ConfidenceQuestion | Item
ABOUT, STAND = "about", "stand"


def pages(review: Review, served: Bank) -> list[Page]:
    """What an invited person is asked, in order."""
    form = next((one for one in served.forms if one.id == review.form), None)
    found: list[Page] = []
    found += [ABOUT] if review.about_you else []
    found += [STAND] if review.stand else []
    found += served.confidence
    return found + list(form.items if form else ())


@own
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
        current=Nobodys(served, items),
        page=Numbered(items.index(page) + 1 if isinstance(page, Item) else number),
        item=page,
        question=page,
        certainty_words=certainty_words(),
        back=back if number > 1 else url_for("teams.preview", review_id=review.id),
        onward=onward if number < len(asked) else None,
    )


def template(page: Page) -> str:
    """The page of the check itself, without anything to send."""
    if isinstance(page, Item):
        return "teams/preview_scenario.html"
    if isinstance(page, ConfidenceQuestion):
        return "teams/preview_confidence.html"
    return "teams/preview_about.html" if page == ABOUT else "teams/preview_stand.html"


def form_of(page: Page, served: Bank) -> Form:
    """The form of a page, empty, with its options in some order."""
    if isinstance(page, Item):
        return scenario_form(page, record.new_id(), None)
    if isinstance(page, ConfidenceQuestion):
        return survey.confidence_form(page, None)
    if page == ABOUT:
        return survey.about_form(served.survey, {})
    return survey.stand_form(served.stand, {})
