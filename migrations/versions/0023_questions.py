"""A phone that somebody left has no minute, and phones may send questions.

``live_phone`` is made anew: every open page is noted again within seconds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def _phones(*, may_have_left: bool) -> None:
    op.drop_table("live_phone")
    op.create_table(
        "live_phone",
        sa.Column("participant_id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=may_have_left),
        _check("live_phone", "minute", "minute BETWEEN 20000000 AND 100000000"),
        _key("live_phone", "participant_id", "live_participant"),
        _key("live_phone", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_live_phone")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_phone_session_id"), "live_phone", ["session_id"])


def upgrade() -> None:
    _phones(may_have_left=True)


def downgrade() -> None:
    _phones(may_have_left=False)
