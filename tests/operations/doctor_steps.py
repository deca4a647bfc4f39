"""What ``flask doctor`` says of an app, and other settings for it."""

from dataclasses import replace
from typing import Any

from flask import Flask


def lines(app: Flask) -> dict[str, str]:
    """What it said, by check; OK lines are ``OK``."""
    result = app.test_cli_runner().invoke(args=["doctor"])
    found = {}
    for line in result.output.splitlines():
        name, _, words = line[7:].partition(": ")
        found[name] = "OK" if line.startswith("OK ") else words
        assert line.startswith(("OK  ", "TO DO  "))
    assert (result.exit_code == 0) == (set(found.values()) == {"OK"})
    return found


def change(app: Flask, **settings: Any) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], **settings)
