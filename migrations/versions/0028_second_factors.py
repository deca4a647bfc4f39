"""Second factors: authenticator apps, recovery codes, passkeys, and sign-ins that wait for one.

SQLite cannot alter a constraint, so Alembic creates the audit trail again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027since0025"

HEX = "ltrim({0}, '0123456789abcdef') = ''"
RANDOM_ID = f"length(id) = 32 AND substr(id, 13, 1) = '4' AND {HEX.format('id')}"
KEYED_HASH = f"length(hash) = 64 AND {HEX.format('hash')}"
DAY = "length(CAST({0} AS VARCHAR(40))) = 10"
ACTIONS = (
    *("invited", "link_made", "role_given", "role_taken", "renamed", "sessions_ended"),
    *("deactivated", "activated", "deleted"),
    *("contacts_changed", "source_changed", "source_reviewed"),
    *("deputy_offered", "deputy_accepted", "deputy_removed"),
    *("review_offered", "review_accepted"),
    *("address_changed", "identity_removed", "live_handed_over"),
)
MORE = (
    *("factor_on", "factor_off", "factors_removed", "recovery_made", "recovery_used"),
    *("passkey_added", "passkey_removed"),
)
TABLES = ("pending_sign_in", "authenticator", "recovery_code", "passkey", "spent_challenge")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


OLD, NEW = _in("action", ACTIONS), _in("action", (*ACTIONS, *MORE))


def before(actions: str) -> sa.Table:
    """The audit trail before the change, with its constraints, for SQLite."""
    return sa.Table(
        "audit_event",
        sa.MetaData(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.String(32), nullable=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name="ck_audit_event_random_id"),
        sa.CheckConstraint(DAY.format("recorded_on"), name="ck_audit_event_recorded_on"),
        sa.CheckConstraint(actions, name="ck_audit_event_action"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        sa.Index("ix_audit_event_recorded_on", "recorded_on"),
    )


def _allow(old: str, new: str) -> None:
    with op.batch_alter_table(
        "audit_event", copy_from=before(old), table_kwargs={"sqlite_with_rowid": False}
    ) as trail:
        trail.drop_constraint(op.f("ck_audit_event_action"), type_="check")
        trail.create_check_constraint(op.f("ck_audit_event_action"), new)


def _of_a_person(table: str, key: str, *more: sa.Column[str] | sa.CheckConstraint) -> None:
    """A table whose rows belong to an account and go with it."""
    op.create_table(
        table,
        *more,
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    if key != "person_id":
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def upgrade() -> None:
    _of_a_person(
        "pending_sign_in",
        "hash",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.CheckConstraint(KEYED_HASH, name=op.f("ck_pending_sign_in_hash")),
        sa.CheckConstraint(DAY.format("started_on"), name=op.f("ck_pending_sign_in_started_on")),
    )
    _of_a_person(
        "authenticator",
        "person_id",
        sa.Column("sealed", sa.String(200), nullable=False),
        sa.CheckConstraint("length(sealed) > 40", name=op.f("ck_authenticator_sealed")),
    )
    _of_a_person(
        "recovery_code",
        "hash",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint(KEYED_HASH, name=op.f("ck_recovery_code_hash")),
    )
    _passkeys()
    op.create_table(
        "spent_challenge",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.CheckConstraint(KEYED_HASH, name=op.f("ck_spent_challenge_hash")),
        sa.CheckConstraint(DAY.format("spent_on"), name=op.f("ck_spent_challenge_spent_on")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_spent_challenge")),
        sqlite_with_rowid=False,
    )
    _allow(OLD, NEW)


def _passkeys() -> None:
    _of_a_person(
        "passkey",
        "id",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.String(1000), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_passkey_random_id")),
        sa.CheckConstraint(DAY.format("added_on"), name=op.f("ck_passkey_added_on")),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkey_sign_count")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )


def downgrade() -> None:
    """Turn off every second factor, and delete the events that the old table cannot hold."""
    op.execute(f"DELETE FROM audit_event WHERE {_in('action', MORE)}")
    _allow(NEW, OLD)
    for table in TABLES:
        op.drop_table(table)
