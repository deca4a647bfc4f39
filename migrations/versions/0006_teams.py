"""Team reviews: groups, invitation codes and submissions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
DAY = "length(CAST({0} AS VARCHAR(40))) = 10"


def of_a_group(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["review_id", "place"],
        ["review_group.review_id", "review_group.name"],
        name=op.f(f"fk_{table}_review_id"),
        ondelete="CASCADE",
    )


def yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(create_constraint=True, name=name), nullable=False)


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("form", sa.String(1), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        yes_or_no("shared"),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("t", sa.Integer(), nullable=False),
        sa.Column("releases", sa.Integer(), nullable=False),
        yes_or_no("about_you"),
        yes_or_no("stand"),
        sa.Column("items", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_review_random_id")),
        sa.CheckConstraint(
            "length(form) = 1 AND form BETWEEN 'A' AND 'Z'", name=op.f("ck_review_form")
        ),
        sa.CheckConstraint(DAY.format("opens_on"), name=op.f("ck_review_opens_on")),
        sa.CheckConstraint(
            f"{DAY.format('closes_on')} AND closes_on >= opens_on", name=op.f("ck_review_closes_on")
        ),
        sa.CheckConstraint(DAY.format("closed_on"), name=op.f("ck_review_closed_on")),
        sa.CheckConstraint("k >= 5 AND t >= 2 AND k >= 2 * t + 1", name=op.f("ck_review_k")),
        sa.CheckConstraint("releases BETWEEN 1 AND 2", name=op.f("ck_review_releases")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_review_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_review_owner_id"), "review", ["owner_id"])
    op.create_index(op.f("ix_review_closes_on"), "review", ["closes_on"])
    op.create_table(
        "review_group",
        sa.Column("review_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answered >= 0 AND answered <= invited", name=op.f("ck_review_group_answered")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_group_review_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("review_id", "name", name=op.f("pk_review_group")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitation_code",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("review_id", sa.String(32), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        yes_or_no("spent"),
        sa.CheckConstraint(
            "length(hash) = 64 AND ltrim(hash, '0123456789abcdef') = ''",
            name=op.f("ck_invitation_code_hash"),
        ),
        of_a_group("invitation_code"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_invitation_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_invitation_code_review_id"), "invitation_code", ["review_id"])
    op.create_table(
        "submission",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("review_id", sa.String(32), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_submission_random_id")),
        of_a_group("submission"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_submission_review_id"), "submission", ["review_id"])


def downgrade() -> None:
    op.drop_table("submission")
    op.drop_table("invitation_code")
    op.drop_table("review_group")
    op.drop_table("review")
