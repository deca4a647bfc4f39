"""Attempts, survey answers, ratings and responses."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=1), nullable=False),
        sa.Column("length", sa.String(length=5), nullable=False),
        sa.Column("feedback", sa.String(length=4), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column(
            "about_passed", sa.Boolean(create_constraint=True, name="about_passed"), nullable=False
        ),
        sa.Column(
            "stand_passed", sa.Boolean(create_constraint=True, name="stand_passed"), nullable=False
        ),
        sa.Column("return_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint("feedback IN ('end', 'each')", name=op.f("ck_attempt_feedback")),
        sa.CheckConstraint("length IN ('full', 'short')", name=op.f("ck_attempt_length")),
        sa.CheckConstraint(
            "length(form) = 1 AND form BETWEEN 'A' AND 'Z'", name=op.f("ck_attempt_form")
        ),
        sa.CheckConstraint(
            "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''",
            name=op.f("ck_attempt_random_id"),
        ),
        sa.CheckConstraint(
            "length(return_hash) = 64 AND ltrim(return_hash, '0123456789abcdef') = ''",
            name=op.f("ck_attempt_return_hash"),
        ),
        sa.CheckConstraint(
            "length(CAST(finished_on AS VARCHAR(40))) = 10", name=op.f("ck_attempt_finished_on")
        ),
        sa.CheckConstraint(
            "length(CAST(started_on AS VARCHAR(40))) = 10", name=op.f("ck_attempt_started_on")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("return_hash", name=op.f("uq_attempt_return_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attempt_started_on", "attempt", ["started_on"])
    op.create_table(
        "rating",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("strand", sa.String(length=20), nullable=False),
        sa.Column("moment", sa.String(length=6), nullable=False),
        sa.Column("answer", sa.String(length=11), nullable=False),
        sa.CheckConstraint(
            "answer IN ('no', 'partly', 'yes', 'not_my_work')", name=op.f("ck_rating_answer")
        ),
        sa.CheckConstraint("moment IN ('before', 'after')", name=op.f("ck_rating_moment")),
        sa.CheckConstraint(
            "strand IN ('aware', 'understanding', 'casework', 'asking')",
            name=op.f("ck_rating_strand"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_rating_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "strand", "moment", name=op.f("pk_rating")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "response",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(length=1), nullable=False),
        sa.Column("certainty", sa.Integer(), nullable=False),
        sa.Column("look_up", sa.Boolean(create_constraint=True, name="look_up"), nullable=False),
        sa.CheckConstraint(
            "length(item) BETWEEN 1 AND 60 AND ltrim(item, '-abcdefghijklmnopqrstuvwxyz0123456789') = ''",
            name=op.f("ck_response_item"),
        ),
        sa.CheckConstraint("option IN ('a', 'b', 'c', 'd')", name=op.f("ck_response_option")),
        sa.CheckConstraint("certainty BETWEEN 1 AND 4", name=op.f("ck_response_certainty")),
        sa.CheckConstraint("revision BETWEEN 1 AND 9999", name=op.f("ck_response_revision")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_response_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "item", name=op.f("pk_response")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_answer",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=30), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=False),
        sa.CheckConstraint(
            "(question = 'role' AND answer IN ('social_worker', 'newly_qualified', 'senior_or_manager', 'support_worker', 'student', 'other')) OR (question = 'uses' AND answer IN ('yes', 'no')) OR (question = 'looked' AND answer IN ('yes', 'no')) OR (question = 'looked_for_evidence' AND answer IN ('yes', 'no')) OR (question = 'curiosity_ok' AND answer IN ('yes', 'no')) OR (question = 'curiosity_done' AND answer IN ('yes', 'no')) OR (question = 'locate_ok' AND answer IN ('yes', 'no')) OR (question = 'locate_done' AND answer IN ('yes', 'no')) OR (question = 'risk_ok' AND answer IN ('yes', 'no')) OR (question = 'risk_done' AND answer IN ('yes', 'no')) OR (question = 'investigation_ok' AND answer IN ('yes', 'no')) OR (question = 'investigation_done' AND answer IN ('yes', 'no'))",
            name=op.f("ck_survey_answer_closed"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_survey_answer_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question", name=op.f("pk_survey_answer")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("survey_answer", "response", "rating", "attempt"):
        op.drop_table(table)
