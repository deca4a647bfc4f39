"""A dump of PostgreSQL as SQL, run on a connection of ours.

pg_restore could run it, but in a transaction of its own: a failure would come after the old tables
are gone. And since version 17 it sets a parameter that earlier servers do not know.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy.engine import Connection

from quiz.operations.backup_file import BackupError

NO_OWNERS = ("--no-owner", "--no-privileges", "--no-password")
NOT_RUN = (b"--", b"\\", b"\n", b"SET transaction_timeout")
"""How lines begin that are no statement, or that only newer servers know. A backslash would be a
command of psql, which could start programs."""
KEPT = "nothing was restored, and what was there is still there"
NEWER = "unsupported version"
END_OF_ROWS = b"\\.\n"


def path_of(program: str) -> str:
    """Where one of PostgreSQL's programs is. Raises BackupError."""
    path = shutil.which(program)
    if path is None:
        raise BackupError(
            f"{program} is not installed; install PostgreSQL's client programs, of the server's "
            "version or newer (Debian: apt install postgresql-client)."
        )
    return path


def version_of(program: str) -> int:
    """The first number of its version. Raises BackupError."""
    arguments = [path_of(program), "--version"]
    said = subprocess.run(arguments, capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\d+", said)
    if found is None:
        raise BackupError(f"{program} does not say its version")
    return int(found[0])


def complaint(program: str, said: str) -> BackupError:
    """What a program said first when it failed, and what to do where we know it."""
    first = (said.strip() or f"{program} failed").splitlines()[0].removesuffix(".")
    if program == "pg_dump":
        return BackupError(f"nothing was written: {first}.")
    if NEWER in first:
        return BackupError(
            f"{KEPT}: newer client programs of PostgreSQL than those here made this backup "
            f"({first}); install the newer ones."
        )
    return BackupError(f"{KEPT}: {first}.")


@contextmanager
def sql_of(dump: Path) -> Iterator[Iterator[bytes]]:
    """The lines of the SQL that makes what is in a dump.

    Raises BackupError at the end, if pg_restore could not read all of it.
    """
    arguments = [path_of("pg_restore"), *NO_OWNERS, "--file=-", str(dump)]
    with (
        TemporaryFile() as said,
        subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=said) as program,  # noqa: S603 - no shell
    ):
        try:
            yield program.stdout or iter(())
            program.wait()
        finally:
            program.kill()
        if program.returncode:
            said.seek(0)
            raise complaint("pg_restore", said.read().decode(errors="replace"))


def run(connection: Connection, lines: Iterator[bytes]) -> None:
    """Run the SQL of a dump in the transaction of this connection. Raises BackupError.

    pg_dump ends a statement at the end of a line, and the rows of a table by a line of their own.
    """
    import psycopg

    statement = b""
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor:
            for line in lines:
                if not statement and line.startswith(NOT_RUN):
                    continue
                statement += line
                if line.endswith(b"FROM stdin;\n"):
                    with cursor.copy(statement) as rows:
                        for row in takewhile(lambda row: row != END_OF_ROWS, lines):
                            rows.write(row)
                elif line.endswith(b";\n"):
                    cursor.execute(statement)
                else:
                    continue
                statement = b""
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0].removesuffix(".")
        raise BackupError(f"{KEPT}: {said}.") from None
