"""An index on ``attempt.finished_on``.

Each copy that goes into a box rewrites the attempts that were finished since the review opened.
Without the index that reads every attempt there is.
"""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_index("ix_attempt_finished_on", "attempt", ["finished_on"])


def downgrade() -> None:
    op.drop_index("ix_attempt_finished_on", "attempt")
