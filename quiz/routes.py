"""THE MAP: every address, who may ask for it, and the view that answers. No logic."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import Flask, Response
from werkzeug.routing import BaseConverter, ValidationError

from quiz import service
from quiz.live import following, host, joining, making, room
from quiz.live.playing import playing
from quiz.people import guard
from quiz.security import limiter
from quiz.selfcheck import keeping, second, views
from quiz.selfcheck.held import held
from quiz.vocabulary import Role, Strand

View = Callable[..., Any]


class Audience(StrEnum):
    """Who may ask for an address."""

    ANYONE = "anyone"
    HOLDER = "whoever holds an attempt in this browser"
    PARTICIPANT = "whoever joined a live session in this browser"
    TRAINER = "a trainer"


@dataclass(frozen=True)
class Address:
    """One row of the map. ``guesses`` limits how often one visitor may POST in vain."""

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
PARTICIPANT, TRAINER = Audience.PARTICIPANT, Audience.TRAINER
FORM = ("GET", "POST")

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
    Address(
        "/check/return", keeping.come_back, ANYONE, FORM, guesses="20 per minute; 300 per hour"
    ),
    Address("/check/leave", keeping.leave, ANYONE, FORM),
    Address("/check/left", keeping.left, ANYONE),
    Address("/check/delete", keeping.delete, ANYONE, FORM),
    Address("/check/deleted", keeping.deleted, ANYONE),
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
    Address("/host", host.hosted, TRAINER),
    Address("/host/new", making.new, TRAINER, FORM),
    Address("/host/<session_id>", host.hosting, TRAINER),
    Address("/host/<session_id>/move", host.move, TRAINER, ("POST",)),
    Address("/host/<session_id>/state", following.host_state, TRAINER),
    Address("/host/<session_id>/events", following.host_events, TRAINER),
    Address("/host/<session_id>/room", room.room, TRAINER),
    Address("/host/<session_id>/room/state", room.room_state, TRAINER),
    Address("/host/<session_id>/room/events", room.room_events, TRAINER),
    Address("/host/<session_id>/cohost", host.cohost, TRAINER, FORM),
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


def _with_playing(view: View) -> View:
    @wraps(view)
    def answer(**arguments: Any) -> Any:
        return view(playing(), **arguments)

    return answer


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
    Audience.PARTICIPANT: _with_playing,
    Audience.TRAINER: _with_person(Role.TRAINER),
}


def _in_vain(response: Response) -> bool:
    return response.status_code >= 400


def bind(app: Flask) -> None:
    """Give the app its addresses."""
    app.url_map.converters["strand"] = StrandConverter
    for address in MAP:
        view = ADMIT[address.audience](address.view)
        if address.guesses:
            view = limiter.limit(address.guesses, methods=["POST"], deduct_when=_in_vain)(view)
        app.add_url_rule(address.rule, address.endpoint, view, methods=address.methods)
