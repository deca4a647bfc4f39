"""Renamed commands work under their old name, with a deprecation notice."""

import pytest
from click import Group
from flask import Flask

from quiz.cli import RENAMED

OLD_AND_NEW = [
    ("answers tidy", "answers delete-old"),
    ("people end", "people sign-out"),
    ("scenarios seal", "scenarios checksum"),
]


def test_every_renamed_command_is_tested() -> None:
    assert [
        (f"{group.name} {old}", f"{group.name} {new}") for group, old, new in RENAMED
    ] == OLD_AND_NEW


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW)
def test_an_old_command_works_and_names_the_new_one(app: Flask, old: str, new: str) -> None:
    arguments = ["nobody@council.example"] if old.startswith("people") else []
    runner = app.test_cli_runner()
    result = runner.invoke(args=[*old.split(), *arguments])
    expected = runner.invoke(args=[*new.split(), *arguments])
    assert (result.exit_code, result.stdout) == (expected.exit_code, expected.stdout)
    assert result.stderr.endswith(expected.stderr)
    assert f"Use flask {new}." in result.stderr
    assert "deprecated" not in expected.stderr


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW)
def test_help_lists_only_the_new_name(app: Flask, old: str, new: str) -> None:
    name, command = old.split()
    group = app.cli.commands[name]
    assert isinstance(group, Group)
    assert group.commands[command].hidden
    assert new.split()[1] in app.test_cli_runner().invoke(args=[name, "--help"]).output
