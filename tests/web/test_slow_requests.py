"""A slow request is in the log, with its route and its milliseconds only."""

import logging
import re

import pytest
from flask import Flask

from quiz.web import slow_requests


@pytest.mark.parametrize("path", ["/review/ABCDEFGH?name=Jane", "/nowhere/Jane"])
def test_the_log_names_route_and_milliseconds(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    monkeypatch.setattr(slow_requests, "SLOW_MS", 0)
    with caplog.at_level(logging.WARNING, logger=slow_requests.__name__):
        app.test_client().get(path)
    (line,) = [record.getMessage() for record in caplog.records]
    assert re.fullmatch(r"(teams\.invitation|an unknown address) took \d+ ms", line)


def test_a_quick_request_is_not_in_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.test_client().get("/privacy")
    assert "took" not in caplog.text
