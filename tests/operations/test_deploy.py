"""The files of deploy/ name what the service has, so that they cannot drift from it."""

import base64
import hashlib
import re
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from quiz.authors.exchange_views import LARGEST_UPLOAD
from quiz.cli import COMMANDS
from quiz.live.updates.stream import BEAT
from quiz.settings.config import NAMES, from_environment
from quiz.web.security import LARGEST_REQUEST

DEPLOY = Path(__file__).parents[2] / "deploy"
ROOT = DEPLOY.parent
SETTINGS = {*NAMES, "HOST", "PORT"}
SAMPLE = (DEPLOY / "environment.sample").read_text("utf-8")
SITE = (DEPLOY / "nginx" / "before-you-look.conf").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
RUNNING = (ROOT / "docs" / "running.md").read_text("utf-8")
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
UNITS = sorted((DEPLOY / "systemd").rglob("before-you-look*.*"))
NODES = ("node1", "node2", "due")


def nodes_in(name: str) -> list[str]:
    return re.findall(r"^server (\S+)", (DEPLOY / "nginx" / name).read_text("utf-8"), re.M)


def test_the_sample_names_every_setting_once() -> None:
    named = re.findall(r"^#?([A-Z][A-Z_]+)=", SAMPLE, re.MULTILINE)
    assert sorted(named) == sorted(SETTINGS)


def test_the_documents_explain_every_setting() -> None:
    pages = [ROOT / "docs" / "running.md", ROOT / "README.md"]
    texts = "".join(page.read_text("utf-8") for page in pages)
    assert {name for name in SETTINGS if not re.search(rf"`{name}(=1)?`", texts)} == set()


def test_the_sample_starts_a_service_in_production(tmp_path: Path) -> None:
    key = tmp_path / "secret_key"
    key.write_text("b30f9c71de5a48e2c6a91f7d04538bce")
    lines = re.findall(r'^([A-Z_]+)="?(.*?)"?$', SAMPLE, re.MULTILINE)
    here = {"INSTANCE": str(tmp_path), "SECRET_KEY_FILE": str(key)}
    settings = from_environment({**dict(lines), **here})
    assert settings.production
    assert settings.proxies == 1
    assert settings.metrics
    assert settings.operator


def test_what_is_commented_out_can_be_used(tmp_path: Path) -> None:
    lines = dict(re.findall(r'^#?([A-Z_]+)="?(.*?)"?$', SAMPLE, re.MULTILINE))
    key = {"SECRET_KEY": "b30f9c71de5a48e2c6a91f7d04538bce", "SECRET_KEY_FILE": ""}
    oidc = {"OIDC_CLIENT_ID": "look", "OIDC_CLIENT_SECRET": "secret"}
    settings = from_environment({**lines, **key, **oidc, "INSTANCE": str(tmp_path)})
    assert settings.smtp_url
    assert settings.provider


@pytest.mark.parametrize("name", NODES)
def test_a_node_of_compose_has_only_settings(name: str) -> None:
    node = COMPOSE["services"][name]
    assert set(node["environment"]) <= SETTINGS
    assert node["environment"]["SECRET_KEY_FILE"] == f"/run/secrets/{node['secrets'][0]}"
    assert set(node["depends_on"]) == {"database", "redis"}
    assert "ports" not in node, "only nginx can be reached"
    volume, folder = node["volumes"][0].split(":")
    assert volume in COMPOSE["volumes"]
    assert f"INSTANCE={folder}" in CONTAINERFILE


def test_compose_has_what_it_mounts_and_who_nginx_asks() -> None:
    services = COMPOSE["services"]
    given = {"environment", "secret_key", "certificate", ".env"}  # the operator's, never in git
    ignored = (ROOT / ".gitignore").read_text("utf-8")
    assert all(f"/deploy/{name}" in ignored for name in given)
    for mount in services["nginx"]["volumes"]:
        source, target, _ = mount.split(":")
        assert source[2:] in given or (DEPLOY / source).exists()
        assert target in SITE or target == "/etc/nginx/conf.d/before-you-look.conf"
    port = services["node1"]["environment"]["PORT"]
    assert nodes_in("compose-nodes.conf") == [f"node1:{port}", f"node2:{port}"] * 2
    assert set(services["nginx"]["depends_on"]) == {"node1", "node2"}
    assert all(":" in service["image"] for name, service in services.items() if name not in NODES)


def test_the_image_has_files_and_settings_that_exist() -> None:
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE):
        assert all([*ROOT.glob(path)] for path in source.split())
    (settings,) = re.findall(r"^ENV (.+)$", CONTAINERFILE, re.MULTILINE)
    assert {pair.partition("=")[0] for pair in settings.split()} <= SETTINGS
    for target in re.findall(r"make ([\w./]+)", CONTAINERFILE.partition("WORKDIR")[2]):
        makefile = (ROOT / "Makefile").read_text("utf-8")
        assert f"\n{target}:" in makefile or f":= {target}\n" in makefile


def test_commands_of_units_and_containers_exist() -> None:
    texts = [path.read_text("utf-8") for path in [*UNITS, *DEPLOY.glob("[Cc]*")] if path.is_file()]
    found = re.findall(r"flask --app wsgi ([\w-]+)", "\n".join(texts))
    assert {"upgrade", "due", "backup"} == set(found)
    assert set(found) <= {command.name for command in COMMANDS}


def test_the_operators_command_is_what_the_units_run() -> None:
    sandbox = (DEPLOY / "systemd/before-you-look-.service.d/sandbox.conf").read_text("utf-8")
    command = (DEPLOY / "before-you-look").read_text("utf-8")
    (user,) = re.findall(r"^User=(\w+)$", sandbox, re.MULTILINE)
    (folder,) = re.findall(r"^WorkingDirectory=(\S+)$", sandbox, re.MULTILINE)
    (file,) = re.findall(r"^EnvironmentFile=(\S+)$", sandbox, re.MULTILINE)
    (instance,) = re.findall(r"^Environment=(\S+)$", sandbox, re.MULTILINE)
    for option in (
        f"--uid={user}",
        f"--working-directory={folder}",
        f"--property=EnvironmentFile={file}",
        f"--setenv={instance}",
    ):
        assert f" {option} " in command
    assert not re.search(r"^(\.|source) ", command, re.MULTILINE), "a shell reads & and $ otherwise"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_agree_about_folders_and_users(path: Path) -> None:
    if path.is_dir():
        return
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(path.read_text("utf-8"))
    settings = unit["Service"].get("Environment", "") if "Service" in unit else ""
    assert settings.partition("=")[0] in {*SETTINGS, "MIGRATE", ""}
    if path.suffix == ".timer":
        assert path.with_suffix(".service").exists()
    for folder in re.findall(r"/opt/[\w-]+|/etc/before[\w-]*/\w+", path.read_text("utf-8")):
        assert folder in ("/opt/before-you-look", "/etc/before-you-look/environment")


def test_the_socket_is_where_the_service_listens() -> None:
    unit = (DEPLOY / "systemd" / "before-you-look-web.socket").read_text("utf-8")
    (port,) = re.findall(r"^ListenStream=127\.0\.0\.1:(\d+)$", unit, re.MULTILINE)
    assert f"\nPORT={port}\n" in SAMPLE
    assert "`HOST=127.0.0.1`" in RUNNING.partition("## One node")[2].partition("\n## ")[0]


def test_nginx_passes_what_proxies_expects() -> None:
    headers = dict(re.findall(r"proxy_set_header\s+(\S+)\s+(\S+);", SITE))
    assert headers == {
        "Connection": '""',
        "Host": "$host",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-Host": "$host",
        "X-Request-ID": "$request_id",
    }
    (kilobytes,) = re.findall(r"client_max_body_size\s+(\d+)k;", SITE)
    assert int(kilobytes) * 1024 > LARGEST_REQUEST, "people see the service's own page"
    (megabytes,) = re.findall(r"client_max_body_size\s+(\d+)m;", SITE)
    assert int(megabytes) * 1024**2 > LARGEST_UPLOAD
    seconds = dict(re.findall(r"location ~? ?(\S+) \{[^{}]*?proxy_read_timeout\s+(\d+)s;", SITE))
    assert int(seconds["/events$"]) > 2 * BEAT
    (log,) = re.findall(r"log_format before_you_look ([^;]+);", SITE)
    assert set(re.findall(r"\$\w+", log)) == {
        *("$time_iso8601", "$request_method", "$status", "$body_bytes_sent"),
        *("$request_time", "$upstream_addr", "$request_id"),
    }


@pytest.mark.parametrize("name", ["read.html", "sent.html"])
def test_the_page_while_no_node_answers_is_allowed_its_script_and_style(name: str) -> None:
    assert f" {name};" in SITE
    page = (DEPLOY / "nginx" / "away" / name).read_text("utf-8")
    for tag in ("script", "style"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert re.search(rf"set \${tag}\s+sha256-{re.escape(digest)};", SITE)


def test_the_alerts_ask_for_numbers_that_exist() -> None:
    rules = yaml.safe_load((DEPLOY / "prometheus" / "before-you-look.rules.yml").read_text("utf-8"))
    asked = " ".join(rule["expr"] for group in rules["groups"] for rule in group["rules"])
    explained = set(re.findall(r"^\| `(look_\w+)` \|", RUNNING, re.MULTILINE))
    assert set(re.findall(r"look_\w+", asked)) <= explained
    names = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]
    assert len(names) == len(set(names)) > 0
