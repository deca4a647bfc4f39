"""Settings, and the one-sentence error for each invalid setting."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.config import OperatorError, from_environment

ROOT = Path(__file__).parents[1]


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
    "STATEMENT_DATE": "2027-03-31",
}
MAIL = {"SMTP_URL": "smtps://me:pw@mail.example.org", "MAIL_FROM": "look@example.org"}


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
        ({"PRODUCTION": "1", "SECRET_KEY": "s" * 32}, "need them; set all five"),
        ({**OPERATOR, "PRIVACY_CONTACT": ""}, "need them; set all five"),
        ({**OPERATOR, "LAWFUL_BASIS": "because"}, "must be one of public-task, legitimate"),
        ({**OPERATOR, "STATEMENT_DATE": "31 March"}, "STATEMENT_DATE must be the day"),
        ({"DATABASE_URL": "mysql://host/quiz"}, "use sqlite:///a/file or postgresql"),
        ({"DATABASE_URL": "no address at all"}, "not a database address"),
        ({"DATABASE_URL": "postgresql://host:port/quiz"}, "not a database address"),
        ({"DATABASE_URL": "sqlite://"}, "use sqlite:///a/file"),
        ({"DATABASE_URL": "sqlite+other:///x"}, "use sqlite:///a/file"),
        ({"PROXIES": "many"}, "PROXIES must be a whole number"),
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
