"""The results pages: their words, charts and files, and how many queries they need."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event

from quiz.bank.items import Bank
from quiz.storage.database import Database
from quiz.teams.box.submission import items_of
from quiz.teams.models import Review as StoredReview
from quiz.teams.results.build_report import build_report
from quiz.teams.results.report import statements
from quiz.teams.results.turnout import Turnout
from quiz.vocabulary import Role
from tests.people.steps import account
from tests.teams.actions import signed_in
from tests.teams.blocks import Review, blocks
from tests.teams.stored_reviews import lead, on, review
from tests.visitor import Visitor, normalize_space

KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}


@pytest.fixture
def visitor(app: Flask, me: str) -> Visitor:
    return signed_in(app, me)


@pytest.mark.parametrize("sizes", [[6], [14], [16, 14], [34, 26]], ids=str)
def test_the_page_has_every_statement_of_the_report(
    visitor: Visitor, database: Database, bank: Bank, me: str, sizes: list[int]
) -> None:
    made = blocks(bank, sizes, seed=3)
    there = review(database, me, made)
    visitor.get(f"/teams/{there}/results")
    words = visitor.words
    turnout = Turnout(100, None, sum(sizes), None)
    for one in statements(build_report(Review(), made, bank, turnout=turnout)):
        if one.figure == "Read":
            continue
        assert normalize_space(one.cell.words) in words
        assert normalize_space(one.cell.likely) in words


def test_every_chart_has_a_table_and_an_image(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    there = review(database, me, blocks(bank, [30], seed=3))
    page = visitor.get(f"/teams/{there}/results").page
    figures = page.select("figure.chart")
    assert figures[0]["id"] == "overview"
    assert len(figures) == 4
    for figure in figures:
        for drawing in figure.select("svg[role=img]"):
            assert drawing.select_one("title")
            assert drawing.select_one("desc")
        answer = visitor.client.get(f"/teams/{there}/results/{figure['id']}.png")
        assert answer.mimetype == "image/png"
    for figure in figures[1:]:
        table = figure.select_one("table")
        assert table is not None
        assert table.select("thead th[scope=col]")
        assert table.select("tbody th[scope=row]")


@pytest.mark.parametrize("kind", KINDS)
def test_file_names_do_not_contain_the_reviews_name(
    visitor: Visitor, database: Database, bank: Bank, me: str, kind: str
) -> None:
    there = review(database, me, blocks(bank, [14]), name='x"; filename="evil.exe')
    answer = visitor.client.get(f"/teams/{there}/results.{kind}")
    assert answer.status_code == 200
    assert answer.mimetype == KINDS[kind]
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="team-results-2026-11-02.{kind}"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.client.get(f"/teams/{there}/results.{kind}").data == answer.data


def test_a_review_name_is_escaped(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    there = review(database, me, blocks(bank, [14]), name="<b>x</b>{{ 7 * 7 }}")
    page = visitor.get(f"/teams/{there}/results").page
    assert page.h1 is not None
    assert page.h1.get_text().startswith("<b>x</b>{{ 7 * 7 }}")


def test_an_unopened_review_has_a_page_and_no_files(
    visitor: Visitor, database: Database, me: str
) -> None:
    there = review(database, me)
    assert "Nothing is opened yet. Copies" in visitor.get(f"/teams/{there}/results").words
    for file in (*(f"results.{kind}" for kind in KINDS), "results/topics.png"):
        assert visitor.client.get(f"/teams/{there}/{file}").status_code == 404


def test_another_leads_results_are_not_found(app: Flask, database: Database, bank: Bank) -> None:
    theirs = review(database, lead(database, "Sam"), blocks(bank, [30]))
    mine = review(database, (me := lead(database, "Lou")), blocks(bank, [30]))
    visitor = signed_in(app, me)
    for file in (
        "results",
        *(f"results.{kind}" for kind in KINDS),
        "results/topics.png",
    ):
        assert visitor.client.get(f"/teams/{theirs}/{file}").status_code == 404
        assert visitor.client.get(f"/teams/{mine}/{file}").status_code == 200
    for pair in ((mine, theirs), (theirs, mine)):
        answer = visitor.client.get("/teams/compare?first={}&second={}".format(*pair))
        assert answer.status_code == 404


def test_an_unknown_chart_is_not_found(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    there = review(database, me, blocks(bank, [14]))
    for name in ("certainty", "scenarios", "group-1-topics", "..", "x"):
        assert visitor.client.get(f"/teams/{there}/results/{name}.png").status_code == 404


@pytest.mark.parametrize("roles", [(Role.LEAD,), (Role.LEAD, Role.TRAINER)])
def test_a_trainer_can_set_up_a_live_session_on_the_suggested_topics(
    app: Flask, database: Database, bank: Bank, roles: tuple[Role, ...]
) -> None:
    me = account(app, *roles)
    there = review(database, me, blocks(bank, [14]))
    topics = build_report(Review(), blocks(bank, [14]), bank).topic_letters.split(",")
    visitor = signed_in(app, me).get(f"/teams/{there}/results")
    button = visitor.page.find("a", string="Make a live session of these")
    if Role.TRAINER not in roles:
        assert button is None
        link = f"http://localhost/host/new?topics={','.join(topics)}&after=A"
        assert visitor.page.find("a", string=link)
        colleague = signed_in(app, account(app, Role.TRAINER)).get(link)
        assert colleague.status == 200
        assert colleague.send().path.startswith("/host/"), "one press makes the session"
        return
    visitor.get(str(button["href"]))  # type: ignore[index]
    assert visitor.path == "/host/new"
    chosen = sorted(
        (int(position), name.removeprefix("position_"))
        for name, position in visitor.filled_in().items()
        if name.startswith("position_") and position
    )
    items = [bank.items[id_] for _, id_ in chosen]
    assert {item.topic.id for item in items} == set(topics)
    asked = {item.id for item in bank.form("A").items}
    assert not asked & {item.id for item in items[: len(topics)]}


def test_two_reviews_side_by_side(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    first = review(database, me, blocks(bank, [14], 1), name="Before")
    second = review(database, me, blocks(bank, [22], 2, form="B"), name="After", form="B")
    few = review(database, me, blocks(bank, [7], 2, form="C"), name="Few", form="C")
    assert visitor.get("/teams/compare").status == 200
    visitor.get(f"/teams/compare?first={first}&second={second}")
    assert "First: “Before”, set 1. 14 of 100 people are counted so far." in visitor.words
    assert "not a change" in visitor.words
    assert len(visitor.page.select("figure.chart")) == 2
    chosen = [str(one["value"]) for one in visitor.page.select("option[selected]")]
    assert chosen == [first, second]
    # Those with enough people, and the day of their figures; not the planned last day.
    offered = [option.get_text(strip=True) for option in visitor.page.select("#first option")]
    days = "figures of 2 November 2026"
    assert offered == [f"After, set 2, {days}", f"Before, set 1, {days}"]
    words = visitor.get(f"/teams/{few}/results").words
    assert "Compare it with an earlier review" not in words
    assert "Compare it with an earlier review" in visitor.get(f"/teams/{first}/results").words
    visitor.get(f"/teams/compare?first={first}&second={few}")
    assert "could be guessed" in visitor.words
    assert not visitor.page.select("figure.chart")
    visitor.get(f"/teams/compare?first={first}&second={first}")
    assert "what people remember" in visitor.words
    assert visitor.client.get("/teams/compare?first=x&second=y").status_code == 404


def test_all_reviews_together_and_year_by_year(
    app: Flask, visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    assert "Nothing is opened yet" in visitor.get("/teams/all").words
    made = blocks(bank, [30, 14], 1)
    review(database, me, [on(made[0], date(2026, 3, 1))])
    review(database, me, [on(made[1], date(2027, 3, 1))])
    visitor.get("/teams/all")
    assert "Set 1: 2 reviews, 44 people" in visitor.words
    rows = [row.get_text(" ", strip=True)[:7] for row in visitor.page.select("tbody tr")]
    assert "2026 30" in rows
    assert "2027 14" in rows
    for other in ("Sam", "Lou"):
        review(database, lead(database, other), blocks(bank, [10], 4))
    visitor.get("/teams/all")
    assert "the answers of 64 people from 3 teams to this set" in visitor.words


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    ran: list[str] = []

    def watch(_c: object, _k: object, statement: str, *_: object) -> None:
        ran.append(statement)

    event.listen(database.reader, "before_cursor_execute", watch)
    yield ran
    event.remove(database.reader, "before_cursor_execute", watch)


@pytest.mark.parametrize("page", ["/teams/{}/results", "/teams/all", "/teams/compare"])
def test_the_number_of_queries_does_not_grow_with_the_history(
    visitor: Visitor, database: Database, bank: Bank, me: str, page: str
) -> None:
    there = review(database, me, blocks(bank, [34, 26]))
    with queries(database) as before:
        visitor.get(page.format(there))
    for seed in range(8):
        review(database, me, blocks(bank, [6], seed))
    with queries(database) as after:
        visitor.get(page.format(there))
    assert len(after) == len(before) <= 9


def test_a_block_of_another_form_uses_that_forms_words(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    there = review(database, me, blocks(bank, [14], form="C"), form="C")
    answer = visitor.client.get(f"/teams/{there}/results.json")
    sections = json.loads(answer.data)["parts"][0]["sections"]
    scenarios = next(one for one in sections if one["name"] == "scenarios")
    assert {row["about"].rpartition(" (")[0] for row in scenarios["rows"]} == {
        item.title for item in bank.form("C").items
    }


def test_visitors_without_an_account_see_no_results(
    app: Flask, database: Database, bank: Bank
) -> None:
    there = review(database, lead(database), blocks(bank, [30]))
    for path in (f"/teams/{there}/results", "/teams/all", "/teams/compare"):
        answer = app.test_client().get(path)
        text = BeautifulSoup(answer.data, "html5lib").get_text()
        assert answer.status_code != 200
        assert "what the answers show" not in text


def test_each_scenario_has_its_text_options_best_answer_and_two_minute_page(
    visitor: Visitor, database: Database, bank: Bank, me: str
) -> None:
    there = review(database, me, blocks(bank, [14]))
    with database.begin(writes=True) as session:
        session.get_one(StoredReview, there).items = json.dumps(items_of(bank.form("A")))
        session.commit()
    visitor.get(f"/teams/{there}/results")
    for item in bank.form("A").items:
        part = visitor.page.find(id=f"scenario-{item.id}")
        words = normalize_space(part.get_text(" "))
        assert normalize_space(item.vignette) in words
        assert f"Best answer: {item.key.text}" in words
        assert all(option.text in words for option in item.options)
        assert part.find("a", href=f"/guidance/{item.topic.id}")
        (row,) = visitor.page.select(f"th[scope=row] a[href='#scenario-{item.id}']")
        assert row.get_text() == f"{item.title} ({item.topic.id})"
