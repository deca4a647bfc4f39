"""What a token opens, how it is made and revoked, and what is answered to any other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from quiz import clock
from quiz.api import bearer
from quiz.clock import today
from quiz.live.session.models import LiveSession
from quiz.people import accounts, api_tokens, authenticator
from quiz.people.models import ApiToken, AuditEvent, Person
from quiz.storage.database import Database
from quiz.vocabulary import ApiScope, Role
from tests.api.steps import ask, make_token
from tests.conftest import SECRET, Stored
from tests.databases import full_disk
from tests.live import stored_steps
from tests.live.completed_session import completed_session
from tests.live.steps import ITEM
from tests.people.steps import PASSWORD, account, sign_in
from tests.teams.blocks import blocks
from tests.teams.reports import BANK
from tests.teams.stored_reviews import review
from tests.visitor import Visitor

FORM = {"name": "Monthly report", "scope": "reviews", "days": "30"}


def host_of(app: Flask, visitor: Visitor) -> tuple[str, str]:
    """The session on a host's page, and a token of the host."""
    session_id = visitor.path.split("/")[2]
    with app.extensions["database"].begin(writes=False) as reading:
        trainer = reading.get_one(LiveSession, session_id).person_id
    return session_id, make_token(app, trainer, ApiScope.SESSIONS)


def test_a_lead_makes_a_token_and_revokes_it(app: Flask, stored: Stored) -> None:
    lead = sign_in(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    lead.get("/account/tokens/new").send(**FORM)
    token = lead.page.select("code.token")[0].get_text()
    assert token.startswith("byl_")
    assert len(token) > 40
    (row,) = stored(ApiToken)
    assert token not in repr(vars(row))
    assert row.expires_on == today() + timedelta(days=30)
    assert ask(app, "/v1/reviews", token).json == {"reviews": []}
    assert stored(ApiToken)[0].used_on == today()
    account_page = lead.get("/account")
    assert token not in str(account_page.page)
    assert "Monthly report: Results of team reviews." in account_page.words
    lead.get(f"/account/tokens/{row.id}/revoke").send()
    assert "“Monthly report” is revoked" in lead.words
    assert ask(app, "/v1/reviews", token).status_code == 401
    actions = [str(event.action) for event in stored(AuditEvent)]
    assert sorted(actions)[-2:] == ["token_made", "token_revoked"]


def test_making_a_token_asks_who_it_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = sign_in(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    lead.get("/account/tokens/new")
    now = clock.seconds()
    monkeypatch.setattr(clock, "seconds", lambda: now + 11 * 60)
    lead.send(**FORM)
    assert lead.status == 403
    assert not lead.page.select("code.token")
    lead.send(proof_password=PASSWORD)
    assert lead.page.select("code.token")


def test_a_form_offers_only_what_the_roles_allow(app: Flask) -> None:
    trainer = sign_in(Visitor(app), account(app, Role.TRAINER))
    assert trainer.get("/account/tokens/new").choices("scope") == ["sessions"]
    trainer.post("/account/tokens/new", {**trainer.filled_in(), **FORM})
    assert trainer.status == 422
    nobody = sign_in(Visitor(app), account(app))
    assert nobody.get("/account/tokens/new").path == "/account"
    assert "Tokens for programs" not in nobody.words


def test_ten_tokens_are_enough(app: Flask, stored: Stored) -> None:
    lead_id = account(app, Role.LEAD)
    for _ in range(api_tokens.MOST):
        make_token(app, lead_id)
    lead = sign_in(Visitor(app), lead_id)
    assert lead.get("/account/tokens/new").path == "/account"
    assert "Revoke one" in lead.words
    assert len(stored(ApiToken)) == 10


def test_nobody_revokes_another_s_token(app: Flask, stored: Stored) -> None:
    make_token(app, account(app, Role.LEAD))
    other = sign_in(Visitor(app), account(app, Role.LEAD))
    path = f"/account/tokens/{stored(ApiToken)[0].id}/revoke"
    assert other.get(path).status == 404
    other.post(path, other.get("/account/sessions").filled_in())
    assert len(stored(ApiToken)) == 1


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer wrong", "Bearer " + "x" * 5000, "Basic YTpi", "Bearer é"]
)
def test_any_other_token_is_refused(app: Flask, sent: str) -> None:
    response = app.test_client().get("/api/v1/reviews", headers={"Authorization": sent})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith('Bearer realm="api"')
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == 401
    assert response.headers["Cache-Control"] == "no-store"


def test_an_expired_token_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch, database: Database, stored: Stored
) -> None:
    token = make_token(app, account(app, Role.LEAD))
    later = today() + timedelta(days=30)  # its page says that it works until that day
    monkeypatch.setattr(bearer, "today", lambda: later)
    assert ask(app, "/v1/reviews", token).status_code == 200
    monkeypatch.setattr(bearer, "today", lambda: later + timedelta(days=1))
    refused = ask(app, "/v1/reviews", token)
    assert refused.status_code == 401
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
    with database.begin(writes=True) as session:
        assert api_tokens.forget_old(session, later + timedelta(days=30)) == 0
        assert api_tokens.forget_old(session, later + timedelta(days=31)) == 1


def change(database: Database, person_id: str, what: str) -> None:
    with database.begin(writes=True) as session:
        person = session.get_one(Person, person_id)
        if what == "deactivated":
            accounts.deactivate(session, person)
        elif what == "without the role":
            accounts.remove_role(session, person, Role.LEAD)
        else:
            accounts.delete(session, person)
        session.commit()


@pytest.mark.both_databases
@pytest.mark.parametrize("what", ["deactivated", "without the role", "deleted"])
def test_a_token_ends_with_its_owner(
    app: Flask, database: Database, stored: Stored, what: str
) -> None:
    lead = account(app, Role.LEAD, Role.TRAINER)
    token = make_token(app, lead)
    other = make_token(app, lead, ApiScope.SESSIONS)
    assert ask(app, "/v1/reviews", token).status_code == 200
    change(database, lead, what)
    assert ask(app, "/v1/reviews", token).status_code == 401
    kept = what == "without the role"
    assert ask(app, "/v1/sessions", other).status_code == (200 if kept else 401)
    assert len(stored(ApiToken)) == (1 if kept else 0)


def test_a_token_reads_only_what_it_is_for(app: Flask) -> None:
    lead = account(app, *Role)
    tokens = {scope: make_token(app, lead, scope) for scope in ApiScope}
    for scope, token in tokens.items():
        for wanted in ApiScope:
            response = ask(app, f"/v1/{wanted}", token)
            assert response.status_code == (200 if wanted == scope else 403), (scope, wanted)
            if wanted != scope:
                assert "insufficient_scope" in response.headers["WWW-Authenticate"]


def test_a_token_waits_for_its_owner_s_second_step(app: Flask, database: Database) -> None:
    """Also a token made before SECOND_FACTOR was set; not one of an organisation's account."""
    lead, outside = account(app, Role.LEAD, password=PASSWORD), account(app, Role.LEAD)
    token, other = make_token(app, lead), make_token(app, outside)
    app.extensions["settings"] = replace(app.extensions["settings"], second_factor="administrators")
    assert ask(app, "/v1/reviews", token).status_code == 200, "no administrator"
    app.extensions["settings"] = replace(app.extensions["settings"], second_factor="all")
    refused = ask(app, "/v1/reviews", token)
    assert (refused.status_code, refused.mimetype) == (403, "application/problem+json")
    assert "second step" in refused.json["detail"]
    assert "insufficient_scope" not in refused.headers["WWW-Authenticate"]
    assert ask(app, "/v1/reviews", other).status_code == 200
    with app.app_context(), database.begin(writes=True) as session:
        authenticator.turn_on(session, session.get_one(Person, lead), "A" * 32, 1)
        session.commit()
    assert ask(app, "/v1/reviews", token).status_code == 200


def test_a_review_is_for_its_lead_and_not_before_it_is_published(
    app: Flask, database: Database
) -> None:
    lead = account(app, Role.LEAD)
    token, other = make_token(app, lead), make_token(app, account(app, Role.LEAD))
    waiting = review(database, lead, name="Waiting")
    done = review(database, lead, blocks(BANK, [16], 3), name="Done")
    listed = ask(app, "/v1/reviews", token).json["reviews"]
    assert {one["name"] for one in listed} == {"Waiting", "Done"}
    assert ask(app, f"/v1/reviews/{waiting}", token).status_code == 404
    page = sign_in(Visitor(app), lead).client.get(f"/teams/{done}/results.json")
    assert ask(app, f"/v1/reviews/{done}", token).json == page.json
    assert ask(app, "/v1/reviews", other).json == {"reviews": []}
    theirs = ask(app, f"/v1/reviews/{done}", other)
    none = ask(app, f"/v1/reviews/{'0' * 32}", other)
    assert (theirs.status_code, theirs.data) == (none.status_code, none.data)
    assert none.status_code == 404


def test_a_session_is_for_its_host_and_not_before_its_end(app: Flask) -> None:
    session_id, token = host_of(app, stored_steps.host_session(app))
    assert ask(app, "/v1/sessions", token).json == {"sessions": []}
    assert ask(app, f"/v1/sessions/{session_id}", token).status_code == 404
    ended, own = host_of(app, completed_session(app)[0])
    other = make_token(app, account(app, Role.TRAINER), ApiScope.SESSIONS)
    assert ask(app, f"/v1/sessions/{ended}", other).status_code == 404
    assert [one["id"] for one in ask(app, "/v1/sessions", own).json["sessions"]] == [ended]


@pytest.mark.parametrize("people", [4, 6, 10])
def test_a_small_room_has_words_and_no_numbers(app: Flask, people: int) -> None:
    session_id, token = host_of(app, completed_session(app, people)[0])
    found = ask(app, f"/v1/sessions/{session_id}", token).json
    first = found["scenarios"][0]
    assert first["scenario"] == ITEM.id
    if people == 4:
        assert first["votes"] == []
        assert found["confidence"] == []
        return
    best = next(one for one in first["votes"][0]["options"] if one["best"])
    exact = people == 10
    assert best["chosen"] == ("9 of 10" if exact else "more than half of the 6")
    assert best["count"] == (9 if exact else None)
    assert (best["by_certainty"] is not None) == exact
    assert all((one["answers"] is None) == (not exact) for one in found["confidence"][:1])
    assert exact or all(one["answers"] is None for one in found["confidence"])


def test_a_request_writes_one_day_and_answers_without_it(
    app: Flask, database: Database, stored: Stored
) -> None:
    token = make_token(app, account(app, Role.LEAD))
    with full_disk(database):
        assert ask(app, "/v1/reviews", token).status_code == 200
    assert stored(ApiToken)[0].used_on is None
    assert ask(app, "/v1/reviews", token).status_code == 200
    assert stored(ApiToken)[0].used_on == today()


def test_a_token_still_works_after_the_key_has_changed(app: Flask) -> None:
    token = make_token(app, account(app, Role.LEAD))
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, secret_key="new", older_keys=(SECRET,))
    assert ask(app, "/v1/reviews", token).status_code == 200
    app.extensions["settings"] = replace(settings, secret_key="new", older_keys=())
    assert ask(app, "/v1/reviews", token).status_code == 401
    app.extensions["settings"] = settings


def test_no_cookie_is_read_or_set(app: Flask) -> None:
    visitor = sign_in(Visitor(app), account(app, *Role))
    assert visitor.client.get("/api/v1/reviews").status_code == 401
    for path in ("/api", "/api/v1/scenarios", "/api/v1/reviews", "/api/nothing"):
        assert "Set-Cookie" not in visitor.client.get(path).headers, path


def test_errors_are_problems_as_json(app: Flask) -> None:
    token = make_token(app, account(app, Role.LEAD))
    for path, method, status in (
        ("/nothing", "GET", 404),
        ("/v1/scenarios/none", "GET", 404),
        ("/v1/sources/none", "GET", 404),
        ("/v1/reviews/%00", "GET", 404),
        ("/v1/scenarios", "POST", 405),
        ("", "DELETE", 405),
    ):
        response = ask(app, path, token, method)
        assert response.status_code == status, path
        assert response.mimetype == "application/problem+json", path
        assert response.json["status"] == status, path
        assert response.json["detail"], path
        assert ("/api" in response.json["detail"]) == (status == 404), path
        assert ("Allow" in response.headers) == (status == 405), path
