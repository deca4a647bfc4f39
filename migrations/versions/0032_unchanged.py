"""How many changes of a live session the room's screen does not show, and how many phones do not.

With them, a page learns of a change only if it shows it.
"""

from alembic import op

revision = "0032"
down_revision = "0031"

CHECK = "screen_unchanged BETWEEN 0 AND version AND phones_unchanged BETWEEN 0 AND version"


def upgrade() -> None:
    op.execute("ALTER TABLE live_session ADD COLUMN screen_unchanged INTEGER NOT NULL DEFAULT 0")
    op.execute(
        "ALTER TABLE live_session ADD COLUMN phones_unchanged INTEGER NOT NULL DEFAULT 0 "
        f"CONSTRAINT ck_live_session_unchanged CHECK ({CHECK})"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE live_session DROP COLUMN phones_unchanged")
    op.execute("ALTER TABLE live_session DROP COLUMN screen_unchanged")
