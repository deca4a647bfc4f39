"""A login session keeps how its person signed in, and the day of its last use.

Both are null in rows of earlier code, which does not know them. SQLite cannot add a constraint, so
Alembic creates the table again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034since0032"
down_revision = "0032"

DAY = "length(CAST({0} AS VARCHAR(40))) = 10"
MEANS = "means IN ('password', 'second_step', 'passkey', 'organisation')"


def before(*new: sa.Column[object]) -> sa.Table:
    """The table with its constraints, for SQLite; with the new columns, if they are given."""
    checks = [sa.CheckConstraint(MEANS, name="ck_login_session_means")] if new else []
    if new:
        checks.append(sa.CheckConstraint(DAY.format("used_on"), name="ck_login_session_used_on"))
    return sa.Table(
        "login_session",
        sa.MetaData(),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        *new,
        sa.CheckConstraint(
            "length(hash) = 64 AND ltrim(hash, '0123456789abcdef') = ''",
            name="ck_login_session_hash",
        ),
        sa.CheckConstraint(DAY.format("started_on"), name="ck_login_session_started_on"),
        *checks,
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            ondelete="CASCADE",
            name="fk_login_session_person_id",
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_login_session"),
        sa.Index("ix_login_session_person_id", "person_id"),
    )


def new_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("means", sa.String(12), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
    )


def upgrade() -> None:
    with op.batch_alter_table(
        "login_session", copy_from=before(), table_kwargs={"sqlite_with_rowid": False}
    ) as sessions:
        for column in new_columns():
            sessions.add_column(column)
        sessions.create_check_constraint(op.f("ck_login_session_means"), MEANS)
        sessions.create_check_constraint(op.f("ck_login_session_used_on"), DAY.format("used_on"))


def downgrade() -> None:
    with op.batch_alter_table(
        "login_session",
        copy_from=before(*new_columns()),
        table_kwargs={"sqlite_with_rowid": False},
    ) as sessions:
        sessions.drop_constraint(op.f("ck_login_session_means"), type_="check")
        sessions.drop_constraint(op.f("ck_login_session_used_on"), type_="check")
        for column in new_columns():
            sessions.drop_column(column.name)
