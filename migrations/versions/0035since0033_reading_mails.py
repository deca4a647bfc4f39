"""A table of people who want no mail when a scenario waits for a second reader.

Earlier code does not know it, and sends no such mail.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035since0033"
down_revision = "0034since0033"


def upgrade() -> None:
    op.create_table(
        "no_reading_mail",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_no_reading_mail_person_id_person",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_no_reading_mail"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("no_reading_mail")
