"""The day of the last run, so that a clock that jumps deletes nothing.

For data that exist, it is the newest day in the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

DAYS = {
    "attempt": ("started_on", "finished_on"),
    "live_session": ("opened_on", "closed_on"),
    "audit_event": ("recorded_on",),
}


def upgrade() -> None:
    day = "length(CAST({0} AS VARCHAR(40))) = 10"
    op.create_table(
        "last_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_last_run_only")),
        sa.CheckConstraint(day.format("day"), name=op.f("ck_last_run_day")),
        sa.CheckConstraint(day.format("held_until"), name=op.f("ck_last_run_held_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_last_run")),
        sqlite_with_rowid=False,
    )
    every = " UNION ALL ".join(
        f"SELECT max({column}) AS day FROM {table}"
        for table, columns in DAYS.items()
        for column in columns
    )
    op.execute(
        "INSERT INTO last_run (id, day) "
        f"SELECT 1, max(day) FROM ({every}) AS newest HAVING max(day) IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("last_run")
