"""Files that are no backup, or a damaged one: refused in one sentence, and nothing is replaced."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.operations.conftest import NewService
from tests.operations.steps import back_up, refused, run


@pytest.mark.only_on("sqlite")
def test_files_of_another_kind_are_refused(app: Flask, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear all")
    assert "is not a backup of Before You Look, or it was cut short" in refused(app, other)
    assert "No such file" in refused(app, tmp_path / "nothing")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    assert "is not a backup of Before You Look" in refused(app, other)


def rewritten(file: Path, change: Callable[[zipfile.ZipFile, str, bytes], None]) -> Path:
    """A copy of the archive in which ``change`` writes each member."""
    copy = file.with_suffix(".changed")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            change(new, name, old.read(name))
    return copy


@pytest.mark.only_on("sqlite")
def test_an_archive_has_no_path_and_no_bomb(app: Flask, tmp_path: Path) -> None:
    file = back_up(app, tmp_path)

    def outside(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        archive.writestr(name, content)
        if name == "scenarios.json":
            archive.writestr("../local.json", content)

    def compressed(archive: zipfile.ZipFile, name: str, _content: bytes) -> None:
        archive.writestr(name, bytes(1_000_000), zipfile.ZIP_DEFLATED)

    def twice(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        archive.writestr(name, content)
        if name == "scenarios.json":
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr(name, b"{}")

    def deep(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        archive.writestr(name, b"[" * 60_000 if name == "manifest.json" else content)

    assert "is not a backup" in refused(app, rewritten(file, outside))
    for change in (compressed, twice, deep):
        assert "is damaged" in refused(app, rewritten(file, change))
    assert not (tmp_path / "local.json").exists()


def test_a_changed_database_is_refused(app: Flask, new_service: NewService, tmp_path: Path) -> None:
    file = back_up(app, tmp_path)
    other = new_service()

    def evil(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        archive.writestr(name, content[:-1] + b"!" if name == "database" else content)

    assert "is damaged" in refused(other, rewritten(file, evil))
    assert "has no tables" in run(other, "people", "list").output


def test_a_file_in_which_a_bit_fell_over_is_refused(
    app: Flask, new_service: NewService, tmp_path: Path, everything: bool
) -> None:
    """Anywhere, also in what the restored figures would not show, such as a time of the archive."""
    file, other = back_up(app, tmp_path), new_service()
    whole, changed = file.read_bytes(), tmp_path / "changed"
    chance = random.Random(16)
    ends = [*range(60), *range(len(whole) - 500, len(whole), 7)]
    places = chance.sample(ends, 20) + chance.sample(range(len(whole)), 20)
    for place in places if everything else places[::4]:
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        changed.write_bytes(spoilt)
        refused(other, changed, "--yes")
    assert "has no tables" in run(other, "people", "list").output


@pytest.mark.both_databases
def test_bytes_that_were_added_or_cut_off_are_noticed(
    app: Flask, new_service: NewService, tmp_path: Path
) -> None:
    """Also in a backup of an earlier release, which has no checksum of the whole."""
    file, other = back_up(app, tmp_path), new_service()
    earlier, changed = rewritten(file, zipfile.ZipFile.writestr), tmp_path / "changed"
    for whole in (file.read_bytes(), earlier.read_bytes()):
        added = [whole + b"\0", whole + b"garbage", whole + whole, b"#!" + whole]
        for spoilt in added + [whole[:-cut] for cut in (1, 22, 64, 86, 100, 5000)]:
            changed.write_bytes(spoilt)
            message = refused(other, changed, "--yes")
            assert "copy it again" in message
    assert "has no tables" in run(other, "people", "list").output
    assert run(other, "restore", earlier).exit_code == 0


@pytest.mark.only_on("sqlite")
def test_another_kind_of_database_and_a_newer_release_are_refused(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = back_up(app, tmp_path)
    with monkeypatch.context() as older:
        older.setattr("quiz.storage.database.newest_revision", lambda: "0001")
        assert "is newer; install that release first" in refused(app, file)

    def of_postgresql(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        archive.writestr(name, content.replace(b'"sqlite"', b'"postgresql"'))

    message = refused(app, rewritten(file, of_postgresql))
    assert "a backup of postgresql, and DATABASE_URL names sqlite" in message
