"""``live_pledge.shown`` is null until the host has chosen about the text.

Earlier code reads null as not shown. SQLite cannot alter a column, so Alembic creates the table
again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027since0025"
down_revision = "0026since0025"


def before(*, nullable: bool) -> sa.Table:
    """The table before the change, with its constraints, for SQLite."""
    return sa.Table(
        "live_pledge",
        sa.MetaData(),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column(
            "shown",
            sa.Boolean(create_constraint=True, name="ck_live_pledge_shown"),
            nullable=nullable,
        ),
        sa.CheckConstraint(
            "length(id) = 64 AND ltrim(id, '0123456789abcdef') = ''",
            name="ck_live_pledge_keyed_hash",
        ),
        sa.CheckConstraint("length(trim(text)) BETWEEN 1 AND 200", name="ck_live_pledge_text"),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["live_session.id"],
            ondelete="CASCADE",
            name="fk_live_pledge_session_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_live_pledge"),
        sa.Index("ix_live_pledge_session_id", "session_id"),
    )


def _allow_null(nullable: bool) -> None:
    with op.batch_alter_table(
        "live_pledge",
        copy_from=before(nullable=not nullable),
        table_kwargs={"sqlite_with_rowid": False},
    ) as pledges:
        pledges.alter_column("shown", existing_type=sa.Boolean(), nullable=nullable)


def upgrade() -> None:
    _allow_null(True)


def downgrade() -> None:
    op.execute("UPDATE live_pledge SET shown = false WHERE shown IS NULL")
    _allow_null(False)
