"""A finished check goes into one box: ``attempt.copy_allowed``. A block knows its lead: ``block.lead``.

No review says which checks were sent, so every check that exists may still be sent once. A block
whose review was deleted has no lead; such blocks count as one lead's.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

CHECK = "ck_attempt_copy_allowed"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "ALTER TABLE attempt ADD COLUMN copy_allowed BOOLEAN NOT NULL DEFAULT "
        + (f"1 CONSTRAINT {CHECK} CHECK (copy_allowed IN (0, 1))" if sqlite else "true")
    )
    op.add_column("block", sa.Column("lead", sa.String(32), nullable=True))
    op.execute(
        "UPDATE block SET lead = (SELECT lead_id FROM review WHERE review.id = block.review)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE block DROP COLUMN lead")
    op.execute("ALTER TABLE attempt DROP COLUMN copy_allowed")
