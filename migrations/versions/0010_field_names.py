"""Tables and columns under the field's names: audit_event, external_identity, login_session,
account_invitation, attempt_item.

Each table is created again and its rows are copied, because SQLite cannot rename a constraint. No
table refers to any of these.
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql.schema import SchemaItem

revision = "0010"
down_revision = "0009"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
KEYED_HASH = "length(hash) = 64 AND ltrim(hash, '0123456789abcdef') = ''"
ITEM = "length(item) BETWEEN 1 AND 60 AND ltrim(item, '-abcdefghijklmnopqrstuvwxyz0123456789') = ''"
ACTIONS = "'invited', 'link_made', 'role_given', 'role_taken', 'renamed', 'sessions_ended', 'deactivated', 'activated', 'deleted', 'contacts_changed', 'source_changed', 'source_reviewed'"


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _day(table: str, column: str) -> sa.CheckConstraint:
    return _check(table, column, f"length(CAST({column} AS VARCHAR(40))) = 10")


def _belongs_to(owner: str, table: str) -> sa.ForeignKeyConstraint:
    column = f"{owner}_id"
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=name, ondelete="CASCADE")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _one_each(table: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("person_id", name=op.f(f"uq_{table}_person_id"))


def audit(table: str, id_: str, day: str, actor: str, action: str, about: str) -> list[SchemaItem]:
    return [
        _text(id_, 32),
        sa.Column(day, sa.Date(), nullable=False),
        _text(actor, 32, nullable=True),
        _text(action, 16),
        _text(about, 100),
        _check(table, "random_id", RANDOM_ID),
        _day(table, day),
        _check(table, action, f"{action} IN ({ACTIONS})"),
        _key(table, id_),
        sa.Index(op.f(f"ix_{table}_{day}"), day),
    ]


def identity(table: str, issuer: str, subject: str, person: str) -> list[SchemaItem]:
    return [
        *(_text(issuer, 255), _text(subject, 255), _text(person, 32)),
        _belongs_to("person", table),
        _key(table, issuer, subject),
        _one_each(table),
    ]


def token(table: str, hash_: str, person: str, day: str) -> list[SchemaItem]:
    return [
        *(_text(hash_, 64), _text(person, 32), sa.Column(day, sa.Date(), nullable=False)),
        *(_check(table, "hash", KEYED_HASH), _day(table, day)),
        _belongs_to("person", table),
        _key(table, hash_),
    ]


def session(table: str, *columns: str) -> list[SchemaItem]:
    return [*token(table, *columns), sa.Index(op.f(f"ix_{table}_person_id"), "person_id")]


def invitation(table: str, *columns: str) -> list[SchemaItem]:
    return [*token(table, *columns), _one_each(table)]


def item(table: str, attempt: str, number: str, item: str) -> list[SchemaItem]:
    return [
        _text(attempt, 32),
        sa.Column(number, sa.Integer(), autoincrement=False, nullable=False),
        _text(item, 60),
        *(_check(table, "number", "number BETWEEN 1 AND 12"), _check(table, "item", ITEM)),
        _belongs_to("attempt", table),
        _key(table, attempt, number),
    ]


# What builds a table, then its old name and columns, then its new ones.
TABLES: tuple[tuple[Callable[..., list[SchemaItem]], str, str], ...] = (
    (
        audit,
        "deed id done_on by_id what about",
        "audit_event id recorded_on actor_id action subject",
    ),
    (identity, "known_as issuer subject person_id", "external_identity issuer subject person_id"),
    (session, "signed_in hash person_id began_on", "login_session hash person_id started_on"),
    (
        invitation,
        "invitation hash person_id made_on",
        "account_invitation hash person_id created_on",
    ),
    (item, "picked attempt_id number item", "attempt_item attempt_id number item"),
)


def rename(build: Callable[..., list[SchemaItem]], old: str, new: str) -> None:
    (table, *columns), (new_table, *new_columns) = old.split(), new.split()
    op.create_table(new_table, *build(new_table, *new_columns), sqlite_with_rowid=False)
    op.execute(
        f"INSERT INTO {new_table} ({', '.join(new_columns)}) SELECT {', '.join(columns)} FROM {table}"
    )
    op.drop_table(table)


def upgrade() -> None:
    for build, old, new in TABLES:
        rename(build, old, new)


def downgrade() -> None:
    for build, old, new in TABLES:
        rename(build, new, old)
