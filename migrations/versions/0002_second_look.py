"""The second look: another value of ``attempt.length``, and a table of its scenarios.

SQLite cannot alter a column or a constraint, so Alembic creates the table again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

OLD = "length IN ('full', 'short')"
NEW = "length IN ('full', 'short', 'second')"


def before(size: int, lengths: str) -> sa.Table:
    """The table before the change, with its constraints, for SQLite."""
    return sa.Table(
        "attempt",
        sa.MetaData(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("form", sa.String(1), nullable=False),
        sa.Column("length", sa.String(size), nullable=False),
        sa.Column("feedback", sa.String(4), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("about_passed", sa.Boolean(), nullable=False),
        sa.Column("stand_passed", sa.Boolean(), nullable=False),
        sa.Column("return_hash", sa.String(64), nullable=True),
        sa.CheckConstraint("about_passed IN (0, 1)", name="ck_attempt_about_passed"),
        sa.CheckConstraint("stand_passed IN (0, 1)", name="ck_attempt_stand_passed"),
        sa.CheckConstraint("feedback IN ('end', 'each')", name="ck_attempt_feedback"),
        sa.CheckConstraint(lengths, name="ck_attempt_length"),
        sa.CheckConstraint("length(form) = 1 AND form BETWEEN 'A' AND 'Z'", name="ck_attempt_form"),
        sa.CheckConstraint(
            "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''",
            name="ck_attempt_random_id",
        ),
        sa.CheckConstraint(
            "length(return_hash) = 64 AND ltrim(return_hash, '0123456789abcdef') = ''",
            name="ck_attempt_return_hash",
        ),
        sa.CheckConstraint(
            "length(CAST(finished_on AS VARCHAR(40))) = 10", name="ck_attempt_finished_on"
        ),
        sa.CheckConstraint(
            "length(CAST(started_on AS VARCHAR(40))) = 10", name="ck_attempt_started_on"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.UniqueConstraint("return_hash", name="uq_attempt_return_hash"),
        sa.Index("ix_attempt_started_on", "started_on"),
    )


def change(old: tuple[int, str], new: tuple[int, str]) -> None:
    """Change the size and the allowed values of ``length``."""
    with op.batch_alter_table(
        "attempt", copy_from=before(*old), table_kwargs={"sqlite_with_rowid": False}
    ) as attempt:
        attempt.drop_constraint(op.f("ck_attempt_length"), type_="check")
        attempt.alter_column("length", existing_type=sa.String(old[0]), type_=sa.String(new[0]))
        attempt.create_check_constraint(op.f("ck_attempt_length"), new[1])


def upgrade() -> None:
    change((5, OLD), (6, NEW))
    op.create_table(
        "picked",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 12", name=op.f("ck_picked_number")),
        sa.CheckConstraint(
            "length(item) BETWEEN 1 AND 60 AND ltrim(item, '-abcdefghijklmnopqrstuvwxyz0123456789') = ''",
            name=op.f("ck_picked_item"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_picked_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_picked")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Delete second looks, which the old tables cannot hold."""
    second = "SELECT id FROM attempt WHERE length = 'second'"
    op.drop_table("picked")
    for table in ("survey_answer", "response", "rating"):
        op.execute(f"DELETE FROM {table} WHERE attempt_id IN ({second})")
    op.execute("DELETE FROM attempt WHERE length = 'second'")
    change((6, NEW), (5, OLD))
