"""flask languages: what a translator takes along, and what comes back."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import Result
from flask import Flask

from quiz.languages import catalogues
from quiz.languages.catalogues import CONTENT, INTERFACE, catalogue_file
from quiz.languages.extraction import as_po

PLACES = "Set %(number)s"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the Welsh catalogues, to change."""
    shutil.copytree(catalogues.FOLDER / "cy", tmp_path / "cy")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    return tmp_path


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["languages", *words])


def changed(file: Path, sentence: str, words: str) -> Path:
    """The file with one translation changed, as a translator sends it back."""
    with file.open("rb") as stream:
        catalog = read_po(stream)
    for message in catalog:
        if message.id == sentence:
            message.string = words
    file.write_bytes(as_po(catalog))
    return file


def test_a_round_trip_changes_nothing(app: Flask, folder: Path) -> None:
    for domain, option in ((INTERFACE, []), (CONTENT, ["--content"])):
        before = catalogue_file("cy", domain).read_bytes()
        assert run(app, "export", "cy", *option, "--output", str(folder / "out.po")).exit_code == 0
        made = run(app, "import", "cy", str(folder / "out.po"), *option)
        assert "New translations: 0. They show" in made.output
        assert catalogue_file("cy", domain).read_bytes() == before


def test_a_better_translation_is_taken_in(app: Flask, folder: Path) -> None:
    run(app, "export", "cy", "--output", str(folder / "out.po"))
    changed(folder / "out.po", PLACES, "Y set %(number)s")
    tried = run(app, "import", "cy", str(folder / "out.po"), "--dry-run")
    assert "New translations: 1. Nothing was taken in" in tried.output
    assert "Y set" not in catalogue_file("cy", INTERFACE).read_text("utf-8")
    assert run(app, "import", "cy", str(folder / "out.po")).exit_code == 0
    assert catalogues.read(catalogue_file("cy", INTERFACE)).gettext(PLACES) == "Y set %(number)s"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('msgid "Set %(number)s"\nmsgstr "Set %(nifer)s"\n', "%(nifer)s, %(number)s"),
        ('msgid "Continue"\nmsgstr "<b>Parhau</b>"\n', "</b, <b"),
        ('msgid "No such sentence"\nmsgstr "Dim"\n', "is not a sentence of the service"),
        ("neither a catalogue\nnor anything", "This is no PO file"),
        ('msgid ""\nmsgstr ""\n"Language: pl\\n"\n', "The file is in “pl”"),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(app: Flask, folder: Path, text: str, why: str) -> None:
    before = catalogue_file("cy", INTERFACE).read_bytes()
    (folder / "in.po").write_text(f'msgid "Close"\nmsgstr "Caewch"\n\n{text}', "utf-8")
    made = run(app, "import", "cy", str(folder / "in.po"))
    assert made.exit_code == 1
    assert why in made.output
    assert "Nothing was taken in" in made.output
    assert catalogue_file("cy", INTERFACE).read_bytes() == before
