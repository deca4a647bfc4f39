"""Blocks: sums and figures of the submissions that were opened together."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"


def upgrade() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("review", sa.String(32), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("form", sa.String(1), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("sums", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_block_random_id")),
        sa.CheckConstraint(
            "length(form) = 1 AND form BETWEEN 'A' AND 'Z'", name=op.f("ck_block_form")
        ),
        sa.CheckConstraint("people >= 5", name=op.f("ck_block_people")),
        sa.CheckConstraint(
            "length(CAST(opened_on AS VARCHAR(40))) = 10", name=op.f("ck_block_opened_on")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_block_review"), "block", ["review"])


def downgrade() -> None:
    op.drop_table("block")
