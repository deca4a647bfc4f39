"""What is published of a review: its report, for the page, every file of it and the API."""

from quiz.analysis import figures_json
from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import Range
from quiz.answers import blocks, totals
from quiz.answers.blocks import Opened
from quiz.bank.items import Bank
from quiz.storage import database
from quiz.teams import reviews
from quiz.teams.group_names import group_words
from quiz.teams.models import Review
from quiz.teams.results.build_report import PublishedBlock, build_report
from quiz.teams.results.comparison import Benchmark
from quiz.teams.results.report import Report
from quiz.teams.results.turnout import Turnout


def published_block(block: Opened) -> PublishedBlock:
    survey = {name: Range(*found) for name, found in block.figures.get("survey", {}).items()}
    figures = figures_json.from_json(block.figures)
    return PublishedBlock(group_words(block.group_name), block.opened_on, figures, survey)


def report(review: Review, served: Bank) -> Report:
    """The results of a review. Reads its own blocks, which are few, and at most one total."""
    opened = blocks.of(database.session(), review.id)
    enough = sum(block.people for block in opened) >= Depth.PERCENTAGES
    asked = totals.scenario_digest(opened[0].figures) if enough else ""
    compared = benchmark(review.form, asked) if enough else None
    groups = [group_words(group.name) for group in review.groups]
    published = [published_block(block) for block in opened]
    counted = sum(block.people for block in opened)
    return build_report(review, published, served, compared, groups, turnout(review, counted))


def turnout(review: Review, counted: int) -> Turnout:
    """While the review is open, how many answered is not stated beside figures."""
    invited = reviews.invited(review)
    if review.closed_on is None:
        return Turnout(invited, None, counted, None)
    answered = reviews.answered(review)
    return Turnout(invited, answered, counted, answered - counted)


def benchmark(form: str, asked: str) -> Benchmark | None:
    everybody = totals.everybody(database.session(), form, asked)
    return Benchmark(everybody.figures, everybody.members) if everybody else None
