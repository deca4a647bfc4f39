"""Accounts can be deleted: the audit trail allows that action and keeps the ids of deleted accounts.

SQLite cannot alter a constraint, so Alembic creates the table again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
ACTS = "'invited', 'link_made', 'role_given', 'role_taken', 'renamed', 'sessions_ended', 'deactivated', 'activated', {}'contacts_changed', 'source_changed', 'source_reviewed'"
OLD, NEW = (f"what IN ({ACTS.format(more)})" for more in ("", "'deleted', "))
BY = "fk_deed_by_id"


def before(acts: str, *more: sa.Constraint) -> sa.Table:
    """The audit trail before the change, with its constraints, for SQLite."""
    return sa.Table(
        "deed",
        sa.MetaData(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(32), nullable=True),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("about", sa.String(100), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name="ck_deed_random_id"),
        sa.CheckConstraint("length(CAST(done_on AS VARCHAR(40))) = 10", name="ck_deed_done_on"),
        sa.CheckConstraint(acts, name="ck_deed_what"),
        *more,
        sa.PrimaryKeyConstraint("id", name="pk_deed"),
        sa.Index("ix_deed_done_on", "done_on"),
    )


def upgrade() -> None:
    by = sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=BY, ondelete="SET NULL")
    with op.batch_alter_table(
        "deed", copy_from=before(OLD, by), table_kwargs={"sqlite_with_rowid": False}
    ) as deed:
        deed.drop_constraint(op.f(BY), type_="foreignkey")
        deed.drop_constraint(op.f("ck_deed_what"), type_="check")
        deed.create_check_constraint(op.f("ck_deed_what"), NEW)


def downgrade() -> None:
    """Delete what the old table cannot hold: deletions, and the ids of deleted accounts."""
    op.execute("DELETE FROM deed WHERE what = 'deleted'")
    op.execute("UPDATE deed SET by_id = NULL WHERE by_id NOT IN (SELECT id FROM person)")
    with op.batch_alter_table(
        "deed", copy_from=before(NEW), table_kwargs={"sqlite_with_rowid": False}
    ) as deed:
        deed.drop_constraint(op.f("ck_deed_what"), type_="check")
        deed.create_check_constraint(op.f("ck_deed_what"), OLD)
        deed.create_foreign_key(op.f(BY), "person", ["by_id"], ["id"], ondelete="SET NULL")
