"""``flask scenarios …``: commands for content owners."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import click
from flask import current_app

from quiz import content
from quiz.answers import blocks
from quiz.authors import item_report, listing, mark, paper, preview
from quiz.bank import briefing_checks, checks, edits, own_content, sittings
from quiz.bank.content_file import ContentError, Data
from quiz.bank.items import Bank
from quiz.bank.sources import LOCAL
from quiz.clock import today
from quiz.storage import database
from quiz.storage.database_commands import DatabaseGroup

scenarios = DatabaseGroup("scenarios", help="List, check and edit the scenarios.")
DAY = click.DateTime(["%Y-%m-%d"])
why = click.option("--why", required=True, help="Shown to people who answered it.")
guidance_changed = click.option(
    "--guidance-changed", is_flag=True, help="Say that the guidance itself has changed."
)
instead = click.option("--instead", help="The scenario that replaces it in its form.")


@scenarios.command("list", help="Every scenario, by form.")
def list_all() -> None:
    for line in listing.scenario_list(content.bank()):
        click.echo(line)


@scenarios.command("show", help="One scenario in full, with what needs fixing.")
@click.argument("item")
def show(item: str) -> None:
    for line in listing.scenario_detail(content.bank(), _known(content.bank(), item)):
        click.echo(line)


def _known(bank: Bank, item: str) -> str:
    known = {*bank.items, *(one.id for one in bank.contested), *(one for one, _ in bank.kept)}
    if item not in known:
        raise click.ClickException(f"no scenario is called “{item}”; see flask scenarios list.")
    return item


@scenarios.command("check", help="List everything that needs fixing; exit with 1 if anything does.")
def check() -> None:
    bank = content.bank()
    read_blind = sittings.read_sittings(_sittings_file())
    findings = [
        *checks.check(bank),
        *briefing_checks.check_briefings(bank),
        *sittings.check_sittings(bank, read_blind),
    ]
    for finding in findings:
        click.echo(finding)
    for source in bank.sources:
        if flag := source.flag(today()):
            click.echo(f"due for review: {source.id}, {flag}.")
    for line in (*listing.reading_ease(bank), *listing.guessing_table(bank)):
        click.echo(line)
    for line in mark.reading_summary(bank, read_blind):
        click.echo(line)
    click.echo(f"{len(findings)} to fix.")
    if findings:
        raise SystemExit(1)


@scenarios.command(
    "new", help="Write the skeleton of a scenario as a draft, which nobody is asked."
)
@click.argument("title")
@click.option("--topic", required=True, type=click.Choice(list("ABCDEFGH")), help="A to H.")
@click.option("--local", is_flag=True, help="Only for this organisation, in local.json.")
@click.option(
    "--pointer", "pointers", multiple=True, required=True, help="The id of a fact; up to three."
)
def new(title: str, topic: str, local: bool, pointers: tuple[str, ...]) -> None:
    bank = content.bank()
    taken = {one for one, _ in bank.kept} | {one.id for one in bank.contested}

    def change(data: Data) -> str:
        row = edits.skeleton(title, topic, taken, local=local)
        data.setdefault("items", []).append({**row, "pointers": list(pointers)})
        return f"{row['id']} is a draft in {_file(local).name}; take “draft” out when it is ready."

    _edit(change, local=local)


@scenarios.command("review", help="Record the review of a source.")
@click.argument("source")
@click.option("--checked", type=DAY, required=True, help="The day of the review, as 2026-11-22.")
@click.option("--by", "by", required=True, help="Who reviewed it; a role is enough.")
@click.option("--again-by", type=DAY, help="The day of the next review; by default a year later.")
@click.option(
    "--fact", "facts", multiple=True, help="The id of a fact whose text was read in the source."
)
def review(
    source: str, checked: datetime, by: str, again_by: datetime | None, facts: tuple[str, ...]
) -> None:
    def change(data: Data) -> str:
        again = again_by.date() if again_by else None
        edits.review(data, source, _past(checked), by, again, facts)
        unread = [
            fact["id"]
            for fact in data.get("facts", ())
            if fact["source"] == source and fact["checked"] != "read"
        ]
        still = f" Facts not read yet: {', '.join(unread)}." if unread else ""
        return f"{source} was reviewed on {checked:%Y-%m-%d} by {by}.{still}"

    _edit(change, local=source.startswith(LOCAL))


def _past(moment: datetime) -> Any:
    if moment.date() > today():
        raise edits.EditError(f"{moment:%Y-%m-%d} is in the future.")
    return moment.date()


@scenarios.command("changed", help="Mark a source as changed; every pointer to it shows a warning.")
@click.argument("source")
@click.option("--what", required=True, help="What has changed, in a few words.")
def changed(source: str, what: str) -> None:
    def change(data: Data) -> str:
        edits.mark_changed(data, source, today(), what)
        return f"{source} is marked as changed, until its next review."

    _edit(change, local=source.startswith(LOCAL))


@scenarios.command("revise", help="Keep a scenario's text and start its next revision.")
@click.argument("item")
@why
@guidance_changed
def revise(item: str, why: str, guidance_changed: bool) -> None:
    def change(data: Data) -> str:
        revision = edits.revise(data, item, today(), why, guidance_changed)
        return f"{item} is now revision {revision}; change its text, then use “checksum”."

    _edit(change, local=item.startswith(LOCAL))


@scenarios.command(
    "checksum",
    help="Record the checksum of every finished scenario: then only a new revision changes it.",
)
@click.option("--local", is_flag=True, help="Only this organisation's scenarios, in local.json.")
def checksum(local: bool) -> None:
    def change(data: Data) -> str:
        ids = edits.record_checksums(data)
        return f"{len(ids)} recorded{': ' if ids else ''}{', '.join(ids)}."

    _edit(change, local=local)


@scenarios.command("withdraw", help="Take a wrong scenario out of use; answers no longer count.")
@click.argument("item")
@why
@guidance_changed
@instead
def withdraw(item: str, why: str, guidance_changed: bool, instead: str | None) -> None:
    _take_out(edits.withdraw, "withdrawn", item, why, guidance_changed, instead)


@scenarios.command("retire", help="Take a sound scenario out of use; its answers still count.")
@click.argument("item")
@why
@guidance_changed
@instead
def retire(item: str, why: str, guidance_changed: bool, instead: str | None) -> None:
    _take_out(edits.retire, "retired", item, why, guidance_changed, instead)


def _take_out(
    how: Callable[[Data, str, date, str, bool, str | None], None],
    done: str,
    item: str,
    why: str,
    guidance_changed: bool,
    instead: str | None,
) -> None:
    def change(data: Data) -> str:
        how(data, item, today(), why, guidance_changed, instead)
        if item.startswith(LOCAL):
            own_content.drop_empty_parts(data)
        return f"{item} is {done}."

    _edit(change, local=item.startswith(LOCAL))


@scenarios.command("paper", help="Write a form without its key, for a blind reader.")
@click.option("--form", "letter", required=True, help="The form's letter.")
@click.option("--seed", required=True, type=click.IntRange(0), help="Decides the order.")
@click.option("--options-only", is_flag=True, help="Leave out vignettes and questions.")
@click.option("--output", type=click.File("w", "utf-8", atomic=True), default="-")
def write_paper(letter: str, seed: int, options_only: bool, output: TextIO) -> None:
    try:
        form = content.bank().form(letter)
        lines = paper.markdown(paper.paper_of(form, seed, options_only=options_only))
    except KeyError:
        raise click.ClickException(f"there is no form {letter}.") from None
    except paper.NotReady as error:
        raise click.ClickException(str(error)) from None
    output.write("\n".join(lines) + "\n")


@scenarios.command("sitting", help="Mark what a blind reader answered on a paper, and keep it.")
@click.argument("file", type=click.Path(path_type=Path))
def mark_sitting(file: Path) -> None:
    bank = content.bank()
    try:
        sitting = mark.sitting_of(file, bank, today())
        sittings.keep(_sittings_file(), sitting)
    except (edits.EditError, ContentError) as error:
        raise click.ClickException(str(error)) from None
    for line in mark.sitting_report(bank, sitting):
        click.echo(line)


def _sittings_file() -> Path:
    return _file(local=False).with_name(sittings.SITTINGS)


@scenarios.command(
    "figures", help="Item statistics from team reviews, in batches of three or more leads."
)
def show_figures() -> None:
    with database.database().begin(writes=False) as session:
        opened = blocks.all_of(session)
    for line in item_report.item_report(content.bank(), opened, today()):
        click.echo(line)


@scenarios.command("preview", help="Serve all scenarios on one page, for reviewers and printing.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
def serve_preview(host: str, port: int) -> None:
    preview.serve(current_app._get_current_object(), host, port)  # type: ignore[attr-defined]


def _file(local: bool) -> Path:
    store = content.store(current_app)
    return store.local if local else store.national


def _edit(change: Callable[[Data], str], *, local: bool) -> None:
    """Change a content file. Raises ClickException, and leaves it unchanged, when that fails."""
    try:
        message = edits.apply(content.store(current_app), change, local=local)
    except (edits.EditError, ContentError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(message)
