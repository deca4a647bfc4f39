"""Tokens for the API.

SQLite cannot alter a constraint, so Alembic creates the audit trail again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

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
    *("factor_on", "factor_off", "factors_removed", "recovery_made", "recovery_used"),
    *("passkey_added", "passkey_removed"),
    *("content_imported",),
)
MORE = ("token_made", "token_revoked")


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


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_api_token_random_id")),
        sa.CheckConstraint(KEYED_HASH, name=op.f("ck_api_token_hash")),
        sa.CheckConstraint(
            _in("scope", ("reviews", "sessions", "keys")), name=op.f("ck_api_token_scope")
        ),
        sa.CheckConstraint(DAY.format("made_on"), name=op.f("ck_api_token_made_on")),
        sa.CheckConstraint(
            f"{DAY.format('expires_on')} AND expires_on > made_on",
            name=op.f("ck_api_token_expires_on"),
        ),
        sa.CheckConstraint(DAY.format("used_on"), name=op.f("ck_api_token_used_on")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_api_token_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_api_token_person_id"), "api_token", ["person_id"])
    _allow(OLD, NEW)


def downgrade() -> None:
    """Revoke every token, and delete the events that the old table cannot hold."""
    op.execute(f"DELETE FROM audit_event WHERE {_in('action', MORE)}")
    _allow(NEW, OLD)
    op.drop_table("api_token")
