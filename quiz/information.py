"""Pages about the service: guidance, words, privacy, accessibility, security, schemas, health."""

from datetime import date

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import retention
from quiz.answers.readiness import READY, readiness
from quiz.bank.content_file import LOCAL_SCHEMA, SCHEMA
from quiz.bank.items import Bank, BankForm, Item, Scenario
from quiz.bank.search import search
from quiz.browser import browser_session, language_choice
from quiz.clock import today
from quiz.content import bank
from quiz.instance import HALF_RESTORED, RESTORING
from quiz.languages.sentences import lazy_gettext
from quiz.settings import security_txt
from quiz.settings.config import current_settings, own_address
from quiz.settings.version import VERSION
from quiz.storage import database
from quiz.vocabulary import Certainty
from quiz.web.headers import without_https
from quiz.web.security import clean_line

STATEMENT_PREPARED_ON = date(2026, 11, 28)
TESTED_ON = date(2026, 11, 28)
"""When the pages were last tested by keyboard, at 320 px and 400 %, and with axe."""
JSON_SCHEMA = "application/schema+json"
LONGEST_QUERY = 100
OWN_DOCUMENTS = lazy_gettext("Your organisation’s own documents")
GROUPS = (
    (lazy_gettext("Law, codes and standards"), ("in force", "status not confirmed")),
    (
        lazy_gettext("Inspectors’ reports, and older guidance"),
        ("annual report", "historical", "superseded"),
    ),
    (
        lazy_gettext("Courts, research and news"),
        ("judgment", "research", "commentary", "news report"),
    ),
    (lazy_gettext("Examples from councils"), ("local example",)),
)
"""The register's headings, each with the statuses of its sources."""


@without_https
def healthz() -> dict[str, str]:
    """Status 200 and the version while the process lives; it asks nothing of the database."""
    return {"status": READY, "version": VERSION}


@without_https
def readyz() -> tuple[dict[str, str], int]:
    """Status 200 only when an answer could be stored and no restore was interrupted, else 503;
    always the version."""
    half = (current_settings().instance / RESTORING).exists()
    status = HALF_RESTORED if half else readiness(database.database())
    return {"status": status, "version": VERSION}, 200 if status == READY else 503


def guidance() -> str:
    """The register, or what was found in it with ?q=."""
    served = bank()
    query = (clean_line(request.args.get("q", "")) or "")[:LONGEST_QUERY]
    own = [source for source in served.sources if source.local]
    groups = [(OWN_DOCUMENTS, own)] + [
        (heading, [s for s in served.sources if s.status in statuses and not s.local])
        for heading, statuses in GROUPS
    ]
    return render_template(
        "information/guidance.html",
        bank=served,
        query=query,
        found=search(served, query) if query else None,
        groups=[(heading, found) for heading, found in groups if found],
        flagged=[source for source in served.sources if source.flag(today())],
        in_two_minutes=list(zip(served.topics, served.briefings, strict=True)),
        has_attempt=browser_session.offers_way_back(),
    )


def source(source_id: str) -> str:
    """One source: what its places say, and which scenarios point to it; 404 for another id."""
    served = bank()
    try:
        found = served.source(source_id)
    except KeyError:
        abort(404)
    return render_template(
        "information/source.html",
        source=found,
        said=[pointer for pointer in served.pointers if pointer.source.id == source_id],
        titles={source.id: source.title for source in served.sources},
        scenarios=scenarios_by_source(served)[source_id],
        has_attempt=browser_session.offers_way_back(),
    )


def briefing(topic: str) -> ResponseReturnValue:
    """A topic's guidance in two minutes, under its letter in either case; 404 for another."""
    served = bank()
    letters = [known.id for known in served.topics]
    if topic not in letters and topic.upper() in letters:
        return redirect(url_for("information.briefing", topic=topic.upper()), 301)
    if topic not in letters:
        abort(404)
    number = letters.index(topic)
    return render_template(
        "information/briefing.html",
        topic=served.topics[number],
        briefing=served.briefings[number],
        terms=served.terms,
        has_attempt=browser_session.offers_way_back(),
    )


def glossary() -> str:
    """Words of the law, each with its meaning and pointers."""
    terms = sorted(bank().terms, key=lambda term: term.term.casefold())
    return render_template(
        "information/glossary.html",
        terms=terms,
        has_attempt=browser_session.offers_way_back(),
    )


def scenarios_schema() -> Response:
    """The JSON schema of the national file, for editors and programs."""
    return Response(SCHEMA.read_bytes(), mimetype=JSON_SCHEMA)


def local_schema() -> Response:
    """The JSON schema of the local file; it refers to the national one by name."""
    return Response(LOCAL_SCHEMA.read_bytes(), mimetype=JSON_SCHEMA)


def scenarios_by_source(bank: Bank) -> dict[str, list[Scenario]]:
    """For each source id, the scenarios with a pointer to it."""
    return {
        source.id: [
            scenario
            for scenario in [*bank.items.values(), *bank.contested]
            if source in (pointer.source for pointer in scenario.pointers)
            and not (isinstance(scenario, Item) and scenario.draft)
        ]
        for source in bank.sources
    }


def privacy() -> str:
    return render_template(
        "information/privacy.html", retention=retention, operator=current_settings().operator
    )


def accessibility() -> str:
    return render_template(
        "information/accessibility.html",
        operator=current_settings().operator,
        address=own_address(),
        prepared_on=STATEMENT_PREPARED_ON,
        tested_on=TESTED_ON,
    )


def security() -> str:
    """How to report a security problem; 404 while no contact is set."""
    return render_template("information/security.html", contact=_security_contact())


def security_file() -> Response:
    """`security.txt`; 404 while no contact is set."""
    public_url = current_settings().public_url
    canonical = public_url and public_url + security_txt.PATH
    policy = own_address() + url_for("information.security")
    text = security_txt.text(_security_contact(), policy, canonical, today())
    return Response(text, mimetype="text/plain")


def _security_contact() -> str:
    contact = current_settings().security_contact
    if contact is None:
        abort(404)
    return contact


def choose_language(language: str) -> ResponseReturnValue:
    """Keep a language in this browser, and return to the page; 404 for a language not offered.

    It is a link, because a press on it changes nothing but the words of pages.
    """
    if not language_choice.keep(language):
        abort(404)
    page = language_choice.page_of_link(request.args.get("next", ""))
    return redirect(page or url_for("selfcheck.start"), 303)


def on_paper() -> str:
    """The sets that can be printed without their answers."""
    return render_template("information/on_paper.html", count=len(_sets()))


def set_on_paper(number: int) -> str:
    """The scenarios of a set with boxes to tick, and no answers; 404 for another number."""
    sets = _sets()
    if not 1 <= number <= len(sets):
        abort(404)
    return render_template(
        "information/set_on_paper.html",
        number=number,
        items=sets[number - 1].items,
        levels=list(Certainty),
        address=own_address(),
    )


def _sets() -> list[BankForm]:
    return [form for form in bank().forms if not form.local]
