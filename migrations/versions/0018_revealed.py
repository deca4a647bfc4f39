"""The scenarios whose best answer a live session has shown: ``live_session.revealed``.

Of a session that exists, those before its current one that were asked, and the current one if its
best answer is on the screen. Its votes stay as they were counted.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

SESSION = sa.table(
    "live_session",
    *(sa.column(name) for name in ("id", "phase", "step", "votes", "revealed")),
)


def upgrade() -> None:
    op.execute("ALTER TABLE live_session ADD COLUMN revealed TEXT NOT NULL DEFAULT '[]'")
    connection = op.get_bind()
    for row in connection.execute(sa.select(SESSION)).all():
        asked = {step for step, _number, left_out in json.loads(row.votes) if not left_out}
        past = row.step if row.phase not in ("best", "after", "change", "end") else row.step + 1
        revealed = json.dumps(sorted(step for step in asked if step < past))
        connection.execute(
            sa.update(SESSION).where(SESSION.c.id == row.id).values(revealed=revealed)
        )


def downgrade() -> None:
    op.execute("ALTER TABLE live_session DROP COLUMN revealed")
