"""The answers of the API. Each returns plain values; its annotation is their schema."""

from typing import TypedDict

from flask import abort, url_for

from quiz.api import content_answers as content
from quiz.api.answer import OWN, PUBLIC, as_json
from quiz.api.schema import Day
from quiz.bank.items import Contested, Item
from quiz.clock import today
from quiz.content import bank
from quiz.live.documents.figures import SessionFigures, figures_of
from quiz.live.documents.read_session import read
from quiz.live.session import archive, store
from quiz.live.session.access import hosted_session
from quiz.live.session.phases import Phase
from quiz.people.models import Person
from quiz.storage import database
from quiz.teams import published, reviews
from quiz.teams.access import find_own
from quiz.teams.exports.data import ReviewResults, plain


class ReviewSummary(TypedDict):
    """A team review. form: the letter of its set. closed_on: null while it is open."""

    id: str
    name: str
    form: str
    opens_on: Day
    closes_on: Day
    closed_on: Day | None


class ReviewList(TypedDict):
    """Your team reviews, and those that you are a deputy for."""

    reviews: list[ReviewSummary]


class SessionSummary(TypedDict):
    """A live session that has ended. held_on: the day on which it ended."""

    id: str
    title: str
    held_on: Day


class SessionList(TypedDict):
    """Your live sessions that have ended, and those that you co-hosted."""

    sessions: list[SessionSummary]


class SchemaLinks(TypedDict):
    """Where the JSON schemas of content files are."""

    national_content: str
    local_content: str


def _scenario(scenario_id: str) -> Item | Contested:
    found = (one for one in content.asked_now(bank()) if one.id == scenario_id)
    return next(found, None) or abort(404)


@as_json(PUBLIC)
def scenarios() -> content.ScenarioList:
    """Every scenario that can be asked now, without best answers and reasons."""
    return {"scenarios": [content.scenario_text(one) for one in content.asked_now(bank())]}


@as_json(PUBLIC)
def scenario(scenario_id: str) -> content.ScenarioText:
    """One scenario, without its best answer and reasons."""
    return content.scenario_text(_scenario(scenario_id))


@as_json(PUBLIC)
def sources() -> content.SourceList:
    """The register of sources, with what their places say."""
    served = bank()
    return {"sources": [content.source_text(one, served, today()) for one in served.sources]}


@as_json(PUBLIC)
def source(source_id: str) -> content.SourceText:
    """One source, with what its places say."""
    served = bank()
    found = next((one for one in served.sources if one.id == source_id), None)
    return content.source_text(found or abort(404), served, today())


@as_json(PUBLIC)
def schemas() -> SchemaLinks:
    """Addresses of the JSON schemas of content files."""
    return {
        "national_content": url_for("information.scenarios_schema"),
        "local_content": url_for("information.local_schema"),
    }


@as_json(OWN)
def keys(_owner: Person) -> content.KeyList:
    """The best answer and reasons of every scenario that can be asked now."""
    return {"keys": [content.scenario_key(one) for one in content.asked_now(bank())]}


@as_json(OWN)
def key(_owner: Person, scenario_id: str) -> content.ScenarioKey:
    """The best answer and reasons of one scenario."""
    return content.scenario_key(_scenario(scenario_id))


@as_json(OWN)
def review_list(lead: Person) -> ReviewList:
    """Your team reviews."""
    return {
        "reviews": [
            {
                "id": one.id,
                "name": one.name,
                "form": one.form,
                "opens_on": one.opens_on.isoformat(),
                "closes_on": one.closes_on.isoformat(),
                "closed_on": one.closed_on.isoformat() if one.closed_on else None,
            }
            for one in reviews.of(database.session(), lead)
        ]
    }


@as_json(OWN)
def review(lead: Person, review_id: str) -> ReviewResults:
    """The published results of one of your team reviews; 404 before there are any."""
    report = published.report(find_own(lead, review_id), bank())
    return plain(report) if report.everybody else abort(404)


@as_json(OWN)
def session_list(host: Person) -> SessionList:
    """Your live sessions that have ended."""
    found = store.hosted_by(database.session(), host)
    return {
        "sessions": [
            {"id": one.id, "title": one.title, "held_on": archive.ended_on(one).isoformat()}
            for one in found
            if one.phase == Phase.END and not one.rehearsal
        ]
    }


@as_json(OWN)
def session(host: Person, session_id: str) -> SessionFigures:
    """The figures of one of your live sessions; 404 before it has ended."""
    live = hosted_session(host, session_id)
    if live.phase != Phase.END or live.rehearsal:
        abort(404)
    return figures_of(read(database.session(), live, bank()))
