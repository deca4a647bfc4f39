"""The index on a block's review has all that the list of reviews to compare reads."""

from alembic import op

revision = "0026since0025"
down_revision = "0025"

NAME = "ix_block_review"


def _index(*columns: str) -> None:
    op.drop_index(op.f(NAME), "block")
    op.create_index(op.f(NAME), "block", columns)


def upgrade() -> None:
    _index("review", "people", "opened_on")


def downgrade() -> None:
    _index("review")
