"""Live sessions: hosts, participants and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
DAY = "length(CAST({0} AS VARCHAR(40))) = 10"
PHASES = (
    *("lobby", "before", "open", "closed", "certainty", "first", "discuss", "open_again"),
    *("both", "best", "after", "change", "end"),
)


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    _sessions()
    _people()
    _answers()


def _sessions() -> None:
    op.create_table(
        "live_session",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(6), nullable=True),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(10), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(create_constraint=True, name="paused"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("timer", sa.BigInteger(), nullable=True),
        sa.Column(
            "rehearsal", sa.Boolean(create_constraint=True, name="rehearsal"), nullable=False
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archive_on", sa.Date(), nullable=True),
        _check("live_session", "random_id", RANDOM_ID),
        _check(
            "live_session",
            "code",
            "length(code) = 6 AND ltrim(code, 'CDFHJKMNPRTWXY34679') = ''",
        ),
        _check("live_session", "code_while_open", "code IS NULL OR phase <> 'end'"),
        _check("live_session", "phase", _in("phase", PHASES)),
        _check("live_session", "counts", "step >= 0 AND version >= 0"),
        *(
            _check("live_session", day, DAY.format(day))
            for day in ("opened_on", "closed_on", "archive_on")
        ),
        _key("live_session", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_session")),
        sa.UniqueConstraint("code", name=op.f("uq_live_session_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_session_person_id"), "live_session", ["person_id"])
    op.create_index(op.f("ix_live_session_archive_on"), "live_session", ["archive_on"])
    op.create_table(
        "live_sums",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        _key("live_sums", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_live_sums")),
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table(
        "live_cohost",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        _key("live_cohost", "session_id", "live_session"),
        _key("live_cohost", "person_id", "person"),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_live_cohost")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_cohost_person_id"), "live_cohost", ["person_id"])
    op.create_table(
        "live_participant",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        _check(
            "live_participant",
            "keyed_hash",
            "length(id) = 64 AND ltrim(id, '0123456789abcdef') = ''",
        ),
        _key("live_participant", "session_id", "live_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_participant")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_participant_session_id"), "live_participant", ["session_id"])


def _answers() -> None:
    op.create_table(
        "live_answer",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("participant_id", sa.String(64), nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(1), nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=False),
        _check(
            "live_answer",
            "item",
            "length(item) BETWEEN 1 AND 60 AND "
            "ltrim(item, '-abcdefghijklmnopqrstuvwxyz0123456789') = ''",
        ),
        _check("live_answer", "counts", "revision >= 1 AND round >= 1"),
        _check("live_answer", "option", _in("option", ("a", "b", "c", "d"))),
        _check("live_answer", "certainty", "certainty BETWEEN 1 AND 4"),
        _key("live_answer", "session_id", "live_session"),
        _key("live_answer", "participant_id", "live_participant"),
        sa.PrimaryKeyConstraint(
            "session_id", "participant_id", "item", "round", name=op.f("pk_live_answer")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_answer_participant_id"), "live_answer", ["participant_id"])
    op.create_table(
        "live_rating",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("participant_id", sa.String(64), nullable=False),
        sa.Column("strand", sa.String(20), nullable=False),
        sa.Column("moment", sa.String(6), nullable=False),
        sa.Column("answer", sa.String(11), nullable=False),
        _check(
            "live_rating",
            "strand",
            _in("strand", ("aware", "understanding", "casework", "asking")),
        ),
        _check("live_rating", "moment", _in("moment", ("before", "after"))),
        _check("live_rating", "answer", _in("answer", ("no", "partly", "yes", "not_my_work"))),
        _key("live_rating", "session_id", "live_session"),
        _key("live_rating", "participant_id", "live_participant"),
        sa.PrimaryKeyConstraint(
            "session_id", "participant_id", "strand", "moment", name=op.f("pk_live_rating")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_rating_participant_id"), "live_rating", ["participant_id"])


def downgrade() -> None:
    for table in ("rating", "answer", "participant", "cohost", "sums", "session"):
        op.drop_table(f"live_{table}")
