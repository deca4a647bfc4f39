"""A phone that somebody left has no minute, and phones may send questions.

``live_phone`` is made anew: every open page is noted again within seconds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

TAKES = "ck_live_session_takes_questions"


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
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "ALTER TABLE live_session ADD COLUMN takes_questions BOOLEAN NOT NULL DEFAULT "
        + (f"0 CONSTRAINT {TAKES} CHECK (takes_questions IN (0, 1))" if sqlite else "false")
    )
    op.create_table(
        "live_question",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        _check(
            "live_question", "keyed_hash", "length(id) = 64 AND ltrim(id, '0123456789abcdef') = ''"
        ),
        _check("live_question", "text", "length(trim(text)) BETWEEN 1 AND 200"),
        _check("live_question", "state", "state IN ('new', 'shown', 'answered', 'hidden')"),
        _key("live_question", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_question")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_question_session_id"), "live_question", ["session_id"])


def downgrade() -> None:
    op.drop_table("live_question")
    op.execute("ALTER TABLE live_session DROP COLUMN takes_questions")
    _phones(may_have_left=False)
