"""``flask analyse FILE``: read a data set and print its statistics. Writes no file."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

import click

from quiz.analysis.disclosure import Rules
from quiz.bank.formats.archives import A_JSON_FILE, TEXT, kind_of
from quiz.researchers.csv_choices import (
    Anchors,
    CsvChoices,
    parse_anchors,
    parse_columns,
    parse_options,
    parse_stands_for,
)
from quiz.researchers.dataset import DataSet, DataSetError
from quiz.researchers.read_csv import read_csv
from quiz.researchers.read_json import read_json
from quiz.researchers.release_report import SimulatedReview, published, release_table
from quiz.researchers.report import report
from quiz.researchers.results import results
from quiz.researchers.text_table import shown
from quiz.spreadsheets.delimited import DelimitedError, text_of

KINDS = (TEXT, A_JSON_FILE)


def read(content: bytes, choices: CsvChoices | None = None) -> DataSet:
    """A data set from a file's bytes: JSON if it starts with a bracket, otherwise CSV.

    Raises DataSetError, with line and column, for the first error found, and when nobody answered.
    """
    kind = kind_of(content)
    if kind not in KINDS:
        raise DataSetError(f"line 1, column 1: this is {kind}; save the table as “CSV UTF-8”")
    try:
        text = text_of(content)
    except DelimitedError as error:
        where = f"line {error.line}, column {error.column}"
        raise DataSetError(f"{where}: {error.why}; save it again as “CSV UTF-8”") from None
    if not text.strip():
        raise DataSetError("line 1, column 1: the file is empty")
    is_json = text.lstrip()[0] in "{["
    if is_json and choices and choices != CsvChoices():
        raise DataSetError(
            "line 1, column 1: a JSON file names its options and levels itself; leave out "
            "--columns, --options, --key, --anchors and --sure-from"
        )
    data = read_json(text) if is_json else read_csv(text, choices)
    if not any(one.answers.before for one in data.respondents):
        raise DataSetError("line 1, column 1: nobody has answers from before")
    return data


def as_json(values: Iterable[dict[str, Any]]) -> str:
    """One value per line, so that two outputs can be compared with diff."""
    lines = (json.dumps(entry, ensure_ascii=False, allow_nan=False) for entry in values)
    return "[\n" + ",\n".join(lines) + "\n]"


def parse_rules(context: click.Context, option: click.Parameter, text: str | None) -> Rules | None:
    """The parameters of a review from “k,t,max”; None without the option. Raises BadParameter."""
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        raise click.BadParameter(f"“{text}” is not three whole numbers k,t,max, for example 5,2,2.")
    try:
        return Rules(*map(int, parts)).checked()
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("analyse", help="Statistics of a data set, JSON or CSV as in docs/analyse.md.")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "json_wanted", is_flag=True, help="Print every statistic by name, as JSON.")
@click.option(
    "--release",
    "rules",
    metavar="k,t,max",
    callback=parse_rules,
    help="Print what a team review would publish: blocks of k, margin t, at most max releases.",
)
@click.option(
    "--columns",
    metavar="OURS=THEIRS,…",
    callback=parse_columns,
    help="Of a CSV file with other columns: the name that it has for each of ours.",
)
@click.option("--options", callback=parse_options, help="Of a CSV file: such as AB, or left,right.")
@click.option(
    "--key",
    "stands_for",
    metavar="VALUE=OPTION,…",
    callback=parse_stands_for,
    help="Of a CSV file: the right option for each value of its column of right options.",
)
@click.option(
    "--anchors",
    metavar="LEVEL=CHANCE,…",
    callback=parse_anchors,
    help="The chance of being right at each level of a CSV, or “percent”.",
)
@click.option("--sure-from", type=int, help="The lowest level of a CSV that counts as sure.")
def analyse(
    file: BinaryIO,
    json_wanted: bool,
    rules: Rules | None,
    columns: dict[str, str],
    options: tuple[str, ...],
    stands_for: dict[str, str],
    anchors: Anchors,
    sure_from: int | None,
) -> None:
    choices = CsvChoices(
        columns, options, stands_for, anchors.hundredths, anchors.percent, sure_from
    )
    try:
        data = read(file.read(), choices)
        review = SimulatedReview(data, rules) if rules else None
    except DataSetError as error:
        raise click.ClickException(shown(str(error))) from None
    if data.missing:
        click.echo(f"Lines without an answer, left out: {data.missing}.", err=True)
    if review and json_wanted:
        click.echo(as_json([{"name": "privacy_release", "value": published(review)}]))
    elif review:
        click.echo("\n".join(release_table(review)))
    elif json_wanted:
        click.echo(as_json(results(data, data.groups())))
    else:
        click.echo("\n".join(report(data, data.groups())))
