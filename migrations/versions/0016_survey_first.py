"""When an attempt asks about oneself: ``attempt.survey_first``.

Every attempt that exists asks it before the scenarios, and goes on in that order.
"""

from alembic import op

revision = "0016"
down_revision = "0013"

CHECK = "ck_attempt_survey_first"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "ALTER TABLE attempt ADD COLUMN survey_first BOOLEAN NOT NULL DEFAULT "
        + (f"0 CONSTRAINT {CHECK} CHECK (survey_first IN (0, 1))" if sqlite else "false")
    )
    op.execute(f"UPDATE attempt SET survey_first = {'1' if sqlite else 'true'}")


def downgrade() -> None:
    op.execute("ALTER TABLE attempt DROP COLUMN survey_first")
