"""Account tables store days without times, and hashes instead of tokens."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from quiz.people import models
from quiz.storage.database import Database

pytestmark = pytest.mark.both_databases

TABLES = (
    "person",
    "person_role",
    "password",
    "external_identity",
    "login_session",
    "account_invitation",
    "audit_event",
    "pending_sign_in",
    "authenticator",
    "recovery_code",
    "api_token",
    "passkey",
    "spent_challenge",
)


def test_no_column_has_a_time_of_day(database: Database) -> None:
    for table in TABLES:
        for column in inspect(database.writer).get_columns(table):
            assert "TIME" not in str(column["type"]).upper(), (table, column)


def test_no_foreign_key_links_an_account_to_an_answer(database: Database) -> None:
    inspector = inspect(database.writer)
    for table in ("attempt", "response", "rating", "survey_answer", "attempt_item"):
        assert not {key["referred_table"] for key in inspector.get_foreign_keys(table)} & {*TABLES}
    for table in TABLES:
        referred = {key["referred_table"] for key in inspector.get_foreign_keys(table)}
        assert referred <= {models.Person.__tablename__}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO password VALUES ('{id}', 'in the clear')",
        "INSERT INTO login_session VALUES ('a token, not a hash', '{id}', '2026-11-22', NULL,"
        " NULL)",
        "INSERT INTO account_invitation VALUES ('a token, not a hash', '{id}', '2026-11-22')",
        "INSERT INTO audit_event VALUES ('{id}', '2026-11-22', NULL, 'answered', 'a scenario')",
        "INSERT INTO pending_sign_in VALUES ('a token, not a hash', '2026-11-22', '{id}')",
        "INSERT INTO recovery_code VALUES ('BCDFG-HJKMN', '{id}')",
        "INSERT INTO api_token VALUES ('{id}', 'a token, not a hash', '{id}', 'Report', 'reviews',"
        " '2026-11-22', '2026-12-22', NULL)",
        "INSERT INTO authenticator VALUES ('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '{id}')",
        "INSERT INTO person_role VALUES ('{id}', 'boss')",
    ],
)
def test_constraints_refuse_tokens_and_unknown_values(database: Database, statement: str) -> None:
    person_id = "f47ac10b58cc4372a5670e02b2c3d479"
    row = f"INSERT INTO person VALUES ('{person_id}', 'a@b.example', 'Ada', '2026-11-22', true)"
    with database.writer.begin() as connection:
        connection.execute(text(row))
    with pytest.raises(DBAPIError), database.writer.begin() as connection:
        connection.execute(text(statement.format(id=person_id)))
