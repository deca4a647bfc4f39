"""Copies of a database: SQLite by its online backup API, PostgreSQL by pg_dump and pg_restore.

The service may run meanwhile: a copy is the database as it was at one moment.
"""

import os
import re
import sqlite3
import subprocess
import time
from pathlib import Path

from sqlalchemy import URL, inspect, select, table, text
from sqlalchemy.engine import Connection

from quiz.operations.backup_file import BackupError
from quiz.operations.postgresql_sql import NO_OWNERS, complaint, path_of, run, sql_of, version_of
from quiz.storage import missing_tables
from quiz.storage.database import Database, revision_of
from quiz.storage.file_mode import only_for_its_owner

REVISIONS = "alembic_version"
NOBODYS = {REVISIONS, "last_run", "spent_challenge"}
"""Tables that a service fills by itself: what is in them is no reason to keep a database."""
LOCKED_SECONDS = 10
"""How long to wait for a running service."""
SQLITE_DONE = 101
SQLITE = b"SQLite format 3\0"
"""How a file begins (sqlite.org/fileformat2.html)."""
DAMAGED = "the database in this backup is damaged{why}; nothing was restored from it."
DAMAGED_HERE = "this database is damaged{why}; nothing was written. Restore an earlier backup."
ORPHANS = "PRAGMA foreign_key_check"
MOST_FAULTS = 1_000_000
"""SQLite stops at 100, and false alarms would hide what is true."""
NULL_ALARM = re.compile(r"NULL value in (?P<table>\w+)\.(?P<column>\w+)")


def kind(database: Database) -> str:
    """``sqlite`` or ``postgresql``."""
    return database.writer.dialect.name


def dump(database: Database, to: Path) -> str:
    """Copy the database to a file; returns its revision. Raises BackupError, SQLAlchemyError."""
    with database.reader.connect() as connection:
        if kind(database) == "sqlite":
            _revision(connection)  # raises where there are no tables
            _copy_sqlite(_file_of(database), to)
            return _look_into(to, DAMAGED_HERE)
        connection.execution_options(isolation_level="REPEATABLE READ")
        revision = _revision(connection)  # of the moment that pg_dump copies
        moment = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        options = ("--format=custom", f"--snapshot={moment}", f"--file={to}")
        _run(database, "pg_dump", *options, _address(database.reader.url))
    return revision


def programs(database: Database) -> str:
    """Which programs make a backup here. Raises BackupError where none or too old ones are, or
    where a foreign key in SQLite is broken."""
    if kind(database) == "sqlite":
        with database.reader.connect() as connection:
            if orphan := connection.exec_driver_sql(ORPHANS).first():
                raise BackupError(DAMAGED_HERE.format(why=_why(*orphan)))
        return "no program is needed"
    with database.reader.connect() as connection:
        theirs = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    ours = version_of("pg_dump")
    if ours < theirs:
        raise BackupError(
            f"pg_dump is of version {ours} and the server of {theirs}: install PostgreSQL's client "
            f"programs of version {theirs} or newer"
        )
    return f"pg_dump {ours}, server {theirs}"


def is_empty(database: Database) -> bool:
    """Whether no table has a row that somebody made."""
    with database.reader.connect() as connection:
        names = inspect(connection).get_table_names()
        return not any(
            connection.execute(select(text("1")).select_from(table(name)).limit(1)).first()
            for name in names
            if name not in NOBODYS
        )


def replace(database: Database, copy: Path) -> Path | None:
    """Put a copy in place of everything that is in the database, in one transaction.

    Returns where a file is now that was no database any more. Raises BackupError, SQLAlchemyError.
    """
    if kind(database) == "sqlite":
        database.close()
        aside = _put_aside(_file_of(database))
        only_for_its_owner(_file_of(database))
        _copy_sqlite(copy, _file_of(database), in_use=True)
        database.empty_log()
        return aside
    with database.writer.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCKED_SECONDS}s'")
        quote = connection.dialect.identifier_preparer.quote
        for name in inspect(connection).get_table_names():
            connection.exec_driver_sql(f"DROP TABLE {quote(name)} CASCADE")
        with sql_of(copy) as lines:
            run(connection, lines)
    database.close()  # the SQL has changed settings of its connection
    return None


def _put_aside(file: Path) -> Path | None:
    """Rename a file that is so damaged that SQLite copies nothing into it; returns its new name.
    Its log goes with it: SQLite would add that to the next file of this name."""
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        if opened.read(len(SQLITE)) in (b"", SQLITE):
            return None
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if each.exists():
            each.replace(f"{each}.damaged")
    return Path(f"{file}.damaged")


def check(database: Database, copy: Path, revision: str) -> None:
    """Check a copy before anything is replaced by it. Raises BackupError."""
    if kind(database) == "postgresql":
        _run(database, "pg_restore", "--list", str(copy))
    elif _look_into(copy, DAMAGED) != revision:
        raise BackupError(DAMAGED.format(why=""))


def _look_into(copy: Path, damaged: str) -> str:
    """The revision of a copy in SQLite. Raises BackupError when it is no sound copy of ours."""
    try:
        opened = sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            opened.execute("PRAGMA trusted_schema = OFF")
            types = {kind for (kind,) in opened.execute("SELECT DISTINCT type FROM sqlite_master")}
            sound = not faults(opened)
            (revision,) = opened.execute(f"SELECT version_num FROM {REVISIONS}").fetchone()  # noqa: S608
            orphan = opened.execute(ORPHANS).fetchone()
        finally:
            opened.close()
    except (sqlite3.Error, TypeError):
        raise BackupError(damaged.format(why="")) from None
    if not sound or not types <= {"table", "index"}:
        raise BackupError(damaged.format(why=""))
    if orphan:
        raise BackupError(damaged.format(why=_why(*orphan)))
    return str(revision)


def _why(child: str, _row: int, parent: str, _key: int) -> str:
    """A broken foreign key, for a sentence."""
    return f" (a row of {child} belongs to a row of {parent} that is missing)"


def faults(opened: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a file.

    SQLite 3.40 finds NULL where there is none, if a table WITHOUT ROWID has its key in another
    place than first. So we look there ourselves; and not by IS NULL, which SQLite answers from
    the definition of the table.
    """
    found = {said for (said,) in opened.execute(f"PRAGMA quick_check({MOST_FAULTS})")} - {"ok"}
    return [said for said in found if not _is_false_alarm(opened, said)]


def _is_false_alarm(opened: sqlite3.Connection, said: str) -> bool:
    alarm = NULL_ALARM.fullmatch(said)
    if not alarm:
        return False
    sql = f"SELECT 1 FROM {alarm['table']} WHERE typeof({alarm['column']}) = 'null'"  # noqa: S608
    return opened.execute(sql).fetchone() is None


def _revision(connection: Connection) -> str:
    """Raises BackupError if a table is missing, or all are."""
    if gone := missing_tables.missing(connection):
        raise BackupError(f"nothing was written: {gone}.")
    if (found := revision_of(connection)) is None:
        raise BackupError("the database has no tables yet: run flask upgrade first.")
    return found


def _file_of(database: Database) -> Path:
    return Path(database.writer.url.database or "").resolve()


def _copy_sqlite(source: Path, target: Path, *, in_use: bool = False) -> None:
    """Copy one SQLite file into another, in one transaction. Raises BackupError.

    in_use: a running service may have the target open, and sees the copy from then on.
    """
    end = time.monotonic() + LOCKED_SECONDS

    def give_up(status: int, _left: int, _all: int) -> None:
        if status != SQLITE_DONE and time.monotonic() > end:
            raise BackupError("the database is locked; stop the service and try again.")

    try:
        read, write = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True), None
        try:
            write = sqlite3.connect(target)
            read.backup(write, progress=give_up)
            if not in_use:  # one file, without a log beside it
                write.execute("PRAGMA journal_mode = DELETE")
        finally:
            read.close()
            if write:
                write.close()
    except sqlite3.Error as error:
        raise BackupError(f"the database cannot be copied ({error}).") from None


def _address(url: URL) -> str:
    """The address for PostgreSQL's programs, without the password: every user can list commands."""
    plain = url.set(drivername="postgresql")._replace(password=None)
    return plain.render_as_string(hide_password=False)


def _run(database: Database, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs. Raises BackupError with its first complaint."""
    password = database.writer.url.password
    done = subprocess.run(  # noqa: S603 - a program of this machine, and no shell
        [path_of(program), *NO_OWNERS, *arguments],
        env={**os.environ, **({"PGPASSWORD": str(password)} if password else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise complaint(program, done.stderr)
