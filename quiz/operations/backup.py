"""``flask backup`` and ``flask restore``."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import click
from flask import current_app

from quiz.clock import today
from quiz.content import store
from quiz.instance import HALF_RESTORED, RESTORING
from quiz.operations import backup_file, database_copy
from quiz.operations.backup_file import DATABASE, LOCAL, NATIONAL, BackupError, BackupFile, Manifest
from quiz.operations.working_folder import delete_left, working_folder
from quiz.settings.config import current_settings
from quiz.settings.keys import Purpose, keyed_hash
from quiz.settings.version import VERSION
from quiz.storage import database
from quiz.storage.database_commands import DatabaseCommand

OTHER_KEY = (
    "Warning: SECRET_KEY is not the key of the service that made this backup. Without that key its "
    "return codes and invitation codes do not work, and submissions that wait in reviews are lost."
)
FILE = click.Path(readable=False, path_type=Path)
"""Whatever is wrong with it, the command says in one sentence."""


def _key_check(secret: str) -> str:
    return keyed_hash(secret, Purpose.KEY_OF_A_BACKUP, "").hex()


@click.command(
    "backup",
    cls=DatabaseCommand,
    help="Write the database and the content files to FILE, while the service runs. Secrets are "
    "not in it.",
)
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    try:
        size = _back_up(file.absolute())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {file}, {size:,} bytes. Keep SECRET_KEY apart: it is not in this file.")


def _back_up(file: Path) -> int:
    if file.exists():
        raise BackupError(f"{file} exists; choose another name.")
    if (current_settings().instance / RESTORING).exists():
        raise BackupError(f"nothing was written: {HALF_RESTORED}.")
    content, opened = store(current_app), database.database()
    delete_left(current_settings().instance)
    with working_folder(file.parent) as folder:
        copy = folder / DATABASE
        revision = database_copy.dump(opened, copy)
        members = {DATABASE: copy, NATIONAL: content.national, LOCAL: content.local}
        manifest = Manifest(
            database_copy.kind(opened),
            revision,
            VERSION,
            str(today()),
            _key_check(current_settings().secret_key),
        )
        existing = {name: path for name, path in members.items() if path.exists()}
        backup_file.write(file, manifest, existing, folder)
    return file.stat().st_size


@click.command(
    "restore",
    cls=DatabaseCommand,
    help="Put the backup FILE in place of what is in the database and in the content files.",
)
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Replace a database that is not empty.")
def restore(file: Path, yes: bool) -> None:
    instance = current_settings().instance
    try:
        with backup_file.opened(file) as opened, working_folder(instance) as folder:
            _restore(opened, folder, yes=yes)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{instance} cannot be written: {error.strerror}.") from None


def _restore(file: BackupFile, folder: Path, *, yes: bool) -> None:
    """Check everything, then replace the database, then the content files."""
    made, target = file.manifest, database.database()
    _refuse_other(made, database_copy.kind(target))
    if not yes and not (database_copy.is_empty(target) and not store(current_app).local.exists()):
        raise BackupError("this database or its local.json is not empty; --yes replaces them.")
    extracted = {
        name: file.extract(name, folder / name)
        for name in (DATABASE, NATIONAL, LOCAL)
        if file.has(name)
    }
    database_copy.check(target, extracted[DATABASE], made.revision)
    mark = current_settings().instance / RESTORING
    with _marked(mark):
        aside = database_copy.replace(target, extracted[DATABASE])
    if aside:
        click.echo(f"The file that was damaged is now {aside}.")
    database.upgrade(target)
    same = (made.version, made.revision) == (VERSION, database.newest_revision())
    differing = _put_content(extracted, same_release=same)
    mark.unlink()
    click.echo(f"Restored the backup of {made.made_on}, release {made.version}.{differing}")
    if made.key not in map(_key_check, current_settings().keys):
        click.echo(OTHER_KEY, err=True)


@contextmanager
def _marked(mark: Path) -> Iterator[None]:
    """Leave a mark, unless what happens meanwhile fails: then nothing was replaced."""
    was = mark.exists()
    mark.touch()
    try:
        yield
    except BaseException:  # also Ctrl-C while it waits for a lock
        if not was:
            mark.unlink()
        raise


def _refuse_other(made: Manifest, kind: str) -> None:
    if made.database != kind:
        raise BackupError(
            f"this is a backup of {made.database}, and DATABASE_URL names {kind}; use one kind."
        )
    if made.revision > database.newest_revision():
        raise BackupError(
            f"this backup is of release {made.version}, which is newer; install that release first."
        )


def _put_content(extracted: dict[str, Path], *, same_release: bool) -> str:
    """Put the content files in place; returns what to say where the national ones differ.

    The national file belongs to the release. Another release has texts of its own, so there the
    backup's is put beside local.json for somebody to compare. Otherwise that is done with ours.
    """
    content = store(current_app)
    if LOCAL in extracted:
        _put(extracted[LOCAL], content.local)
    else:
        content.local.unlink(missing_ok=True)
    ours = content.national.read_bytes()
    if extracted[NATIONAL].read_bytes() == ours:
        return ""
    # Of these words, so that a second restore does not replace what the first one kept.
    name = f"scenarios-before-restore-{sha256(ours).hexdigest()[:8]}.json"
    kept = content.local.with_name(name)
    try:
        if not same_release:
            raise PermissionError
        kept.write_bytes(ours)
        _put(extracted[NATIONAL], content.national)
    except OSError:
        kept.unlink(missing_ok=True)
        aside = content.local.with_name("scenarios-of-backup.json")
        _put(extracted[NATIONAL], aside)
        return f"\nIts {NATIONAL} differs from the one of this release; it is in {aside}."
    return f"\nIts {NATIONAL} replaces the one that was here, which is now in {kept}."


def _put(file: Path, to: Path) -> None:
    new = to.with_name(f".{to.name}.new")
    shutil.copyfile(file, new)
    new.replace(to)
