"""Attacks of measurement.md 5.2 on a lead's reviews together: one in `make test`, three in all.

The same people take part in each review, on another form. An attacker is signed in as the lead, as
another lead, a trainer or an administrator, has a colleague's browser, or comes from outside.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

import pytest
from flask import Flask

from quiz.answers.blocks import Opened
from quiz.browser.browser_session import ATTEMPT, REMEMBERED
from quiz.clock import seconds, today
from quiz.people import accounts
from quiz.routes import MAP, Audience
from quiz.storage.database import Database
from quiz.teams.box.submission import Copy, items_of
from quiz.teams.models import Review
from quiz.vocabulary import Answer, Certainty, Role, Strand
from tests.conftest import Stored
from tests.selfcheck.steps import answer
from tests.teams import actions
from tests.teams.organisations import as_good_as
from tests.teams.test_unlinked import assert_no_value_links, tables
from tests.visitor import Visitor

NAME = "Assessment team north"
VARIES = (
    r'name="(csrf_token|signed_id)"[^>]*',
    r'<div class="govuk-radios__item">.*?</div>',  # each look shuffles the options
    r"<svg.*?</svg>",
    r"[0-9A-Z]{5}-[0-9A-Z]{5}",
)
CHARTS = ("overview", "topics", "said-and-shown", "certainty")
SLOW = (".pdf", ".png")


@pytest.fixture
def forms(everything: bool) -> str:
    """One review on each of these forms."""
    return "ABC" if everything else "A"


def made(
    database: Database,
    lead: str,
    form: str,
    rights: list[bool],
    *,
    invited: int = 20,
    k: int = 5,
    releases: int = 2,
) -> str:
    """A review in which one person after the other answered, all right or all wrong."""
    last = today() + timedelta(days=7 + "ABC".index(form))  # lists are in the order of last days
    name = f"{NAME} {form}"
    planned = actions.wanted(invited, form=form, name=name, k=k, closes_on=last, releases=releases)
    review = actions.made(database, lead, planned)
    more(database, review, form, rights)
    return review


def more(database: Database, review: str, form: str, rights: list[bool], used: int = 0) -> None:
    """More people answer, after so many."""
    items = items_of(actions.BANK.form(form))
    for (_, code), right in zip(actions.codes_of(database, review)[used:], rights, strict=False):
        actions.submit_copy(database, review, code, Copy(as_good_as(items, right), items))


def addresses(reviews: list[str], audience: Audience | None = None) -> Iterator[str]:
    """Every page and file of these reviews; with an audience, only its own."""
    for address in MAP:
        if "GET" in address.methods and audience in (None, address.audience):
            names = CHARTS if "<name>" in address.rule else ("",)
            for review in reviews if "<review_id>" in address.rule else [""]:
                for name in names:
                    rule = address.rule.replace("<review_id>", review).replace("<name>", name)
                    yield rule.replace("<int:number>", "1")


def seen(visitor: Visitor, reviews: list[str]) -> dict[str, bytes]:
    """All that a lead can fetch, without what changes with every request."""
    found = {}
    pairs = (f"/teams/compare?first={one}&second={two}" for one, two in combinations(reviews, 2))
    for path in (*addresses(reviews, Audience.LEAD), *pairs):
        if path.endswith(SLOW) and len(reviews) == 1:
            continue  # tests/teams/test_attacks_figures.py has these for one review
        if path.endswith("codes.csv"):
            continue  # every review has its own codes
        answer = visitor.client.get(path)
        text = answer.data
        if answer.mimetype == "text/html":
            for pattern in VARIES:
                text = re.sub(pattern.encode(), b"", text, flags=re.DOTALL)
        text = re.sub(rb"UID:[0-9a-f-]{36}", b"UID", text)  # of the review, for calendars
        for number, review in enumerate(reviews):
            text = text.replace(review.encode(), b"REVIEW %d" % number)
            path = path.replace(review, f"REVIEW {number}")
        found[path] = text
    return found


def test_a1_a5_a6_a12_what_happens_after_a_block_opened_changes_nothing(
    app: Flask, database: Database, lead: str, forms: str, stored: Stored
) -> None:
    """More people answer, a code is used again, somebody deletes their check, the lead asks for
    filters and days, and tries to change the rules: every page and file stays the same."""
    reviews = [made(database, lead, form, [True] * 5 + [False] * 5) for form in forms]
    visitor = actions.signed_in(app, lead)
    assert all(len(actions.opened(database, review)) == 1 for review in reviews)
    pages = {review: visitor.get(f"/teams/{review}").page for review in reviews}
    assert all(pages.values())
    colleague = actions.until_submission(app, actions.codes_of(database, reviews[0])[10][1])
    before = seen(visitor, reviews)
    colleague.send()
    colleague.get("/check/delete").send()
    for review, form in zip(reviews, forms, strict=True):
        more(database, review, form, [False] * 2, used=11)  # 13 of 20: a step below 15
        more(database, review, form, [True], used=0)  # a code that was used before
        later = (today() + timedelta(days=3)).isoformat()
        token = visitor.get("/teams/new").filled_in()["csrf_token"]
        for change in ({"k": "20"}, {"k": "5", "closes_on": later}):
            visitor.post(f"/teams/{review}/change", {"csrf_token": token, **change})
    assert seen(visitor, reviews) == before
    for path in (f"/teams/{review}/results" for review in reviews):
        plain = visitor.client.get(f"{path}.json").data
        for asked in ("?from=2026-01-01&to=2026-01-02", "?group=not-managers&k=1", "?role=Student"):
            assert visitor.client.get(f"{path}.json{asked}").data == plain
    assert {row.k for row in stored(Review)} == {5}


def test_a2_a3_a4_a7_a11_every_number_is_of_whole_blocks(
    app: Flask, database: Database, lead: str, forms: str
) -> None:
    """Every “of” on every page and in every file is a sum of whole blocks, of people or of their
    answers, and no scenario is in the results of two reviews."""
    visitor = actions.signed_in(app, lead)
    scenarios: list[set[str]] = []
    for form in forms:
        review = made(database, lead, form, [n % 3 > 0 for n in range(17)])
        actions.close(database, review)
        blocks = actions.opened(database, review)
        assert [block.people for block in blocks] in ([10, 7], [7, 10])
        report = json.loads(visitor.client.get(f"/teams/{review}/results.json").data)
        for section, row, figure in figures(report):
            if "sure" not in figure["figure"].lower():  # of the sure answers, not of people
                assert figure["of"] in whole_blocks(blocks), (section, row)
        scenarios.append({row for section, row, _ in figures(report) if section == "scenarios"})
        assert len(scenarios[-1]) == 12
    for one, other in combinations(scenarios, 2):
        assert not one & other


def figures(report: dict[str, object]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Every figure of a report with its section and row, where it counts people or answers."""
    for part in report["parts"]:  # type: ignore[attr-defined]
        for section in part["sections"]:
            for row in section["rows"]:
                for figure in row["figures"]:
                    if "of" in figure:
                        yield section["name"], row["about"], figure


def whole_blocks(blocks: list[Opened]) -> set[int]:
    """What a sum of whole blocks can be of: people, or the answers to 1 to 12 scenarios."""
    sizes = [block.people for block in blocks]
    sums = {sum(some) for count in (1, 2) for some in combinations(sizes, count)}
    return {people * each for people in sums for each in range(1, 13)}


@pytest.mark.parametrize("good", [False, True], ids=["all wrong", "all right"])
def test_a8_a9_a10_one_more_or_less_looks_the_same(
    app: Flask, database: Database, forms: str, good: bool
) -> None:
    """The lead has one code in each review. Everybody else answers alike, or one does not: no page
    and no file of any review shows it, nor do all of them together."""
    worlds = []
    for number, others in enumerate(([good] * 7, [good] * 6 + [not good])):
        lead = actions.lead(database, f"lead-{number}@example.org")
        reviews = [made(database, lead, form, [*others, not good], invited=8) for form in forms]
        worlds.append(seen(actions.signed_in(app, lead), reviews))
    assert [path for path, page in worlds[0].items() if page != worlds[1][path]] == []


def test_nobody_but_the_lead_gets_a_figure_or_a_code(
    app: Flask, database: Database, lead: str, forms: str
) -> None:
    """Another lead, a trainer, an administrator, a content owner, a colleague who took part, and
    somebody from outside, at every address of the service."""
    reviews = [made(database, lead, form, [True] * 8, invited=9) for form in forms]
    codes = [code for review in reviews for _, code in actions.codes_of(database, review)]
    colleague = actions.until_submission(app, codes[8]).send()
    assert len(actions.opened(database, reviews[0])) == 1
    attackers = {"a colleague": colleague, "outside": Visitor(app)}
    for role in Role:
        with database.begin(writes=True) as session:
            email = f"{role}@elsewhere.example"
            person = accounts.add(session, email, "Elsewhere", [role], today()).id
            session.commit()
        attackers[role] = actions.signed_in(app, person)
    tried = 0
    for who, visitor in attackers.items():
        for path in addresses(reviews, Audience.LEAD):
            answer = visitor.client.get(path)
            tried += 1
            assert NAME not in answer.text, (who, path)
            assert not [code for code in codes if code in answer.text], (who, path)
            if any(review in path for review in reviews):
                assert answer.status_code in (302, 303, 403, 404), (who, path)
    assert tried > 6 * 15


def test_a16_no_row_links_two_checks_of_one_person(
    app: Flask, database: Database, lead: str, forms: str
) -> None:
    """Six people take part in each review, one after the other, with one browser each. A reader of
    the whole database finds no value that a person's checks share and others do not have."""
    people = [Visitor(app) for _ in range(6)]
    checks: list[list[str]] = [[] for _ in people]
    for form in forms:
        review = made(database, lead, form, [])
        sheet = actions.codes_of(database, review)
        for number, (visitor, (_, code)) in enumerate(zip(people, sheet, strict=False)):
            given = [
                (item.best, Certainty(1 + number % 4)) for item in actions.BANK.form(form).items
            ]
            with database.begin(writes=True) as session:
                check = actions.finished(session, given, Answer.YES, form)
                session.commit()
            checks[number].append(check)
            with visitor.client.session_transaction() as cookie:
                cookie[ATTEMPT], cookie[REMEMBERED] = check, seconds()
            visitor.get(f"/review/{code}").send(carry_on="yes")
            visitor.get("/review/put-in").send()
            assert visitor.path == "/review/is-in"
    found = tables(database)
    assert len(found["submission"]) == 6 * len(forms)
    assert_no_value_links(found)
    rows = {row["id"]: row for row in found["attempt"]}
    for column in rows[checks[0][0]]:
        values = [{str(rows[check][column]) for check in own} for own in checks]
        alike = all(len(of_one) == 1 for of_one in values)
        assert len(forms) == 1 or not alike or len(set.union(*values)) == 1, column


def test_a17_nobody_who_is_invited_can_write_a_text(
    app: Flask, database: Database, lead: str, forms: str
) -> None:
    """No page of an invited person has a field to type in, from the invitation to the box."""
    for form in forms:
        review = made(database, lead, form, [])
        visitor = Visitor(app).get(f"/review/{actions.codes_of(database, review)[0][1]}")
        pages = 0
        while visitor.path != "/check/feedback":
            assert not visitor.page.select("main textarea, main input[type=text]"), visitor.path
            if visitor.path.startswith("/check/scenario"):
                answer(visitor)
            elif visitor.path == "/check/confidence":
                visitor.send(**dict.fromkeys(Strand, "yes"))
            else:
                visitor.send()
            pages += 1
        visitor.get("/review/put-in")
        assert not visitor.page.select("main textarea, main input[type=text]")
        assert pages > 12
