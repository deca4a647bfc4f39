"""Learning systems (LTI 1.3), our keys for them, and five audit actions.

SQLite cannot alter a constraint, so Alembic creates the audit trail again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

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
    *("content_imported", "token_made", "token_revoked", "published", "withdrawn"),
)
MORE = (
    *("platform_added", "platform_changed", "platform_removed"),
    *("lti_key_made", "lti_key_removed"),
)


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


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _day(table: str, name: str) -> sa.CheckConstraint:
    return _check(table, name, f"length(CAST({name} AS VARCHAR(40))) = 10")


def upgrade() -> None:
    _allow(OLD, NEW)
    op.create_table(
        "lti_platform",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("client_id", sa.String(255), nullable=False),
        sa.Column("site_url", sa.String(500), nullable=False),
        sa.Column("login_url", sa.String(500), nullable=False),
        sa.Column("token_url", sa.String(500), nullable=False),
        sa.Column("keys_url", sa.String(500), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        _check("lti_platform", "random_id", RANDOM_ID),
        _day("lti_platform", "added_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_platform")),
        sa.UniqueConstraint("issuer", "client_id", name=op.f("uq_lti_platform_issuer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lti_deployment",
        sa.Column("platform_id", sa.String(32), nullable=False),
        sa.Column("deployment", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["lti_platform.id"],
            name=op.f("fk_lti_deployment_platform_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform_id", "deployment", name=op.f("pk_lti_deployment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lti_key",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("public", sa.String(1000), nullable=False),
        sa.Column("sealed", sa.String(4000), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        _check("lti_key", "random_id", RANDOM_ID),
        _check("lti_key", "public", "public LIKE '{%}'"),
        _check("lti_key", "sealed", "length(sealed) > 40"),
        _day("lti_key", "made_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_key")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Delete the events that the old table cannot hold."""
    op.drop_table("lti_key")
    op.drop_table("lti_deployment")
    op.drop_table("lti_platform")
    op.execute(f"DELETE FROM audit_event WHERE {_in('action', MORE)}")
    _allow(NEW, OLD)
