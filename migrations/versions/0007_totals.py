"""Totals of published figures by lead, form and year."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def key() -> list[sa.Column[object]]:
    return [
        sa.Column("lead", sa.String(32), nullable=False),
        sa.Column("form", sa.String(1), nullable=False),
        sa.Column("asked", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "total",
        *key(),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(form) = 1 AND form BETWEEN 'A' AND 'Z'", name=op.f("ck_total_form")
        ),
        sa.CheckConstraint("people >= 0 AND members >= 0", name=op.f("ck_total_counts")),
        sa.PrimaryKeyConstraint("lead", "form", "asked", "year", name=op.f("pk_total")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "total_member",
        *key(),
        sa.Column("member", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead", "form", "asked", "year"],
            ["total.lead", "total.form", "total.asked", "total.year"],
            name=op.f("fk_total_member_lead"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "lead", "form", "asked", "year", "member", name=op.f("pk_total_member")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("total_member")
    op.drop_table("total")
