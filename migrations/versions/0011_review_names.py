"""Columns of team reviews under the field's names: ``group_name`` in three tables, ``lead_id`` of a
review, and ``used`` of an invitation code.

SQLite cannot rename a constraint, so Alembic creates two of the tables again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

TABLES = ("invitation_code", "submission", "block")
RANDOM_ID = "length(id) = 32 AND substr(id, 13, 1) = '4' AND ltrim(id, '0123456789abcdef') = ''"
HASH = "length(hash) = 64 AND ltrim(hash, '0123456789abcdef') = ''"
DAY = "length(CAST({} AS VARCHAR(40))) = 10"
WITHOUT_ROWID = {"sqlite_with_rowid": False}


def _column(name: str, kind: sa.types.TypeEngine[object], *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, kind, nullable=nullable)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=f"ck_{table}_{name}")


def _review(lead: str, key: str) -> sa.Table:
    """The table for SQLite. lead: the column of the lead's id. key: its foreign key's name."""
    return sa.Table(
        "review",
        sa.MetaData(),
        _column("id", sa.String(32)),
        _column(lead, sa.String(32)),
        _column("name", sa.String(100)),
        _column("note", sa.String(1000)),
        _column("form", sa.String(1)),
        *(_column(name, sa.Date()) for name in ("opens_on", "closes_on")),
        _column("shared", sa.Boolean()),
        *(_column(name, sa.Integer()) for name in ("k", "t", "releases")),
        *(_column(name, sa.Boolean()) for name in ("about_you", "stand")),
        _column("items", sa.Text(), nullable=True),
        _column("closed_on", sa.Date(), nullable=True),
        _check("review", "random_id", RANDOM_ID),
        _check("review", "form", "length(form) = 1 AND form BETWEEN 'A' AND 'Z'"),
        _check("review", "opens_on", DAY.format("opens_on")),
        _check("review", "closes_on", f"{DAY.format('closes_on')} AND closes_on >= opens_on"),
        _check("review", "closed_on", DAY.format("closed_on")),
        _check("review", "k", "k >= 5 AND t >= 2 AND k >= 2 * t + 1"),
        _check("review", "releases", "releases BETWEEN 1 AND 2"),
        *(_check("review", name, f"{name} IN (0, 1)") for name in ("shared", "about_you", "stand")),
        sa.ForeignKeyConstraint([lead], ["person.id"], name=key),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.Index("ix_review_closes_on", "closes_on"),
    )


def _invitation_code(used: str, check: str) -> sa.Table:
    """The table for SQLite. used: the boolean column. check: its constraint's name."""
    return sa.Table(
        "invitation_code",
        sa.MetaData(),
        _column("hash", sa.String(64)),
        _column("review_id", sa.String(32)),
        _column("group_name", sa.String(100)),
        _column(used, sa.Boolean()),
        _check("invitation_code", "hash", HASH),
        sa.CheckConstraint(f"{used} IN (0, 1)", name=check),
        sa.ForeignKeyConstraint(
            ["review_id", "group_name"],
            ["review_group.review_id", "review_group.name"],
            name="fk_invitation_code_review_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_invitation_code"),
        sa.Index("ix_invitation_code_review_id", "review_id"),
    )


def _rename(table: str, old: str, new: str) -> None:
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def _rename_lead(old: str, new: str) -> None:
    op.drop_index(op.f(f"ix_review_{old}"), "review")
    _rename("review", old, new)
    with op.batch_alter_table(
        "review", copy_from=_review(new, f"fk_review_{old}"), table_kwargs=WITHOUT_ROWID
    ) as review:
        review.drop_constraint(op.f(f"fk_review_{old}"), type_="foreignkey")
        review.create_foreign_key(op.f(f"fk_review_{new}"), "person", [new], ["id"])
    op.create_index(op.f(f"ix_review_{new}"), "review", [new])


def _rename_used(old: str, new: str) -> None:
    _rename("invitation_code", old, new)
    if op.get_bind().dialect.name == "postgresql":
        return  # it has booleans, so no constraint has the column's name
    before, after = (f"ck_invitation_code_{name}" for name in (old, new))
    with op.batch_alter_table(
        "invitation_code", copy_from=_invitation_code(new, before), table_kwargs=WITHOUT_ROWID
    ) as code:
        code.drop_constraint(op.f(before), type_="check")
        code.create_check_constraint(op.f(after), f"{new} IN (0, 1)")


def upgrade() -> None:
    for table in TABLES:
        _rename(table, "place", "group_name")
    _rename_lead("owner_id", "lead_id")
    _rename_used("spent", "used")


def downgrade() -> None:
    _rename_used("used", "spent")
    _rename_lead("lead_id", "owner_id")
    for table in TABLES:
        _rename(table, "group_name", "place")
