"""Second readings of an organisation's own scenarios, and two audit actions.

SQLite cannot alter a constraint, so Alembic creates the audit trail again from ``before``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
SCENARIO = (
    "length(scenario) BETWEEN 1 AND 60 "
    "AND ltrim(scenario, '-abcdefghijklmnopqrstuvwxyz0123456789') = ''"
)
CHECKSUM = "length(checksum) = 16 AND ltrim(checksum, '0123456789abcdef') = ''"
WHOLE = "(option IS NULL) = (certainty IS NULL) AND (option IS NULL) = (read_on IS NULL)"
ACTIONS = (
    *("invited", "link_made", "role_given", "role_taken", "renamed", "sessions_ended"),
    *("deactivated", "activated", "deleted"),
    *("contacts_changed", "source_changed", "source_reviewed"),
    *("deputy_offered", "deputy_accepted", "deputy_removed"),
    *("review_offered", "review_accepted"),
    *("address_changed", "identity_removed", "live_handed_over"),
    *("factor_on", "factor_off", "factors_removed", "recovery_made", "recovery_used"),
    *("passkey_added", "passkey_removed"),
    *("content_imported", "token_made", "token_revoked"),
)
MORE = ("published", "withdrawn")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


OLD, NEW = _in("action", ACTIONS), _in("action", (*ACTIONS, *MORE))


def before(actions: str) -> sa.Table:
    """The audit trail before the change, with its constraints, for SQLite."""
    return sa.Table(
        "audit_event",
        sa.MetaData(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.String(32), nullable=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.CheckConstraint(RANDOM_ID, name="ck_audit_event_random_id"),
        sa.CheckConstraint(
            "length(CAST(recorded_on AS VARCHAR(40))) = 10", name="ck_audit_event_recorded_on"
        ),
        sa.CheckConstraint(actions, name="ck_audit_event_action"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        sa.Index("ix_audit_event_recorded_on", "recorded_on"),
    )


def _allow(old: str, new: str) -> None:
    with op.batch_alter_table(
        "audit_event", copy_from=before(old), table_kwargs={"sqlite_with_rowid": False}
    ) as trail:
        trail.drop_constraint(op.f("ck_audit_event_action"), type_="check")
        trail.create_check_constraint(op.f("ck_audit_event_action"), new)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _person(table: str, column: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _day(table: str, name: str) -> sa.CheckConstraint:
    return _check(table, name, f"length(CAST({name} AS VARCHAR(40))) = 10")


def upgrade() -> None:
    _allow(OLD, NEW)
    op.create_table(
        "scenario_writer",
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        _check("scenario_writer", "scenario", SCENARIO),
        _person("scenario_writer", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("scenario", "person_id", name=op.f("pk_scenario_writer")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_scenario_writer_person_id"), "scenario_writer", ["person_id"])
    op.create_table(
        "second_reading",
        sa.Column("scenario", sa.String(60), nullable=False),
        sa.Column("checksum", sa.String(16), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reader_id", sa.String(32), nullable=True),
        sa.Column("option", sa.String(1), nullable=True),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(1500), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("why_not", sa.String(1500), nullable=False),
        _check("second_reading", "scenario", SCENARIO),
        _check("second_reading", "checksum", CHECKSUM),
        _check("second_reading", "option", "option IN ('a', 'b', 'c', 'd')"),
        _check("second_reading", "certainty", "certainty BETWEEN 1 AND 4"),
        _check("second_reading", "whole", WHOLE),
        _day("second_reading", "asked_on"),
        _day("second_reading", "read_on"),
        _person("second_reading", "reader_id", "SET NULL"),
        sa.PrimaryKeyConstraint("scenario", "checksum", name=op.f("pk_second_reading")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_second_reading_reader_id"), "second_reading", ["reader_id"])


def downgrade() -> None:
    """Delete the events that the old table cannot hold."""
    op.drop_table("second_reading")
    op.drop_table("scenario_writer")
    op.execute(f"DELETE FROM audit_event WHERE {_in('action', MORE)}")
    _allow(NEW, OLD)
