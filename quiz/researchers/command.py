"""``flask analyse FILE``: read a data set, print what can be said of it. Writes nothing."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

import click

from quiz.analysis.disclosure import Rules
from quiz.researchers.dataset import DataSet, DataSetError
from quiz.researchers.read_csv import read_csv
from quiz.researchers.read_json import read_json
from quiz.researchers.release_report import SimulatedReview, published, release_table
from quiz.researchers.report import report
from quiz.researchers.results import results


def read(content: bytes) -> DataSet:
    """A data set from a file's bytes, JSON or CSV, by what it begins with.

    Raises DataSetError, with line and column, for the first error found, and when nobody answered.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise DataSetError(f"line {line}, column {column}: not UTF-8 text") from None
    if not text.strip():
        raise DataSetError("line 1, column 1: the file is empty")
    data = read_json(text) if text.lstrip()[0] in "{[" else read_csv(text)
    if not any(one.answers.before for one in data.respondents):
        raise DataSetError("line 1, column 1: nobody in it answered anything before")
    return data


def as_json(found: Iterable[dict[str, Any]]) -> str:
    """One entry a line, so that two data sets can be compared line by line."""
    lines = (json.dumps(entry, ensure_ascii=False, allow_nan=False) for entry in found)
    return "[\n" + ",\n".join(lines) + "\n]"


def rules(context: click.Context, option: click.Parameter, text: str | None) -> Rules | None:
    """The parameters of a review from “k,t,max”; None where the option was not given."""
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        raise click.BadParameter(f"“{text}” is not k,t,max: three whole numbers, as in 5,2,2.")
    try:
        return Rules(*map(int, parts)).checked()
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("analyse", help="What a data set tells; JSON or CSV as in docs/analyse.md.")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "json_wanted", is_flag=True, help="Every figure by name, as JSON.")
@click.option(
    "--release",
    "reviewed",
    metavar="k,t,max",
    callback=rules,
    help="What a team review would publish: blocks of k, margin t, so many releases at most.",
)
def analyse(file: BinaryIO, json_wanted: bool, reviewed: Rules | None) -> None:
    try:
        data = read(file.read())
        review = SimulatedReview(data, reviewed) if reviewed else None
    except DataSetError as error:
        raise click.ClickException(str(error)) from None
    if review and json_wanted:
        click.echo(as_json([{"name": "privacy_release", "value": published(review)}]))
    elif review:
        click.echo("\n".join(release_table(review)))
    elif json_wanted:
        click.echo(as_json(results(data, data.groups())))
    else:
        click.echo("\n".join(report(data, data.groups())))
