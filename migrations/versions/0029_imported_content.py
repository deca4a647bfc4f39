"""An audit action: imported scenarios.

SQLite cannot alter a constraint, so Alembic creates the audit trail again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
ACTIONS = (
    *("invited", "link_made", "role_given", "role_taken", "renamed", "sessions_ended"),
    *("deactivated", "activated", "deleted"),
    *("contacts_changed", "source_changed", "source_reviewed"),
    *("deputy_offered", "deputy_accepted", "deputy_removed"),
    *("review_offered", "review_accepted"),
    *("address_changed", "identity_removed", "live_handed_over"),
    *("factor_on", "factor_off", "factors_removed", "recovery_made", "recovery_used"),
    *("passkey_added", "passkey_removed"),
)
MORE = ("content_imported",)


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
        sa.CheckConstraint(
            "length(CAST(recorded_on AS VARCHAR(40))) = 10", name="ck_audit_event_recorded_on"
        ),
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
    _allow(OLD, NEW)


def downgrade() -> None:
    """Delete the events that the old table cannot hold."""
    op.execute(f"DELETE FROM audit_event WHERE {_in('action', MORE)}")
    _allow(NEW, OLD)
