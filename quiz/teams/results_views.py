"""The results of a review: a page and its downloads, two reviews side by side, and all reviews.

Every figure comes from a ``Report`` of the lead's own reviews; no view reads figures another way.
"""

from collections.abc import Callable

from flask import Response, abort, render_template, request, url_for

from quiz.analysis import figures_json
from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import total
from quiz.answers import blocks, totals
from quiz.charts.draw import draw
from quiz.content import bank
from quiz.documents.download import XLSX, attachment
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.teams import published
from quiz.teams.access import find_own
from quiz.teams.comparable import comparable
from quiz.teams.exports import data, pdf, table, workbook
from quiz.teams.models import Review
from quiz.teams.results.asked_scenarios import asked_scenarios
from quiz.teams.results.over_time import FormTotal, YearTotal, form_part
from quiz.teams.results.report import Report
from quiz.teams.results.two_reviews import (
    WHY_NO_CHANGE,
    ComparedReview,
    compared,
    obstacle,
    who,
)
from quiz.vocabulary import Role


def results(person: Person, review_id: str) -> str:
    review = find_own(person, review_id)
    report = published.report(review, bank())
    return render_template(
        "teams/results.html",
        draw=draw,
        review=review,
        report=report,
        live_session=_live_session(review, report),
        is_trainer=person.has_role(Role.TRAINER),
        may_compare=report.everybody and report.everybody.people >= Depth.PERCENTAGES,
        scenarios=asked_scenarios(review.fixed_items or {}, bank()) if report.everybody else (),
    )


def results_pdf(person: Person, review_id: str) -> Response:
    return _file(person, review_id, _pdf_of, "application/pdf", "pdf")


def results_xlsx(person: Person, review_id: str) -> Response:
    return _file(person, review_id, workbook.xlsx_of, XLSX, "xlsx")


def results_csv(person: Person, review_id: str) -> Response:
    return _file(person, review_id, table.csv_of, "text/csv", "csv")


def results_json(person: Person, review_id: str) -> Response:
    return _file(person, review_id, data.json_of, "application/json", "json")


def chart_png(person: Person, review_id: str, name: str) -> Response:
    """One chart as PNG; 404 unless ``name`` is that of a chart on the page."""
    report = published.report(find_own(person, review_id), bank())
    section = report.charts.get(name) or abort(404)
    made = pdf.png_of(section, report)
    return attachment(made, f"{_filename(report)}-{section.name}.png", "image/png")


def compare(person: Person) -> str:
    """Two of the lead's reviews side by side, chosen from those with enough people."""
    chosen = [
        find_own(person, review_id) if (review_id := request.args.get(name)) else None
        for name in ("first", "second")
    ]
    first, second = chosen
    both = (_compared(first), _compared(second)) if first and second else None
    problem = obstacle(*both) if both else ""
    return render_template(
        "teams/results_compare.html",
        draw=draw,
        choices=comparable(database.session(), person),
        first=first,
        second=second,
        problem=problem,
        sections=compared(*both, bank()) if both and not problem else (),
        who=who(*both) if both else (),
        why_no_change=WHY_NO_CHANGE,
    )


def all_reviews(person: Person) -> str:
    """All of the lead's reviews together, by form and year."""
    served = bank()
    parts = [
        form_part(whole, served, number)
        for number, whole in enumerate(_form_totals(person), start=1)
    ]
    return render_template("teams/results_all.html", draw=draw, parts=parts)


def _compared(review: Review) -> ComparedReview:
    opened = blocks.of(database.session(), review.id)
    figures = total([figures_json.from_json(block.figures) for block in opened])
    turnout = published.turnout(review, figures.people if figures else 0)
    return ComparedReview(review.name, review.form, figures, turnout)


def _form_totals(person: Person) -> list[FormTotal]:
    """A lead's totals, one for each set of scenarios."""
    found = totals.of_lead(database.session(), person.id)
    return [
        FormTotal(
            whole.form,
            whole.members,
            whole.figures,
            [
                YearTotal(one.year, one.members, one.figures)
                for one in found
                if one.year != totals.ALL_YEARS and one.asked == whole.asked
            ],
            published.benchmark(whole.form, whole.asked),
        )
        for whole in found
        if whole.year == totals.ALL_YEARS
    ]


def _live_session(review: Review, report: Report) -> str | None:
    """The full address of the page that makes a live session on the suggested topics. A lead can
    send it to a trainer: it has no figures, and opens nothing of the review."""
    if not report.suggestions:
        return None
    page = url_for("live.new", topics=report.topic_letters, after=review.form)
    return own_address() + page


def _file(
    person: Person, review_id: str, made_by: Callable[[Report], bytes], mimetype: str, kind: str
) -> Response:
    report = published.report(find_own(person, review_id), bank())
    if report.everybody is None:
        abort(404)
    return attachment(made_by(report), f"{_filename(report)}.{kind}", mimetype)


def _pdf_of(report: Report) -> bytes:
    """The PDF, with the full address of each suggested topic's two-minute page, for paper."""
    letters = [one.letter for one in report.suggestions]
    addresses = {one: own_address() + url_for("information.briefing", topic=one) for one in letters}
    return pdf.pdf_of(report, addresses)


def _filename(report: Report) -> str:
    """Without the review's name, because a lead can type anything there."""
    return f"team-results-{report.opened_on}"
