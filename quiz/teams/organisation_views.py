"""All reviews here together: a page for every lead, and its files.

Every figure is of three leads and 50 people or more; see ``quiz.answers.totals``.
"""

from collections.abc import Callable

from flask import Response, abort, render_template

from quiz.answers import totals
from quiz.charts.draw import draw
from quiz.clock import today
from quiz.content import bank
from quiz.documents.download import XLSX, attachment
from quiz.people.models import Person
from quiz.storage import database
from quiz.teams.exports import data, table, workbook
from quiz.teams.results.comparison import Benchmark
from quiz.teams.results.organisation import OrganisationTotal, organisation_report
from quiz.teams.results.report import Report


def organisation(_lead: Person) -> str:
    return render_template("teams/organisation.html", draw=draw, report=_report())


def organisation_xlsx(_lead: Person) -> Response:
    return _file(workbook.xlsx_of, XLSX, "xlsx")


def organisation_csv(_lead: Person) -> Response:
    return _file(table.csv_of, "text/csv", "csv")


def organisation_json(_lead: Person) -> Response:
    return _file(data.json_of, "application/json", "json")


def _report() -> Report:
    found = totals.of_everybody(database.session())
    shown = [
        OrganisationTotal(one.form, one.members, one.figures)
        for one in found
        if Benchmark(one.figures, one.members).enough
    ]
    return organisation_report(shown, bank(), today())


def _file(made_by: Callable[[Report], bytes], mimetype: str, kind: str) -> Response:
    """The file, dated today; 404 while there are no figures."""
    report = _report()
    if report.everybody is None:
        abort(404)
    return attachment(made_by(report), f"all-reviews-{report.opened_on}.{kind}", mimetype)
