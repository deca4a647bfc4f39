"""Reviews whose links the service mails: ``by_mail``, the days of the two mailings, and how many
mails were not accepted. No address is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

CHECK = "ck_review_by_mail"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "ALTER TABLE review ADD COLUMN by_mail BOOLEAN NOT NULL DEFAULT "
        + (f"0 CONSTRAINT {CHECK} CHECK (by_mail IN (0, 1))" if sqlite else "false")
    )
    op.add_column("review", sa.Column("unsent", sa.Integer(), nullable=False, server_default="0"))
    for name in ("sent_on", "reminded_on"):
        op.add_column("review", sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    for name in ("reminded_on", "sent_on", "unsent", "by_mail"):
        op.execute(f"ALTER TABLE review DROP COLUMN {name}")
