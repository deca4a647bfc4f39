"""A login session keeps how its person signed in, and the day of its last use.

Both are null in rows of earlier code, which does not know them.
"""

from alembic import op

revision = "0034since0033"
down_revision = "0033"

MEANS = "means IN ('password', 'second_step', 'passkey', 'organisation')"
USED_ON = "length(CAST(used_on AS VARCHAR(40))) = 10"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE login_session ADD COLUMN means VARCHAR(12) "
        f"CONSTRAINT ck_login_session_means CHECK ({MEANS})"
    )
    op.execute(
        "ALTER TABLE login_session ADD COLUMN used_on DATE "
        f"CONSTRAINT ck_login_session_used_on CHECK ({USED_ON})"
    )


def downgrade() -> None:
    for column in ("used_on", "means"):
        op.execute(f"ALTER TABLE login_session DROP COLUMN {column}")
