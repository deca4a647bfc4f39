"""A service with three languages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from quiz.languages.sentences import ENGLISH, write_in
from quiz.settings.config import Settings
from tests.shared_app import new_app


@pytest.fixture
def app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    with new_app(replace(settings, languages=("en", "cy", "en-XA")), compiled) as app:
        yield app
    write_in(ENGLISH)  # a request here left its language for the next test
