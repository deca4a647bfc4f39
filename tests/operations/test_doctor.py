"""``flask doctor`` finds each fault and says what to do."""

import os
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.instance import OperatorError, prepare
from quiz.mail import MailServer
from quiz.operations import doctor
from quiz.settings.config import Provider
from tests.operations.steps import change, lines
from tests.people.test_mail import mailbox
from tests.server import free_port

__all__ = ["mailbox"]
pytestmark = pytest.mark.usefixtures("closed_folder")

Usage = namedtuple("Usage", "total used free")


@pytest.mark.both_databases
def test_a_sound_service_is_ok(app: Flask) -> None:
    assert lines(app) == dict.fromkeys(doctor.CHECKS, "OK")


def test_permissions_and_disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(app.instance_path)
    (folder / "secret_key").touch(0o644)
    assert lines(app)["permissions"] == f"{folder}/secret_key is open to others: chmod go= " + str(
        folder / "secret_key"
    )
    (folder / "secret_key").unlink()
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _: Usage(1, 1, 0))
        assert "0 MB free" in lines(app)["disk"]
    with monkeypatch.context() as read_only:
        read_only.setattr(os, "access", lambda *_: False)
        assert "give it to the user of the service" in lines(app)["permissions"]


def test_files_with_secrets_that_everybody_can_read(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, settings = tmp_path / "key", tmp_path / "environment"
    for file in (key, settings):
        file.touch(0o600)
    monkeypatch.setenv("SECRET_KEY_FILE", str(key))
    monkeypatch.setattr("quiz.operations.doctor.ENVIRONMENT", str(settings))
    assert lines(app)["permissions"] == "OK"
    for file in (key, settings):
        file.chmod(0o644)
        assert lines(app)["permissions"].startswith(f"{file} has secrets and is open to everybody")
        file.chmod(0o600)


def test_a_folder_of_somebody_else_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", closed)
    with pytest.raises(OperatorError, match="belongs to another user"):
        prepare({"INSTANCE": str(tmp_path)})


def test_a_missing_asset(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text('{"page.css": "page-1.css"}')
    monkeypatch.setattr("quiz.web.assets.BUILD", tmp_path)
    assert lines(app)["assets"].startswith("page-1.css is missing: run make run")


def test_servers_that_do_not_answer(app: Flask) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    change(
        app,
        limits=f"redis://{nobody}",
        public_url="https://look.example.org",
        provider=Provider(f"http://{nobody}", "us", "a secret of ours"),
    )
    from quiz.signin import provider

    provider.init_app(app, app.extensions["settings"])
    app.extensions["mail"] = MailServer(f"smtp://{nobody}", "look@example.org")
    found = lines(app)
    assert found["Redis"].startswith("REDIS_URL does not answer (ConnectionError): start Redis")
    assert "refused: put SMTP_URL right" in found["SMTP"]
    assert "discovery failed (ConnectionError): put OIDC_ISSUER right" in found["OIDC"]
    assert "a secret of ours" not in str(found)


def test_a_mail_server_is_greeted_and_sent_nothing(app: Flask, mailbox: Any) -> None:
    app.extensions["mail"] = MailServer(f"smtp://127.0.0.1:{mailbox.port}", "look@example.org")
    assert lines(app)["SMTP"] == "OK"
    assert mailbox.mails == []
