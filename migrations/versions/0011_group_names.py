"""The column with the name of a reporting group is called ``group_name``, in three tables."""

from alembic import op

revision = "0011"
down_revision = "0010"

TABLES = ("invitation_code", "submission", "block")


def upgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN place TO group_name")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN group_name TO place")
