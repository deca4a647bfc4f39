"""THE MAP: every address, who may ask for it, and the view that answers. No logic."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import Flask, Response
from werkzeug.routing import BaseConverter, ValidationError

from quiz import service
from quiz.people import guard
from quiz.security import limiter
from quiz.selfcheck import keeping, second, views
from quiz.selfcheck.held import held
from quiz.teams import invited, picture, preview
from quiz.teams import views as teams
from quiz.vocabulary import Role, Strand

View = Callable[..., Any]


class Audience(StrEnum):
    """Who may ask for an address."""

    ANYONE = "anyone"
    HOLDER = "whoever holds an attempt in this browser"
    INVITED = "whoever holds an invitation in this browser"
    LEAD = "a signed-in lead; each sees their own reviews and no other"


@dataclass(frozen=True)
class Address:
    """One row of the map. ``guesses`` limits how often one visitor may ask in vain.

    Where the address itself is what is guessed, a GET in vain counts, too.
    """

    rule: str
    view: View
    audience: Audience
    methods: tuple[str, ...] = ("GET",)
    guesses: str | None = None

    @property
    def endpoint(self) -> str:
        room = self.view.__module__.split(".")[1]
        return f"{room}.{self.view.__name__}"


ANYONE, HOLDER = Audience.ANYONE, Audience.HOLDER
INVITED, LEAD = Audience.INVITED, Audience.LEAD
FORM = ("GET", "POST")
FEW_GUESSES = "20 per minute; 300 per hour"

MAP = (
    Address("/", views.start, ANYONE, FORM),
    Address("/check/about", views.about, HOLDER, FORM),
    Address("/check/stand", views.stand, HOLDER, FORM),
    Address("/check/confidence/<strand:strand>", views.confidence, HOLDER, FORM),
    Address("/check/scenario/<int:number>", views.scenario, HOLDER, FORM),
    Address("/check/scenario/<int:number>/why", views.why, HOLDER),
    Address("/check/answers", views.answers, HOLDER, FORM),
    Address("/check/feedback", views.feedback, HOLDER),
    Address("/check/second-look", second.second_look, HOLDER, FORM),
    Address("/check/second-look.ics", second.calendar, HOLDER),
    Address("/check/save", keeping.save, HOLDER, FORM),
    Address("/check/return", keeping.come_back, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/check/leave", keeping.leave, ANYONE, FORM),
    Address("/check/left", keeping.left, ANYONE),
    Address("/check/delete", keeping.delete, ANYONE, FORM),
    Address("/check/deleted", keeping.deleted, ANYONE),
    Address("/review", invited.by_code, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/review/<code>", invited.invitation, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/review/put-in", invited.put_in, INVITED, FORM),
    Address("/review/is-in", invited.is_in, ANYONE),
    Address("/teams", teams.teams, LEAD),
    Address("/teams/new", teams.new, LEAD, FORM),
    Address("/teams/<review_id>", teams.review, LEAD),
    Address("/teams/<review_id>/change", teams.change, LEAD, FORM),
    Address("/teams/<review_id>/delete", teams.delete, LEAD, FORM),
    Address("/teams/<review_id>/close", teams.close, LEAD, FORM),
    Address("/teams/<review_id>/codes", teams.invitations, LEAD),
    Address("/teams/<review_id>/codes.csv", teams.invitations_table, LEAD),
    Address("/teams/<review_id>/preview", preview.preview, LEAD),
    Address("/teams/<review_id>/preview/<int:number>", preview.preview_page, LEAD),
    Address("/guidance", service.guidance, ANYONE),
    Address("/schema/scenarios.json", service.scenarios_schema, ANYONE),
    Address("/schema/local.json", service.local_schema, ANYONE),
    Address("/privacy", service.privacy, ANYONE),
    Address("/accessibility", service.accessibility, ANYONE),
    Address("/healthz", service.healthz, ANYONE),
    Address("/teams/all", picture.all_reviews, LEAD),
    Address("/teams/compare", picture.compare, LEAD),
    Address("/teams/<review_id>/picture", picture.picture, LEAD),
    Address("/teams/<review_id>/picture.pdf", picture.picture_pdf, LEAD),
    Address("/teams/<review_id>/picture.xlsx", picture.picture_xlsx, LEAD),
    Address("/teams/<review_id>/picture.csv", picture.picture_csv, LEAD),
    Address("/teams/<review_id>/picture.json", picture.picture_json, LEAD),
    Address("/teams/<review_id>/picture/<name>.png", picture.drawing, LEAD),
)


class StrandConverter(BaseConverter):
    """Turns the word in an address into a strand; another word is no address of ours."""

    def to_python(self, value: str) -> Strand:
        try:
            return Strand(value)
        except ValueError:
            raise ValidationError from None


def _with_held(view: View) -> View:
    @wraps(view)
    def answer(**arguments: Any) -> Any:
        return view(held(), **arguments)

    return answer


def _with_lead(view: View) -> View:
    @wraps(view)
    def answer(**arguments: Any) -> Any:
        return view(guard.needs(Role.LEAD), **arguments)

    return answer


ADMIT: dict[Audience, Callable[[View], View]] = {
    Audience.ANYONE: lambda view: view,
    Audience.HOLDER: _with_held,
    Audience.INVITED: invited.admit,
    Audience.LEAD: _with_lead,
}


def _in_vain(response: Response) -> bool:
    return response.status_code >= 400


def bind(app: Flask) -> None:
    """Give the app its addresses."""
    app.url_map.converters["strand"] = StrandConverter
    for address in MAP:
        view = ADMIT[address.audience](address.view)
        if address.guesses:
            guessing = ["GET", "POST"] if "<" in address.rule else ["POST"]
            view = limiter.limit(address.guesses, methods=guessing, deduct_when=_in_vain)(view)
        app.add_url_rule(address.rule, address.endpoint, view, methods=address.methods)
