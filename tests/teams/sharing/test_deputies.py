"""Deputies and hand-over: who is asked, who may do what, and what the audit trail says."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from quiz.people.models import AuditEvent, Person
from quiz.storage.database import Database
from quiz.teams.sharing.models import OfferKind, ReviewAccess, ReviewOffer
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import account
from tests.teams import actions
from tests.teams.sharing.steps import offer, press, share, token
from tests.teams.test_asked_before import WHY, make
from tests.visitor import Visitor

DEE = "dee@example.org"


@pytest.fixture
def review(database: Database, lead: str) -> str:
    return actions.made(database, lead, actions.wanted(8))


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


@pytest.fixture
def dee(app: Flask) -> str:
    return account(app, Role.LEAD, email=DEE, name="Dee")


@pytest.fixture
def other(app: Flask, dee: str) -> Visitor:
    return actions.signed_in(app, dee)


def ask(visitor: Visitor, review: str, kind: str, email: str = DEE) -> Visitor:
    return press(visitor, f"/teams/{review}/deputies", email=email, kind=kind)


@pytest.mark.both_databases
def test_a_deputy_who_accepts_opens_the_review_and_one_who_stops_does_not(
    visitor: Visitor, other: Visitor, review: str, dee: str, lead: str, stored: Stored
) -> None:
    assert "Dee is asked. Nothing changes until they accept" in ask(visitor, review, "deputy").words
    assert "no answer yet" in visitor.words
    assert other.get(f"/teams/{review}").status == 404
    assert "You are asked to be a deputy for Duty team, spring" in other.get("/teams").words
    press(other, f"/teams/offers/{review}", answer="accept")
    assert other.path == f"/teams/{review}"
    assert "Sam Lead is the lead. Dee is a deputy" in other.words
    for page in ("close", "change", "delete", "codes", "invite", "results", "deputies"):
        assert other.get(f"/teams/{review}/{page}").status == 200, page
    assert "You are a deputy" in other.get("/teams").words
    press(other, f"/teams/{review}/deputies", end=dee)
    assert other.get(f"/teams/{review}").status == 404
    assert "You no longer look after Duty team, spring" in other.get("/teams").words
    did = [(e.actor_id, e.action, e.subject) for e in stored(AuditEvent)]
    assert sorted(did) == sorted(
        [
            (lead, "deputy_offered", f"{dee} {review}"),
            (dee, "deputy_accepted", f"{lead} {review}"),
            (dee, "deputy_removed", f"{dee} {review}"),
        ]
    )


def test_a_deputy_cannot_ask_people_or_remove_others(
    app: Flask, database: Database, other: Visitor, review: str, dee: str, lead: str
) -> None:
    third = account(app, Role.LEAD, email="third@example.org")
    for person in (dee, third):
        assert share(database, review, person, OfferKind.DEPUTY) == ""
    path = f"/teams/{review}/deputies"
    assert other.get(path).page.find("input", {"name": "email"}) is None
    for data in ({"email": "lead@example.org", "kind": "lead"}, {"end": third}, {"end": lead}):
        answer = other.client.post(path, data={"csrf_token": token(other), **data})
        assert answer.status_code == 403
    assert actions.signed_in(app, third).get(f"/teams/{review}").status == 200


@pytest.mark.both_databases
def test_a_hand_over_moves_the_review_and_the_old_lead_loses_it(
    visitor: Visitor, other: Visitor, review: str, lead: str, dee: str, stored: Stored
) -> None:
    ask(visitor, review, "lead")
    assert visitor.get(f"/teams/{review}").status == 200
    press(other, f"/teams/offers/{review}", answer="accept")
    assert "Dee is the lead" in other.get(f"/teams/{review}").words
    for page in ("", "/close", "/codes", "/results", "/results.pdf", "/deputies"):
        assert visitor.get(f"/teams/{review}{page}").status == 404, page
    assert "Duty team, spring: its lead is Dee" in visitor.get("/teams").words
    did = [(e.actor_id, e.action, e.subject) for e in stored(AuditEvent)]
    assert (dee, "review_accepted", f"{lead} {review}") in did


def test_an_offer_can_be_declined_or_withdrawn_and_a_new_hand_over_ends_the_old(
    app: Flask, visitor: Visitor, other: Visitor, review: str, dee: str, stored: Stored
) -> None:
    ask(visitor, review, "lead")
    press(other, f"/teams/offers/{review}", answer="decline")
    assert "You declined “Duty team, spring”" in other.words
    assert stored(ReviewOffer) == []
    ask(visitor, review, "deputy")
    page = other.get(f"/teams/offers/{review}").filled_in()
    press(visitor, f"/teams/{review}/deputies", end=dee)
    assert other.post(f"/teams/offers/{review}", {**page, "answer": "accept"}).status == 404
    third = account(app, Role.LEAD, email="third@example.org")
    ask(visitor, review, "lead")
    ask(visitor, review, "lead", "third@example.org")
    assert [(one.person_id, one.kind) for one in stored(ReviewOffer)] == [(third, "lead")]


@pytest.mark.parametrize(
    "email", ["nobody@example.org", "trainer@example.org", "gone@example.org", "lead@example.org"]
)
def test_only_another_active_lead_is_asked(
    app: Flask, database: Database, visitor: Visitor, review: str, stored: Stored, email: str
) -> None:
    """The page does not say which addresses have an account."""
    account(app, Role.TRAINER, email="trainer@example.org")
    with database.begin(writes=True) as session:
        session.get_one(Person, account(app, Role.LEAD, email="gone@example.org")).active = False
        session.commit()
    assert ask(visitor, review, "deputy", email).status == 422
    assert "No other team lead has this address" in visitor.errors[0]
    assert stored(ReviewOffer) == []


@pytest.mark.both_databases
def test_two_reviews_of_one_form_are_not_accepted_at_once(
    app: Flask, database: Database, dee: str, stored: Stored
) -> None:
    leads = [actions.lead(database, f"lead{number}@example.org") for number in range(4)]
    reviews = [actions.made(database, one, actions.wanted(8)) for one in leads]
    tabs = [actions.signed_in(app, dee) for _ in reviews]
    for review in reviews:
        offer(database, review, dee, OfferKind.DEPUTY)
    tokens = [
        token(tab.get(f"/teams/offers/{review}")) for tab, review in zip(tabs, reviews, strict=True)
    ]

    def accept(number: int) -> None:
        data = {"csrf_token": tokens[number], "answer": "accept"}
        tabs[number].post(f"/teams/offers/{reviews[number]}", data)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(accept, range(4)))
    assert len(stored(ReviewAccess)) == 1


@pytest.mark.parametrize("kind", list(OfferKind))
def test_a_form_is_asked_once_across_sharing(
    app: Flask, database: Database, other: Visitor, review: str, dee: str, kind: OfferKind
) -> None:
    """Both ways: who has asked the form cannot accept, and who accepted cannot ask it. It holds for
    those who no longer look after the review."""
    third = actions.lead(database, "third@example.org")
    actions.made(database, third, actions.wanted(8))
    assert WHY in share(database, review, third, kind)
    page = actions.signed_in(app, third).get(f"/teams/offers/{review}")
    assert "You cannot accept this" in page.words
    assert page.page.find("button", {"value": "accept"}) is None
    assert share(database, review, dee, kind) == ""
    assert make(other).status == 422
    assert make(other, scenarios="B").status == 200
    share(database, review, actions.lead(database, "fourth@example.org"), OfferKind.LEAD)
    assert make(other, name="Again").status == 422
    assert WHY in other.errors[0]


@pytest.mark.parametrize("questions", ["about_you", "stand"])
def test_the_questions_about_oneself_are_asked_once_across_sharing(
    database: Database, lead: str, dee: str, questions: str
) -> None:
    asked = {questions: True}
    review = actions.made(database, lead, actions.wanted(8, form="B", **asked))
    actions.made(database, dee, actions.wanted(8, form="C", **asked))
    assert "asks this" in share(database, review, dee, OfferKind.DEPUTY)


def test_the_audit_page_names_people_and_not_the_review(
    app: Flask, database: Database, review: str, dee: str
) -> None:
    share(database, review, dee, OfferKind.LEAD)
    admin = actions.signed_in(app, account(app, Role.ADMINISTRATOR))
    words = admin.get("/admin/audit").words
    assert f"Took over a team review Sam Lead, review {review[:6]}" in words
    assert "Duty team" not in words
