"""Settings, and the one-sentence error for each invalid setting."""

import errno
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.settings.config import OperatorError, from_environment

ROOT = Path(__file__).parents[2]


def test_the_secret_is_created_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    environ = {"INSTANCE": str(tmp_path / "new")}
    first = from_environment(environ)
    assert len(first.secret_key) >= 32
    assert from_environment(environ).secret_key == first.secret_key
    mode = (tmp_path / "new" / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_database_is_sqlite_in_the_instance_unless_named(tmp_path: Path) -> None:
    settings = from_environment({"INSTANCE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'quiz.sqlite3'}"
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        found = from_environment(
            {"INSTANCE": str(tmp_path), "DATABASE_URL": f"{scheme}://me:pw@host/quiz"}
        )
        assert found.database_url == "postgresql+psycopg://me:pw@host/quiz"


ENTRA = "https://login.microsoftonline.com"
OIDC = {
    "OIDC_ISSUER": f"{ENTRA}/8a6f9c1e-0000-4000-8000-3a2b1c0d9e8f/v2.0",
    "OIDC_CLIENT_ID": "before-you-look",
    "OIDC_CLIENT_SECRET": "a client's secret",
    "PUBLIC_URL": "https://look.example.org/",
}
OPERATOR = {
    "OPERATOR_NAME": "Sampleshire County Council",
    "PRIVACY_CONTACT": "dpo@sampleshire.example",
    "ACCESSIBILITY_CONTACT": "01234 567890",
    "LAWFUL_BASIS": "public-task",
    "STATEMENT_DATE": "2026-03-31",
}
MAIL = {"SMTP_URL": "smtps://me:pw@mail.example.org", "MAIL_FROM": "look@example.org"}


READY = {
    "PRODUCTION": "1",
    "SECRET_KEY": "b30f9c71de5a48e2c6a91f7d04538bce",
    "PROXIES": "1",
    **OPERATOR,
}
STRICT: list[tuple[dict[str, str], str]] = [
    ({"PRODUCTION": "maybe"}, "PRODUCTION must be 1 or 0, not “maybe”"),
    ({"PRODUCTON": "1"}, "PRODUCTON is not a setting; if you mean PRODUCTION, rename it"),
    ({"SECRET-KEY": "x"}, "if you mean SECRET_KEY"),
    ({**READY, "SECRET_KEY": "s" * 32}, "SECRET_KEY is easy to guess"),
    ({**READY, "SECRET_KEY": "1234567890" * 4}, "SECRET_KEY is easy to guess"),
    ({**READY, "SECRET_KEY_FILE": "/dev/null"}, "are both set; keep one of them"),
    ({"SECRET_KEY_FILE": "/dev/null"}, "/dev/null is too short"),
    ({"SECRET_KEY_FILE": "/nowhere/key"}, "cannot be used for the secret key: No such file"),
    ({**READY, "PROXIES": ""}, "PRODUCTION needs PROXIES"),
]


@pytest.mark.parametrize("word", ["false", "0", "no", "off", "False", ""])
def test_production_is_off_where_the_operator_says_so(tmp_path: Path, word: str) -> None:
    settings = from_environment({"INSTANCE": str(tmp_path), "PRODUCTION": word})
    assert not settings.production


def test_settings_of_others_are_left_alone(tmp_path: Path) -> None:
    others = ("HOSTNAME", "HTTP_PROXY", "SMTP_HOST", "PUBLIC_KEY", "INSTANCE_ID", "SECRET_KEY_BASE")
    from_environment({"INSTANCE": str(tmp_path), **dict.fromkeys(others, "x")})


def test_keys_can_be_in_a_file_the_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{READY['SECRET_KEY']}\n\n the key before \n")
    environ = {"INSTANCE": str(tmp_path), "SECRET_KEY_FILE": str(file)}
    settings = from_environment({**environ, "SECRET_KEY_FALLBACKS": "an older one, the oldest"})
    assert settings.keys == (READY["SECRET_KEY"], "the key before", "an older one", "the oldest")
    assert READY["SECRET_KEY"] not in repr(settings)


def test_a_full_disk_leaves_no_empty_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    environ = {"INSTANCE": str(tmp_path / "new")}
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fail)
        with pytest.raises(OperatorError, match="No space left on device"):
            from_environment(environ)
    assert list((tmp_path / "new").iterdir()) == []
    assert len(from_environment(environ).secret_key) == 64


def test_the_instance_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    ours, others = tmp_path / "ours", tmp_path / "others"
    from_environment({"INSTANCE": str(ours)})
    assert stat.S_IMODE(ours.stat().st_mode) == 0o700
    ours.chmod(0o755)
    from_environment({"INSTANCE": str(ours)})
    assert stat.S_IMODE(ours.stat().st_mode) == 0o700
    others.mkdir(mode=0o755)
    from_environment({"INSTANCE": str(others), "SECRET_KEY": READY["SECRET_KEY"]})
    assert stat.S_IMODE(others.stat().st_mode) == 0o755, "it has no file of ours"


def test_settings_of_mail_and_sign_in(tmp_path: Path) -> None:
    bare = from_environment({"INSTANCE": str(tmp_path)})
    assert (bare.public_url, bare.smtp_url, bare.mail_from, bare.provider) == (None,) * 4
    found = from_environment({"INSTANCE": str(tmp_path), **OIDC, **MAIL})
    assert found.public_url == "https://look.example.org"
    assert found.provider is not None
    assert found.provider.issuer == OIDC["OIDC_ISSUER"]
    assert (found.smtp_url, found.mail_from) == (MAIL["SMTP_URL"], MAIL["MAIL_FROM"])
    for secret in ("a client's secret", "me:pw"):
        assert secret not in repr(found)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PRODUCTION": "1"}, "PRODUCTION is set but SECRET_KEY is not"),
        ({"PRODUCTION": "1", "SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({**READY, "OPERATOR_NAME": ""}, "need them; set all five"),
        *STRICT,
        ({**OPERATOR, "PRIVACY_CONTACT": ""}, "need them; set all five"),
        ({**OPERATOR, "LAWFUL_BASIS": "because"}, "must be one of public-task, legitimate"),
        ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY must be a number from 1 to 1000, not '0'"),
        ({"WEB_CONCURRENCY": "zwei"}, "WEB_CONCURRENCY must be a number from 1 to 1000"),
        ({"WEB_CONCURRENCY": "1000000"}, "WEB_CONCURRENCY must be a number from 1 to 1000"),
        ({"PORT": "web"}, "PORT must be a number from 1 to 65535, not 'web'"),
        ({"METRICS_PORT": "8000"}, "METRICS_PORT must be another port than PORT, 8000"),
        ({"LOG_LEVEL": "all"}, "LOG_LEVEL must be debug, info, warning, error or critical"),
        ({"FORWARDED_ALLOW_IPS": "10.0.0.10,nginx"}, "'nginx' is not"),
        (
            {**OPERATOR, "STATEMENT_DATE": "2999-01-01"},
            "STATEMENT_DATE is 2999-01-01, and",
        ),
        ({"SECOND_FACTOR": "admins"}, "SECOND_FACTOR must be one of administrators, all"),
        ({"LANGUAGES": "en,fr"}, "it must be one or more of en, cy"),
        ({"LANGUAGES": "cy"}, "and en among them"),
        ({"LANGUAGES": "en,en"}, "each language once"),
        ({"SECOND_FACTOR": "1"}, "SECOND_FACTOR must be one of administrators, all"),
        ({**OPERATOR, "STATEMENT_DATE": "31 March"}, "STATEMENT_DATE must be the day"),
        ({"DATABASE_URL": "mysql://host/quiz"}, "use sqlite:///a/file or postgresql"),
        ({"DATABASE_URL": "no address at all"}, "not a database address"),
        ({"DATABASE_URL": "postgresql://host:port/quiz"}, "not a database address"),
        ({"DATABASE_URL": "sqlite://"}, "use sqlite:///a/file"),
        ({"DATABASE_URL": "sqlite+other:///x"}, "use sqlite:///a/file"),
        ({"PROXIES": "many"}, "PROXIES must be a whole number"),
        ({"CONTENT_COPIES": "/proc/copies"}, "CONTENT_COPIES is /proc/copies, which cannot be"),
        ({"PUBLIC_URL": "look.example.org"}, "PUBLIC_URL must be how people reach"),
        ({"PUBLIC_URL": "http://look.example.org"}, "PUBLIC_URL must be how people reach"),
        ({"PUBLIC_URL": "https://look.example.org/quiz"}, "PUBLIC_URL must be how people reach"),
        ({"PUBLIC_URL": "https://me:pw@look.example.org"}, "PUBLIC_URL must be how people reach"),
        ({"PUBLIC_URL": "https://look.example.org:port"}, "PUBLIC_URL must be how people reach"),
        ({"SMTP_URL": "mail.example.org"}, "SMTP_URL must be a mail server"),
        ({"SMTP_URL": "http://mail.example.org"}, "SMTP_URL must be a mail server"),
        ({"SMTP_URL": "smtp://mail.example.org"}, "MAIL_FROM must be the address"),
        (MAIL, "so PUBLIC_URL must be"),
        ({**OIDC, "OIDC_CLIENT_SECRET": ""}, "belong together; set all four"),
        ({**OIDC, "PUBLIC_URL": ""}, "belong together; set all four"),
        ({**OIDC, "OIDC_ISSUER": "http://id.example.org"}, "OIDC_ISSUER must be an https"),
        ({**OIDC, "OIDC_ISSUER": f"{ENTRA}/common/v2.0"}, "must name your own tenant"),
        ({**OIDC, "OIDC_ISSUER": f"{ENTRA}/organizations/v2.0"}, "must name your own tenant"),
    ],
)
def test_an_invalid_setting_is_named(
    tmp_path: Path, environ: dict[str, str], sentence: str
) -> None:
    with pytest.raises(OperatorError, match=sentence):
        from_environment({"INSTANCE": str(tmp_path), **environ})


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PRODUCTION": "1"}, "PRODUCTION is set but SECRET_KEY is not"),
        ({"INSTANCE": "/dev/null/instance"}, "which cannot be made"),
    ],
)
@pytest.mark.starts_python
def test_a_failed_start_prints_one_sentence(
    tmp_path: Path, environ: dict[str, str], sentence: str
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"INSTANCE": str(tmp_path), **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 3
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_languages_are_english_unless_named(tmp_path: Path) -> None:
    def languages(named: str) -> tuple[str, ...]:
        return from_environment({"INSTANCE": str(tmp_path), "LANGUAGES": named}).languages

    assert languages("") == languages("en") == ("en",)
    assert languages("cy, en") == ("cy", "en")
