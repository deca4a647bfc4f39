"""A team review in the made-up language: every page that its members and its lead see."""

import json
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from quiz.clock import today
from quiz.content import store
from quiz.people import accounts
from quiz.storage.database import Database
from quiz.teams.box.submission import items_of
from quiz.teams.models import Review
from quiz.teams.results.build_report import PublishedBlock
from quiz.vocabulary import Role
from tests.languages.english_left import MADE_UP as MADE_UP_WORDS
from tests.languages.english_left import WORD, english_left
from tests.teams import actions
from tests.teams import stored_reviews as stored
from tests.teams.blocks import blocks
from tests.visitor import Visitor

NAME = "⟦Ñáɱé⟧"
MADE_UP = "/language/en-XA?next="
NEXT_WEEK = today() + timedelta(days=7)
GROUPS = {"Social worker": 12, "Social work student": 10, "Another role": 10}


class Looking:
    """A visitor of pages in the made-up language, and the English that was left on them."""

    def __init__(self, app: Flask, visitor: Visitor | None = None) -> None:
        self.visitor = visitor or Visitor(app)
        self.left: dict[str, set[str]] = {}
        self.visitor.get(f"{MADE_UP}/")

    def look(self) -> Visitor:
        if self.visitor.response.mimetype == "text/html" and (
            found := english_left(self.visitor.response.text)
        ):
            self.left[self.visitor.path] = found
        return self.visitor

    def get(self, path: str) -> Visitor:
        self.visitor.get(path)
        return self.look()

    def send(self, **given: str) -> Visitor:
        self.visitor.send(**given)
        return self.look()


def a_lead(database: Database) -> str:
    with database.begin(writes=True) as session:
        lead = accounts.add(session, "lead@example.org", NAME, [Role.LEAD], today())
        session.commit()
        return lead.id


def a_review(database: Database, lead: str, **wanted: object) -> str:
    planned = actions.wanted(**{"name": NAME, "note": NAME, **wanted})  # type: ignore[arg-type]
    return actions.made(database, lead, planned)


def a_code(database: Database, review: str) -> str:
    return actions.codes_of(database, review)[0][1]


def test_no_english_is_left_for_members(app: Flask, database: Database) -> None:
    lead = a_lead(database)
    review = a_review(database, lead, invited=GROUPS, about_you=True, stand=True)
    looking = Looking(app)
    for path in ("/review", "/review/XXXXX-XXXXX", "/review/put-in", "/review/is-in"):
        looking.get(path)
    looking.get("/review").send(code="nothing")
    looking.look()
    looking.get(f"/review/{a_code(database, review)}")
    looking.send(device="own")
    other = Looking(app, actions.until_submission(app, a_code(database, review)))
    other.get("/check/feedback")
    other.get("/review/put-in")
    other.send()
    other.get(f"/review/{a_code(database, review)}")
    for kind in (
        {"invited": None},
        {"invited": 12, "by_mail": True},
        {"invited": 12, "opens_on": NEXT_WEEK},
        {"invited": 12, "opens_on": today() - timedelta(9), "closes_on": today() - timedelta(2)},
    ):
        looking.get(f"/review/{a_code(database, a_review(database, lead, **kind))}")
    assert looking.left | other.left == {}


def test_no_english_is_left_on_a_device_that_is_passed_round(
    app: Flask, database: Database
) -> None:
    lead = a_lead(database)
    review = a_review(database, lead, passed_round=True)
    looking = Looking(app, actions.signed_in(app, lead))
    looking.visitor.get(f"/teams/{review}/device").send()
    assert looking.look().path == "/device"
    looking.get("/device/stop")
    looking.get("/device").send()
    assert looking.look().path == "/device/turn"
    looking.get("/device/end")
    looking.get("/device/turn").send()
    assert looking.look().path == "/check/confidence"
    assert looking.left == {}


def test_a_language_chosen_in_a_turn_ends_with_it(app: Flask, database: Database) -> None:
    lead = a_lead(database)
    visitor = actions.signed_in(app, lead).get("/language/cy?next=/")
    visitor.get(f"/teams/{a_review(database, lead, passed_round=True)}/device").send()
    languages = [visitor.page.html["lang"]]
    visitor.get("/language/en?next=/device").send()
    languages.append(visitor.page.html["lang"])
    visitor.get("/device/end").send()
    assert [*languages, visitor.page.html["lang"]] == ["cy", "en-GB", "cy"]


@pytest.mark.repeats
def test_no_english_is_left_for_a_lead(app: Flask, database: Database) -> None:
    lead = a_lead(database)
    looking = Looking(app, actions.signed_in(app, lead))
    looking.get("/teams")
    looking.get("/teams/new")
    looking.send(
        way="by_role", role_student="4", invited="x", closes_on="2020-01-01", k="3", name=""
    )
    looking.send(way="own_groups", own_groups=NAME, scenarios="")
    looking.send(name=NAME, way="together", scenarios="A", invited="12", k="5")
    looking.send(closes_on=str(NEXT_WEEK), own_groups="")
    assert looking.visitor.path.startswith("/teams/")
    looking.get("/teams/new")
    pages = ("change", "delete", "close", "more-time", "more-people", "device", "codes")
    more = ("invite", "remind", "deputies", "preview", "preview/1", "preview/2", "preview/3")
    reviews = [
        a_review(database, lead, invited=GROUPS, about_you=True, stand=True, form="B"),
        a_review(database, lead, invited=12, by_mail=True, form="C"),
        a_review(database, lead, invited=None, form="D"),
        a_review(database, lead, passed_round=True, form="E"),
    ]
    for review in reviews:
        looking.get(f"/teams/{review}")
        for page in (*pages, *more):
            looking.get(f"/teams/{review}/{page}")
    by_role = reviews[0]
    looking.get(f"/teams/{by_role}/more-time").send(closes_on="2020-01-01")
    looking.look()
    looking.get(f"/teams/{by_role}/more-time").send(closes_on=str(NEXT_WEEK + timedelta(1)))
    looking.look()
    looking.get(f"/teams/{by_role}/more-people").send(group_0="2")
    looking.get(f"/teams/{by_role}/more-people").send()
    looking.look()
    looking.get(f"/teams/{by_role}")
    looking.get(f"/teams/{by_role}/deputies").send(email="nobody@example.org", kind="deputy")
    looking.look()
    looking.get(f"/teams/{by_role}/close").send()
    for page in ("", "/change", "/more-time", "/close"):
        looking.get(f"/teams/{by_role}{page}")
    looking.get("/teams")
    assert looking.left == {}


def results_of(app: Flask, database: Database) -> tuple[Looking, dict[str, str]]:
    """A lead with reviews of several sizes, and their ids."""
    bank, me = store(app).bank, stored.lead(database, NAME)
    for number, form in enumerate("AAB"):
        other = stored.lead(database, f"L{number}")
        stored.review(database, other, blocks(bank, [30], number, form=form), form=form)
    kinds: dict[str, Sequence[PublishedBlock]] = {
        "none": [],
        "six": blocks(bank, [6], 6),
        "sixty": blocks(bank, [34, 26], 3),
        "split": blocks(bank, [12, 14, 5], groups=["Social work student", "Everyone else", ""]),
    }
    ids = {kind: stored.review(database, me, found, name=NAME) for kind, found in kinds.items()}
    ids["other"] = stored.review(database, me, blocks(bank, [14], form="B"), form="B", name=NAME)
    with database.begin(writes=True) as session:
        session.get_one(Review, ids["split"]).items = json.dumps(items_of(bank.form("A")))
        session.commit()
    return Looking(app, actions.signed_in(app, me)), ids


@pytest.mark.repeats
def test_no_english_is_left_in_results(app: Flask, database: Database) -> None:
    looking, ids = results_of(app, database)
    for review in ids.values():
        looking.get(f"/teams/{review}/results")
    for pair in (("sixty", "other"), ("sixty", "split"), ("six", "other"), ("none", "other")):
        first, second = (ids[kind] for kind in pair)
        looking.get(f"/teams/compare?first={first}&second={second}")
    for page in ("compare", "all", "organisation"):
        looking.get(f"/teams/{page}")
    assert looking.left == {}


@pytest.mark.repeats
def test_no_english_is_left_in_the_workbook_of_results(app: Flask, database: Database) -> None:
    looking, ids = results_of(app, database)
    path = f"/teams/{ids['split']}/results.xlsx"
    book = load_workbook(BytesIO(looking.visitor.client.get(path).data))
    content = {item.title for item in store(app).bank.items.values()}
    for pointer in store(app).bank.pointers:
        content |= {f"{pointer.source.title}, {pointer.place}", pointer.says, pointer.address}
    values = [str(cell.value or "") for sheet in book for row in sheet for cell in row]
    values += book.sheetnames
    bare = {text for text in values if WORD.search(MADE_UP_WORDS.sub("", text))}
    assert {text for text in bare if text.rpartition(" (")[0] not in content} - content == set()
