"""People with accounts, and their roles."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(create_constraint=True, name="active"), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_person_random_id")),
        sa.CheckConstraint(
            "email = lower(email) AND email LIKE '%_@_%'", name=op.f("ck_person_email")
        ),
        sa.CheckConstraint(
            "length(CAST(invited_on AS VARCHAR(40))) = 10", name=op.f("ck_person_invited_on")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(13), nullable=False),
        sa.CheckConstraint(
            "role IN ('lead', 'trainer', 'owner', 'administrator')",
            name=op.f("ck_person_role_role"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_role_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("person_role")
    op.drop_table("person")
