"""The room's screen: whether it may move a session, and when a pause ends.

Sessions that exist let it, as their hosts expect of the laptop in front of the room.
"""

from alembic import op

revision = "0019"
down_revision = "0018"

MOVES = "ck_live_session_screen_moves"
PAUSE = "ck_live_session_pause_until"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "ALTER TABLE live_session ADD COLUMN screen_moves BOOLEAN NOT NULL DEFAULT "
        + (f"1 CONSTRAINT {MOVES} CHECK (screen_moves IN (0, 1))" if sqlite else "true")
    )
    op.execute(
        "ALTER TABLE live_session ADD COLUMN pause_until BIGINT "
        f"CONSTRAINT {PAUSE} CHECK (pause_until IS NULL OR paused)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE live_session DROP COLUMN pause_until")
    op.execute("ALTER TABLE live_session DROP COLUMN screen_moves")
