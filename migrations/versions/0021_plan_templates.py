"""A trainer's own templates, and the order in which a host made sessions: ``live_template`` and
``live_session.number``.

The order of sessions that exist is not known, so they all have 0.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"


def upgrade() -> None:
    op.add_column(
        "live_session", sa.Column("number", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "live_template",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(create_constraint=True, name="shared"), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name=op.f("ck_live_template_random_id")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_live_template_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_template")),
        sa.UniqueConstraint("person_id", "title", name=op.f("uq_live_template_person_id")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("live_template")
    op.execute("ALTER TABLE live_session DROP COLUMN number")
