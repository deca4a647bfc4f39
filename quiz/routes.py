"""THE MAP: every address, who may ask for it, and the view that answers. No logic."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.routing import BaseConverter, ValidationError

from quiz import service
from quiz.admin import contacts, content, people, trail
from quiz.live import after, feedback, following, host, joining, making, room
from quiz.live.playing import playing
from quiz.people import guard
from quiz.security import Limit, limiter
from quiz.selfcheck import keeping, second, views
from quiz.selfcheck.held import held
from quiz.signin import account, limits, oidc
from quiz.signin import views as signin
from quiz.teams import invitation_views, preview_views, results_views
from quiz.teams import views as teams
from quiz.vocabulary import Role, Strand

View = Callable[..., Any]


class Audience(StrEnum):
    """Who may ask for an address."""

    ANYONE = "anyone"
    HOLDER = "whoever holds an attempt in this browser"
    INVITED = "whoever holds an invitation in this browser"
    PARTICIPANT = "whoever joined a live session in this browser"
    SIGNED_IN = "whoever is signed in"
    LEAD = "a team lead; each sees their own reviews and no other"
    TRAINER = "a trainer"
    OWNER = "a content owner, or an administrator"
    ADMINISTRATOR = "an administrator"


@dataclass(frozen=True)
class Address:
    """One row of the map.

    ``guesses`` limits how often one visitor may ask in vain (where the address itself is what is
    guessed, a GET in vain counts, too), ``limits`` how often that may happen by any other count.
    ``link`` is its name in the masthead of signed-in people who may open it. ``by_itself``: a page
    asks for it without anybody's doing, so it prolongs no sign-in.
    """

    rule: str
    view: View
    audience: Audience
    methods: tuple[str, ...] = ("GET",)
    guesses: str | None = None
    limits: tuple[Limit, ...] = ()
    link: str | None = None
    by_itself: bool = False

    @property
    def endpoint(self) -> str:
        room = self.view.__module__.split(".")[1]
        return f"{room}.{self.view.__name__}"


ANYONE, HOLDER, SIGNED_IN = Audience.ANYONE, Audience.HOLDER, Audience.SIGNED_IN
INVITED, PARTICIPANT = Audience.INVITED, Audience.PARTICIPANT
LEAD, TRAINER = Audience.LEAD, Audience.TRAINER
OWNER, ADMINISTRATOR = Audience.OWNER, Audience.ADMINISTRATOR
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
    Address("/check/marks", views.marks, HOLDER),
    Address("/check/save", keeping.save, HOLDER, FORM),
    Address("/check/return", keeping.come_back, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/check/leave", keeping.leave, ANYONE, FORM),
    Address("/check/left", keeping.left, ANYONE),
    Address("/check/delete", keeping.delete, ANYONE, FORM),
    Address("/check/deleted", keeping.deleted, ANYONE),
    Address("/review", invitation_views.enter_code, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/review/<code>", invitation_views.invitation, ANYONE, FORM, guesses=FEW_GUESSES),
    Address("/review/put-in", invitation_views.submit_copy, INVITED, FORM),
    Address("/review/is-in", invitation_views.submitted, ANYONE),
    Address("/teams", teams.review_list, LEAD, link="Teams"),
    Address("/teams/new", teams.new, LEAD, FORM),
    Address("/teams/<review_id>", teams.review, LEAD),
    Address("/teams/<review_id>/change", teams.change, LEAD, FORM),
    Address("/teams/<review_id>/delete", teams.delete, LEAD, FORM),
    Address("/teams/<review_id>/close", teams.close, LEAD, FORM),
    Address("/teams/<review_id>/codes", teams.invitation_codes, LEAD),
    Address("/teams/<review_id>/codes.csv", teams.invitation_codes_csv, LEAD),
    Address("/teams/<review_id>/preview", preview_views.preview, LEAD),
    Address("/teams/<review_id>/preview/<int:number>", preview_views.preview_page, LEAD),
    Address("/guidance", service.guidance, ANYONE),
    Address("/schema/scenarios.json", service.scenarios_schema, ANYONE),
    Address("/schema/local.json", service.local_schema, ANYONE),
    Address("/privacy", service.privacy, ANYONE),
    Address("/accessibility", service.accessibility, ANYONE),
    Address("/healthz", service.healthz, ANYONE),
    # Live sessions. Guesses are counted by address, and a whole room may have one.
    Address("/join", joining.join, ANYONE, FORM, guesses="100 per minute; 1000 per hour"),
    Address("/join/<code>", joining.join_with, ANYONE),
    Address("/play", joining.play, PARTICIPANT, FORM),
    Address("/play/state", following.play_state, PARTICIPANT),
    Address("/play/events", following.play_events, PARTICIPANT),
    Address("/host", host.hosted, TRAINER, link="Live sessions"),
    Address("/host/new", making.new, TRAINER, FORM),
    Address("/host/<session_id>", host.hosting, TRAINER, by_itself=True),
    Address("/host/<session_id>/move", host.move, TRAINER, FORM),
    Address("/host/<session_id>/state", following.host_state, TRAINER, by_itself=True),
    Address("/host/<session_id>/events", following.host_events, TRAINER, by_itself=True),
    Address("/host/<session_id>/room", room.room, TRAINER, by_itself=True),
    Address("/host/<session_id>/room/state", room.room_state, TRAINER, by_itself=True),
    Address("/host/<session_id>/room/events", room.room_events, TRAINER, by_itself=True),
    Address("/host/<session_id>/cohost", host.cohost, TRAINER, FORM),
    Address("/host/<session_id>/duplicate", making.duplicate, TRAINER, FORM),
    Address("/host/<session_id>/rehearse", making.rehearse, TRAINER, FORM),
    Address("/host/<session_id>/minimum", making.minimum, TRAINER, FORM),
    Address("/host/<session_id>/guide.pdf", making.guide_pdf, TRAINER),
    Address("/host/<session_id>/after", after.after, TRAINER, FORM),
    Address("/host/<session_id>/after.pdf", after.after_pdf, TRAINER),
    Address("/host/<session_id>/after.xlsx", after.after_xlsx, TRAINER),
    Address("/host/<session_id>/pictures/<name>.png", after.picture, TRAINER),
    Address("/host/<session_id>/delete", after.delete, TRAINER, FORM),
    Address("/play/feedback", feedback.feedback, PARTICIPANT),
    Address("/play/keep", feedback.keep_copy, PARTICIPANT, FORM),
    Address("/admin/content", content.content, OWNER, link="Content"),
    Address("/admin/content/<source_id>/changed", content.changed, OWNER, FORM),
    Address("/admin/content/<source_id>/review", content.review, OWNER, FORM),
    Address("/admin/people", people.people, ADMINISTRATOR, link="People"),
    Address("/admin/people/invite", people.invite, ADMINISTRATOR, FORM),
    Address("/admin/people/<person_id>", people.person, ADMINISTRATOR, FORM),
    Address("/admin/people/<person_id>/link", people.link, ADMINISTRATOR, FORM),
    Address("/admin/people/<person_id>/sessions", people.sessions, ADMINISTRATOR, FORM),
    Address("/admin/people/<person_id>/standing", people.standing, ADMINISTRATOR, FORM),
    Address("/admin/contacts", contacts.contacts, ADMINISTRATOR, FORM, link="Contacts"),
    Address("/admin/deeds", trail.deeds, ADMINISTRATOR, link="Audit trail"),
    Address(
        "/signin",
        signin.sign_in,
        ANYONE,
        FORM,
        guesses="30 per minute; 200 per hour",
        limits=limits.SIGN_IN,
    ),
    Address("/signin/oidc", oidc.oidc, ANYONE),
    Address("/signin/oidc/back", oidc.oidc_back, ANYONE, FORM),
    Address("/invited/<token>", signin.invited, ANYONE, FORM, guesses="30 per minute"),
    Address("/account", account.account, SIGNED_IN, link="Account"),
    Address("/account/password", account.password, SIGNED_IN, FORM, guesses="10 per minute"),
    Address("/account/sessions", account.everywhere, SIGNED_IN, FORM),
    Address("/signout", signin.sign_out, ANYONE, FORM, link="Sign out"),
    Address("/teams/all", results_views.all_reviews, LEAD),
    Address("/teams/compare", results_views.compare, LEAD),
    Address("/teams/<review_id>/results", results_views.results, LEAD),
    Address("/teams/<review_id>/results.pdf", results_views.results_pdf, LEAD),
    Address("/teams/<review_id>/results.xlsx", results_views.results_xlsx, LEAD),
    Address("/teams/<review_id>/results.csv", results_views.results_csv, LEAD),
    Address("/teams/<review_id>/results.json", results_views.results_json, LEAD),
    Address("/teams/<review_id>/results/<name>.png", results_views.chart_png, LEAD),
)

MOVED = (
    ("/teams/<review_id>/picture", "/teams/<review_id>/results"),
    ("/teams/<review_id>/picture.pdf", "/teams/<review_id>/results.pdf"),
    ("/teams/<review_id>/picture.xlsx", "/teams/<review_id>/results.xlsx"),
    ("/teams/<review_id>/picture.csv", "/teams/<review_id>/results.csv"),
    ("/teams/<review_id>/picture.json", "/teams/<review_id>/results.json"),
    ("/teams/<review_id>/picture/<name>.png", "/teams/<review_id>/results/<name>.png"),
)
"""Old addresses, which redirect permanently: each rule and the row of the map that replaces it."""


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


def _with_playing(view: View) -> View:
    @wraps(view)
    def answer(**arguments: Any) -> Any:
        return view(playing(), **arguments)

    return answer


# No role includes another but where it stands here. Administrators look after people, and may do
# for the content what its owners do; what a lead sees of a team is not for them.
ROLES: dict[Audience, tuple[Role, ...]] = {
    Audience.SIGNED_IN: (),
    Audience.LEAD: (Role.LEAD,),
    Audience.TRAINER: (Role.TRAINER,),
    Audience.OWNER: (Role.OWNER, Role.ADMINISTRATOR),
    Audience.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}


def _with_person(*roles: Role) -> Callable[[View], View]:
    def admit(view: View) -> View:
        @wraps(view)
        def answer(**arguments: Any) -> Any:
            return view(guard.needs(*roles), **arguments)

        return answer

    return admit


ADMIT: dict[Audience, Callable[[View], View]] = {
    Audience.ANYONE: lambda view: view,
    Audience.HOLDER: _with_held,
    Audience.INVITED: invitation_views.with_invitation,
    Audience.PARTICIPANT: _with_playing,
    **{audience: _with_person(*roles) for audience, roles in ROLES.items()},
}


def _in_vain(response: Response) -> bool:
    return response.status_code >= 400


def _needs_text() -> None:
    """No address of ours has a sign in it that PostgreSQL does not take for text."""
    if "\0" in "".join((request.path, *request.args.values())):
        abort(404)


def _redirect(app: Flask, old: str, new: str) -> None:
    """Redirect an old address permanently. Access is limited like that of the new address."""
    address = next(one for one in MAP if one.rule == new)

    def moved(*_: Any, **arguments: Any) -> Any:
        query = {name: request.args.getlist(name) for name in request.args}
        return redirect(url_for(address.endpoint, **{**query, **arguments}), 308)

    admit = ADMIT[address.audience]
    app.add_url_rule(old, f"moved.{old}", admit(moved), methods=["GET"])


def bind(app: Flask) -> None:
    """Give the app its addresses."""
    app.url_map.converters["strand"] = StrandConverter
    app.before_request(_needs_text)
    # Feedback belongs to the check, and what it says of an invitation to the team reviews.
    app.jinja_env.globals["invitation_is_over"] = invitation_views.invitation_is_over
    for address in MAP:
        view = ADMIT[address.audience](address.view)
        if address.by_itself:
            view = guard.by_itself(view)
        if address.guesses:
            guessing = ["GET", "POST"] if "<code>" in address.rule else ["POST"]
            view = limiter.limit(address.guesses, methods=guessing, deduct_when=_in_vain)(view)
        for limit in address.limits:
            view = limiter.limit(
                limit.guesses,
                key_func=limit.counted_by,
                methods=["POST"],
                deduct_when=_in_vain,
                exempt_when=limit.unless,
            )(view)
        app.add_url_rule(address.rule, address.endpoint, view, methods=address.methods)
    for old, new in MOVED:
        _redirect(app, old, new)
    app.extensions["links"] = [
        guard.Link(address.link, address.endpoint, ROLES.get(address.audience, ()))
        for address in MAP
        if address.link
    ]
