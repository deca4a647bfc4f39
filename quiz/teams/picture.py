"""The picture of a review: a page, its downloads, two reviews side by side, and all of a lead's.

Every view goes through the lead whose review it is, and from there through ``telling``: none has
another way to a figure.
"""

from collections.abc import Callable

from flask import Response, abort, render_template, request, url_for

from quiz import database
from quiz.analysis import figures_json
from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import total
from quiz.analysis.ranges import Range
from quiz.answers import blocks, totals
from quiz.answers.blocks import Opened
from quiz.bank.items import Bank
from quiz.charts.draw import draw
from quiz.content import bank
from quiz.people.models import Person
from quiz.teams import reviews, siblings
from quiz.teams.exports import data, report, table, workbook
from quiz.teams.models import Review
from quiz.teams.telling.beside import Others
from quiz.teams.telling.compare import WHY_NO_CHANGE, Side, compared, obstacle
from quiz.teams.telling.over_time import Whole, Year, together
from quiz.teams.telling.values import Told
from quiz.teams.telling.whole import Published, tell
from quiz.vocabulary import Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def picture(person: Person, review_id: str) -> str:
    review = _found(person, review_id)
    told = _told(review, bank())
    return render_template(
        "teams/picture.html",
        draw=draw,
        review=review,
        told=told,
        live_session=_live_session(person, review, told),
    )


def picture_pdf(person: Person, review_id: str) -> Response:
    return _file(person, review_id, report.pdf_of, "application/pdf", "pdf")


def picture_xlsx(person: Person, review_id: str) -> Response:
    return _file(person, review_id, workbook.xlsx_of, XLSX, "xlsx")


def picture_csv(person: Person, review_id: str) -> Response:
    return _file(person, review_id, table.csv_of, "text/csv", "csv")


def picture_json(person: Person, review_id: str) -> Response:
    return _file(person, review_id, data.json_of, "application/json", "json")


def drawing(person: Person, review_id: str, name: str) -> Response:
    """One drawing as PNG; there is no other name than those of the page."""
    told = _told(_found(person, review_id), bank())
    section = told.pictures.get(name) or abort(404)
    return _download(report.png_of(section), "image/png", f"{_filename(told)}-{section.name}.png")


def compare(person: Person) -> str:
    """Two reviews of one lead side by side, chosen from the newest."""
    chosen = [
        _found(person, review_id) if (review_id := request.args.get(name)) else None
        for name in ("first", "second")
    ]
    first, second = chosen
    sides = (_side(first), _side(second)) if first and second else None
    problem = obstacle(*sides) if sides else ""
    return render_template(
        "teams/picture_compare.html",
        draw=draw,
        choices=siblings.newest(database.session(), person.id),
        first=first,
        second=second,
        problem=problem,
        sections=compared(*sides, bank()) if sides and not problem else (),
        why_no_change=WHY_NO_CHANGE,
    )


def all_reviews(person: Person) -> str:
    """What all of a lead's reviews say together, by form and year."""
    served = bank()
    parts = [
        together(whole, served, number) for number, whole in enumerate(_wholes(person), start=1)
    ]
    return render_template("teams/picture_all.html", draw=draw, parts=parts)


def _found(person: Person, review_id: str) -> Review:
    """The lead's own review; anybody else's is not there."""
    return reviews.find(database.session(), person, review_id) or abort(404)


def _published(block: Opened) -> Published:
    survey = {name: Range(*found) for name, found in block.figures.get("survey", {}).items()}
    return Published(block.place, block.opened_on, figures_json.from_json(block.figures), survey)


def _told(review: Review, served: Bank) -> Told:
    """Reads the review's own blocks, of which there are a few, and at most one total."""
    opened = blocks.of(database.session(), review.id)
    enough = sum(block.people for block in opened) >= Depth.COMPARISON
    others = _others(review.form, totals.scenario_digest(opened[0].figures)) if enough else None
    groups = [group.name for group in review.groups]
    return tell(review, [_published(block) for block in opened], served, others, groups)


def _others(form: str, asked: str) -> Others | None:
    everybody = totals.everybody(database.session(), form, asked)
    return Others(everybody.figures, everybody.members) if everybody else None


def _side(review: Review) -> Side:
    opened = blocks.of(database.session(), review.id)
    figures = total([figures_json.from_json(block.figures) for block in opened])
    return Side(review.name, review.form, figures)


def _wholes(person: Person) -> list[Whole]:
    """A lead's totals, those on the same scenarios together."""
    found = totals.of_lead(database.session(), person.id)
    return [
        Whole(
            whole.form,
            whole.members,
            whole.figures,
            [
                Year(one.year, one.members, one.figures)
                for one in found
                if one.year != totals.ALL_YEARS and one.asked == whole.asked
            ],
            _others(whole.form, whole.asked),
        )
        for whole in found
        if whole.year == totals.ALL_YEARS
    ]


def _live_session(person: Person, review: Review, told: Told) -> str | None:
    """Where a trainer makes a live session of the topics to begin with; None for a lead alone."""
    if not person.has_role(Role.TRAINER) or not told.suggestions:
        return None
    return url_for("live.new", topics=told.letters, after=review.form)


def _file(
    person: Person, review_id: str, made_by: Callable[[Told], bytes], mimetype: str, kind: str
) -> Response:
    told = _told(_found(person, review_id), bank())
    if told.everybody is None:
        abort(404)
    return _download(made_by(told), mimetype, f"{_filename(told)}.{kind}")


def _filename(told: Told) -> str:
    """Never with the review's name in it: that is whatever somebody typed."""
    return f"team-picture-{told.opened_on}"


def _download(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
