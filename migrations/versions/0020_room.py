"""What a room needs beside votes: phones seen lately, shows of hands, and pledges at the end.

And ``live_session.closes_at``: the second at which an open question closes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

CLOSING = "closes_at IS NULL OR phase IN ('before', 'open', 'open_again', 'after')"
COUNTS = " AND ".join(f"{option} BETWEEN 0 AND 500" for option in "abcd")


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    check = f"CONSTRAINT ck_live_session_closes_at CHECK ({CLOSING})"
    op.execute(f"ALTER TABLE live_session ADD COLUMN closes_at BIGINT {check}")
    op.create_table(
        "live_phone",
        sa.Column("participant_id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        _check("live_phone", "minute", "minute BETWEEN 20000000 AND 100000000"),
        _key("live_phone", "participant_id", "live_participant"),
        _key("live_phone", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_live_phone")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_phone_session_id"), "live_phone", ["session_id"])
    op.create_table(
        "live_hands",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.String(5), nullable=False),
        *(sa.Column(option, sa.Integer(), nullable=False) for option in "abcd"),
        _check("live_hands", "counted_on", "counted_on IN ('hands', 'paper')"),
        _check("live_hands", "round", "round >= 1"),
        _check("live_hands", "counts", COUNTS),
        _check("live_hands", "paper", "counted_on = 'hands' OR a + b + c + d >= 5"),
        _key("live_hands", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("session_id", "round", name=op.f("pk_live_hands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "live_pledge",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("shown", sa.Boolean(create_constraint=True, name="shown"), nullable=False),
        _check(
            "live_pledge", "keyed_hash", "length(id) = 64 AND ltrim(id, '0123456789abcdef') = ''"
        ),
        _check("live_pledge", "text", "length(trim(text)) BETWEEN 1 AND 200"),
        _key("live_pledge", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_pledge")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_pledge_session_id"), "live_pledge", ["session_id"])


def downgrade() -> None:
    for table in ("pledge", "hands", "phone"):
        op.drop_table(f"live_{table}")
    op.execute("ALTER TABLE live_session DROP COLUMN closes_at")
