"""Pages and files of the service itself: health, privacy, guidance, assets."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from quiz import create_app
from quiz.bank.content_file import SCHEMA
from quiz.bank.load import SCENARIOS
from quiz.settings.config import Settings
from quiz.settings.version import VERSION
from quiz.storage.database import Database, downgrade, upgrade
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"


def test_ready_only_when_the_database_is_migrated(app: Flask, database: Database) -> None:
    client = app.test_client()
    assert client.get("/readyz").json == {"status": "ok", "version": VERSION}
    downgrade(database, "base")
    response = client.get("/readyz")
    assert (response.status_code, response.json) == (
        503,
        {"status": "the database is not migrated", "version": VERSION},
    )
    upgrade(database)
    assert client.get("/readyz").status_code == 200


def test_alive_but_not_ready_without_a_database(settings: Settings) -> None:
    unreachable = Settings(
        settings.secret_key, "sqlite:////nowhere/at/all.sqlite3", settings.instance
    )
    app = create_app(unreachable)
    response = app.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json == {"status": "the database does not answer", "version": VERSION}
    assert app.test_client().get("/healthz").json == {"status": "ok", "version": VERSION}
    assert Visitor(app).get("/").status == 200


def test_the_version_is_the_newest_in_the_changelog(app: Flask) -> None:
    newest = re.search(r"^## \[([^\]]+)\]", CHANGELOG.read_text("utf-8"), re.MULTILINE)
    printed = app.test_cli_runner().invoke(args=["version"])
    assert printed.exit_code == 0
    assert newest
    assert printed.output.strip() == newest[1] == VERSION


def test_the_privacy_page_lists_what_the_tables_store(visitor: Visitor) -> None:
    visitor.get("/privacy")
    for column in ("how sure you were", "The day you started", "random number", "return code"):
        assert column in visitor.words


def test_the_start_page_says_what_is_stored(visitor: Visitor) -> None:
    visitor.get("/")
    for text in ("Kept", "Never kept", "your name, email or employer", "the time of day"):
        assert text in visitor.words


def test_built_files_are_cached_for_a_year(visitor: Visitor) -> None:
    page, built = visitor.get("/").page, 'link[rel="stylesheet"], script[src], link[rel=icon]'
    links = page.select(built)
    assert {link.name for link in links} == {"link", "script"}
    for link in links:
        with visitor.client.get(str(link.get("href") or link["src"])) as response:
            assert response.status_code == 200
            assert response.cache_control.max_age == 31_536_000
            assert response.cache_control.immutable


@pytest.mark.parametrize("name", ["scenarios", "local"])
def test_the_published_schemas_match_the_served_ones(visitor: Visitor, name: str) -> None:
    with visitor.client.get(f"/schema/{name}.json") as response:
        assert response.mimetype == "application/schema+json"
        served = response.get_json(force=True)
    Draft202012Validator.check_schema(served)
    docs = Path(__file__).parents[1] / "docs" / "schema" / f"{name}.json"
    assert json.loads(docs.read_text("utf-8")) == served


def test_the_content_names_its_schema_for_editors() -> None:
    content = json.loads(SCENARIOS.read_text("utf-8"))
    schema = (SCENARIOS.parent / content["$schema"]).resolve()
    assert schema == SCHEMA.resolve()
