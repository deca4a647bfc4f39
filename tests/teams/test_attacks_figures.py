"""Attacks on published figures (measurement.md 5.2), through the pages and files of a lead."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import combinations
from uuid import uuid4

import pytest
from flask import Flask
from openpyxl import load_workbook

from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.analysis.figures import total
from quiz.analysis.ranges import exactly
from quiz.analysis.simulation import Outcome, SubmittedAnswers
from quiz.bank.items import Bank
from quiz.storage.database import Database
from quiz.teams.models import PendingSubmission
from quiz.teams.results.build_report import build_report
from quiz.vocabulary import Answer, Certainty
from tests.teams.actions import signed_in
from tests.teams.blocks import Review, block_of, blocks, strands
from tests.teams.stored_reviews import review
from tests.visitor import Visitor

FILES = ("", ".csv", ".json", ".xlsx", ".pdf")
SURE, GUESS = Certainty.VERY_SURE, Certainty.GUESSING


@pytest.fixture
def visitor(app: Flask, me: str) -> Visitor:
    return signed_in(app, me)


def people(bank: Bank, rights: list[bool], level: Certainty = GUESS) -> list[SubmittedAnswers]:
    """People who differ only in whether they are right."""
    of = strands(bank)
    return [
        SubmittedAnswers(
            {item: Outcome(level, right) for items in of.values() for item in items},
            dict.fromkeys(of, Answer.NO),
        )
        for right in rights
    ]


def seen(visitor: Visitor, there: str) -> list[bytes]:
    """The page and every file, as bytes. None of them contains a form token."""
    return [visitor.client.get(f"/teams/{there}/results{kind}").data for kind in FILES]


def test_a1_a_sixth_submission_changes_no_page_or_file(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    """Five are opened and a sixth waits in the box. No page and no file shows it."""
    there = review(database, me, blocks(bank, [5]))
    before = seen(visitor, there)
    with database.begin(writes=True) as session:
        row = {"id": uuid4().hex, "review_id": there, "group_name": WHOLE_TEAM, "payload": "{}"}
        session.add(PendingSubmission(**row))
        session.commit()
    assert seen(visitor, there) == before


@pytest.mark.parametrize("tail", ["?group=not-managers", "?role=x&from=2026-11-01&to=2026-11-02"])
def test_a2_and_a5_nothing_can_be_filtered(
    visitor: Visitor, database: Database, bank: Bank, me: str, tail: str
) -> None:
    there = review(database, me, blocks(bank, [12, 14], groups=["A", "B"]))
    for kind in FILES:
        path = f"/teams/{there}/results{kind}"
        assert visitor.client.get(path + tail).data == visitor.client.get(path).data


def test_a3_a4_a7_sums_and_differences_are_whole_blocks(bank: Bank) -> None:
    """Every published total is a sum of blocks, so no difference of two has fewer than k people."""
    made = blocks(bank, [12, 14, 5], groups=["A", "B", ""])
    report = build_report(Review(), made, bank)
    unions = {
        sum(made[n].figures.people for n in some): set(some)
        for count in range(1, 4)
        for some in combinations(range(3), count)
    }
    part_blocks = [unions[part.people] for part in report.parts]
    assert part_blocks == [{0, 1, 2}, {0}, {1}]
    for one, other in combinations(part_blocks, 2):
        for left in (one - other, other - one, one & other):
            assert sum(made[n].figures.people for n in left) not in range(1, 5)
    for part, union in zip(report.parts, part_blocks, strict=True):
        whole = total([made[n].figures for n in sorted(union)])
        assert whole
        rows = part.sections[0].rows
        shown = {row.cells[1].count for row in rows if row.cells[1].count}
        assert shown <= {strand.understands for strand in whole.strands.values()}


def test_a7_submissions_without_a_block_are_in_no_total(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    """Four of a small group were never opened, so the lead's total does not include them."""
    review(database, me, blocks(bank, [12, 14], groups=["A", "B"]))
    assert "26 people" in visitor.get("/teams/all").words


@pytest.mark.parametrize("right", [0, 1, 2])
def test_a8_a9_a10_all_wrong_looks_like_two_right(
    visitor: Visitor, database: Database, bank: Bank, me: str, right: int
) -> None:
    """0, 1 and 2 of five right are published alike: no page, file or chart shows a difference."""
    of = strands(bank)
    made = [
        block_of(people(bank, [True] * count + [False] * (5 - count)), of) for count in (0, right)
    ]
    first, second = (review(database, me, [block]) for block in made)
    for one, other in zip(seen(visitor, first), seen(visitor, second), strict=True):
        assert one.replace(first.encode(), b"") == other.replace(second.encode(), b"")
    for name in ("topics", "said-and-shown"):
        one, other = (
            visitor.client.get(f"/teams/{there}/results/{name}.png").data
            for there in (first, second)
        )
        assert one == other


@pytest.mark.parametrize("sure", range(5))
def test_a11_fewer_than_five_sure_answers_look_alike(bank: Bank, sure: int) -> None:
    """With fewer than five sure answers, the number of wrong ones is not shown."""
    of = strands(bank)
    words = set()
    for wrong in range(sure + 1):
        some = people(bank, [n >= wrong for n in range(sure)], SURE)
        some += people(bank, [True] * 3 + [False] * (5 - sure))
        report = build_report(Review(), [block_of(some, of)], bank)
        assert report.everybody
        scenarios = next(s for s in report.everybody.sections if s.name == "scenarios")
        words |= {row.cells[2].words for row in scenarios.rows}
    people_were = "1 person was" if sure == 1 else f"{sure} people were"
    assert words == {f"not shown: only {people_were} sure" if sure else "nobody was sure"}


def test_a15_no_file_has_more_than_the_page(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    """Every number in a file is on the page: no extra column, hidden sheet or raw row."""
    there = review(database, me, blocks(bank, [16, 14], seed=6))
    page = " ".join(visitor.get(f"/teams/{there}/results").words.split())
    table, data, book = (
        visitor.client.get(f"/teams/{there}/results{kind}").data
        for kind in (".csv", ".json", ".xlsx")
    )
    for row in csv.DictReader(StringIO(table.decode("utf-8-sig"), newline="")):
        if row["figure"] != "Read":
            assert " ".join(row["words"].split()) in page
        if row["of"]:
            low, high, of = row["low"], row["high"], row["of"]
            both = low if low == high else f"{low} to {high}"
            assert f"{both} of {of}" in page
    assert set(json.loads(data)) == {
        *("review", "form", "opened_on", "summary", "where_to_start", "parts", "say"),
        *("do_not_say", "headline", "invited", "answered", "counted", "deleted"),
        *("response_rate", "who_is_missing", "about_groups"),
    }
    for word in ("levels", "sums", "H_", "score", "option"):
        assert word not in json.dumps(json.loads(data)["parts"]).replace("scenario", "")
    opened = load_workbook(BytesIO(book))
    assert {sheet.sheet_state for sheet in opened} == {"visible"}
    for sheet in opened:
        hidden = [d for d in sheet.column_dimensions.values() if d.hidden]
        assert hidden == []


def test_survey_answers_of_few_people_are_not_shown(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    block = replace(blocks(bank, [7])[0], survey={"looked": exactly(4, 7)})
    there = review(database, me, [block])
    for content in seen(visitor, there)[:3]:
        assert b"Have you ever used social media to look" not in content
