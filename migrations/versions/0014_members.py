"""People who join a review late, a last day that was moved, and one device passed round:
``review_group.late``, and ``passed_round``, ``first_closes_on`` and ``late_unsent`` of a review.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

CHECK = "ck_review_passed_round"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "ALTER TABLE review ADD COLUMN passed_round BOOLEAN NOT NULL DEFAULT "
        + (f"0 CONSTRAINT {CHECK} CHECK (passed_round IN (0, 1))" if sqlite else "false")
    )
    op.add_column("review", sa.Column("first_closes_on", sa.Date(), nullable=True))
    for table, name in (("review", "late_unsent"), ("review_group", "late")):
        op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.execute("ALTER TABLE review_group DROP COLUMN late")
    for name in ("late_unsent", "first_closes_on", "passed_round"):
        op.execute(f"ALTER TABLE review DROP COLUMN {name}")
