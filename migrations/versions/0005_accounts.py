"""Accounts: passwords, one-time links, login sessions, external identities, the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
KEYED_HASH = "length(hash) = 64 AND ltrim(hash, '0123456789abcdef') = ''"
ACTS = "'invited', 'link_made', 'role_given', 'role_taken', 'renamed', 'sessions_ended', 'deactivated', 'activated', 'contacts_changed', 'source_changed', 'source_reviewed'"


def a_day(column: str) -> str:
    return f"length(CAST({column} AS VARCHAR(40))) = 10"


def of_a_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
    )


def token_table(table: str, day: str, *more: sa.Constraint) -> None:
    op.create_table(
        table,
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column(day, sa.Date(), nullable=False),
        sa.CheckConstraint(KEYED_HASH, name=op.f(f"ck_{table}_hash")),
        sa.CheckConstraint(a_day(day), name=op.f(f"ck_{table}_{day}")),
        of_a_person(table),
        sa.PrimaryKeyConstraint("hash", name=op.f(f"pk_{table}")),
        *more,
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    op.create_table(
        "password",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(200), nullable=False),
        sa.CheckConstraint("hash LIKE '$argon2id$%'", name=op.f("ck_password_argon2")),
        of_a_person("password"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_password")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "known_as",
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        of_a_person("known_as"),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_known_as")),
        sa.UniqueConstraint("person_id", name=op.f("uq_known_as_person_id")),
        sqlite_with_rowid=False,
    )
    token_table("signed_in", "began_on")
    op.create_index(op.f("ix_signed_in_person_id"), "signed_in", ["person_id"])
    one_each = sa.UniqueConstraint("person_id", name=op.f("uq_invitation_person_id"))
    token_table("invitation", "made_on", one_each)
    op.create_table(
        "deed",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(32), nullable=True),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("about", sa.String(100), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_deed_random_id")),
        sa.CheckConstraint(a_day("done_on"), name=op.f("ck_deed_done_on")),
        sa.CheckConstraint(f"what IN ({ACTS})", name=op.f("ck_deed_what")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_deed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_deed_done_on"), "deed", ["done_on"])


def downgrade() -> None:
    for table in ("deed", "invitation", "signed_in", "known_as", "password"):
        op.drop_table(table)
