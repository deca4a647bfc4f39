"""Settings: read once from the environment, and checked at the start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from quiz import instance
from quiz.instance import OperatorError as OperatorError
from quiz.languages import catalogues
from quiz.settings import certificates, operator_details, security_txt, web_server
from quiz.settings.operator_details import Operator
from quiz.settings.web_server import WebServer

ON, OFF = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
NAMES = (
    *("PRODUCTION", "INSTANCE", "DATABASE_URL", "PROXIES", "REDIS_URL", "CONTENT_COPIES"),
    *("CA_FILE", "SECURITY_CONTACT"),
    *("SECRET_KEY", "SECRET_KEY_FILE", "SECRET_KEY_FALLBACKS", "PUBLIC_URL", "SMTP_URL"),
    *("MAIL_FROM", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OPERATOR_NAME"),
    *("PRIVACY_CONTACT", "ACCESSIBILITY_CONTACT", "LAWFUL_BASIS", "STATEMENT_DATE"),
    *("FORWARDED_ALLOW_IPS", "WEB_CONCURRENCY", "LOG_LEVEL", "METRICS_PORT", "SECOND_FACTOR"),
    *("LANGUAGES", "LEARNING_SYSTEMS"),
)
"""Every setting but HOST and PORT, which many other names resemble."""
ALIKE = 0.85
"""How much a name must resemble a setting's to be a misspelling of it (difflib's ratio)."""
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
NO_ONE_TENANT = ("common", "organizations", "consumers")


@dataclass(frozen=True)
class Provider:
    """An organisation's sign-in service (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """What the operator sets.

    ``database_url`` names SQLite or PostgreSQL (psycopg 3). ``production`` turns on what needs
    HTTPS (secure cookies, strict transport security) and requires a secret key.
    ``proxies`` is the number of reverse proxies whose forwarded headers are trusted.
    ``limits`` is where failed requests are counted: in this process, or in a shared Redis.
    ``copies`` is a folder for good content, used by workers that start later.
    ``public_url`` is the service's address in links that it sends. ``smtp_url`` and
    ``mail_from`` let it send mail. ``provider`` is an organisation's sign-in service.
    ``operator`` is who runs it, which production requires. ``ca_file`` has the certificates that
    other servers are checked with. ``older_keys`` are secret keys of the past, the newest first:
    nothing new is made with them (decision 34). ``server`` is how the web server runs.
    ``second_factor``: which accounts with a password need one (administrators, all, or none).
    ``security_contact`` is a URI for those who find a security problem. ``languages``: the codes of
    the languages that pages are offered in, the first choice first.
    ``learning_systems`` are the origins of learning systems that may open packages of the check.
    """

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    instance: Path
    production: bool = False
    proxies: int = 0
    limits: str = "memory://"
    copies: Path | None = None
    public_url: str | None = None
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    provider: Provider | None = None
    operator: Operator | None = None
    ca_file: Path | None = None
    older_keys: tuple[str, ...] = field(default=(), repr=False)
    server: WebServer = field(default_factory=WebServer)
    second_factor: str = ""
    security_contact: str | None = None
    languages: tuple[str, ...] = ("en",)
    learning_systems: tuple[str, ...] = ()

    @property
    def metrics(self) -> bool:
        """Whether requests are counted for Prometheus."""
        return self.server.metrics_port is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every secret key, the newest first: what an older one made still works."""
        return (self.secret_key, *self.older_keys)

    @property
    def signing_keys(self) -> list[str]:
        """The same, the newest last, as itsdangerous wants them: it signs with the last."""
        return [*reversed(self.older_keys), self.secret_key]


def init_app(app: Flask, settings: Settings) -> None:
    """Store the settings on the app, for `current_settings`."""
    app.extensions["settings"] = settings


def current_settings() -> Settings:
    """The settings of the current app."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def own_address() -> str:
    """The address of this service, without a slash at its end: PUBLIC_URL, or else that of the
    request. Staff may reach the service by another address than the people who get its links."""
    return (current_settings().public_url or request.host_url).rstrip("/")


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    Raises OperatorError when production has no secret, or when a value cannot be used.
    """
    _refuse_misspelt(environ)
    production, folder = _switch(environ, "PRODUCTION"), instance.prepare(environ)
    ca = certificates.ca_file(environ)
    newest, *older = instance.secret_keys(environ, folder, production)
    return Settings(
        secret_key=newest,
        older_keys=tuple(older),
        database_url=certificates.for_postgresql(
            _database(environ.get("DATABASE_URL"), folder), ca
        ),
        instance=folder,
        production=production,
        proxies=_proxies(environ, production),
        limits=certificates.for_redis(environ.get("REDIS_URL") or "memory://", ca),
        copies=instance.copies(environ.get("CONTENT_COPIES")),
        public_url=_public_url(environ.get("PUBLIC_URL"), production),
        smtp_url=_smtp(*map(environ.get, ("SMTP_URL", "MAIL_FROM", "PUBLIC_URL"))),
        mail_from=environ.get("MAIL_FROM") or None,
        provider=_provider(environ, production),
        operator=operator_details.operator(environ, production),
        server=web_server.from_environment(environ),
        ca_file=ca,
        second_factor=_one_of(environ, "SECOND_FACTOR", "administrators", "all"),
        security_contact=security_txt.contact(environ),
        languages=catalogues.languages(environ.get("LANGUAGES", "").strip(), production),
        learning_systems=_learning_systems(environ.get("LEARNING_SYSTEMS", ""), production),
    )


def _refuse_misspelt(environ: Mapping[str, str]) -> None:
    """A setting with a wrong name would be ignored, and nobody would notice."""
    for name in environ:
        if name not in NAMES and (near := get_close_matches(name, NAMES, n=1, cutoff=ALIKE)):
            raise OperatorError(f"{name} is not a setting; if you mean {near[0]}, rename it.")


def _proxies(environ: Mapping[str, str], production: bool) -> int:
    number = environ.get("PROXIES", "" if production else "0")
    if not number:
        raise OperatorError(
            "PRODUCTION needs PROXIES: how many reverse proxies are in front of the service, or 0 "
            "if it has its own certificate."
        )
    if not number.isdecimal():
        raise OperatorError(f"PROXIES must be a whole number, not “{number}”.")
    return int(number)


def _switch(environ: Mapping[str, str], name: str) -> bool:
    word = environ.get(name, "").strip().lower()
    if word not in (*ON, *OFF):
        raise OperatorError(f"{name} must be 1 or 0, not “{environ[name]}”.")
    return word in ON


def _one_of(environ: Mapping[str, str], name: str, *allowed: str) -> str:
    word = environ.get(name, "").strip()
    if word and word not in allowed:
        raise OperatorError(f"{name} must be one of {', '.join(allowed)}, not “{word}”.")
    return word


def _database(url: str | None, folder: Path) -> str:
    if not url and "?" in str(folder):
        raise OperatorError(f"INSTANCE is {folder}; choose a path without a question mark.")
    if not url:
        return f"sqlite:///{folder / instance.DATABASE}"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise OperatorError("DATABASE_URL is not a database address.") from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.drivername == "sqlite" and parsed.database not in (
            None,
            ":memory:",
        ):
            return url
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg").render_as_string(False)
        case other:
            raise OperatorError(
                f"DATABASE_URL names {other}; use sqlite:///a/file or postgresql://…."
            )


def _parts(url: str) -> tuple[str, str | None]:
    """The scheme and host of an address; ("", None) when it cannot be parsed."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError for a port that is no number
    except ValueError:
        return "", None
    return parts.scheme, parts.hostname


def is_safe(url: str, production: bool) -> bool:
    """Whether an address is HTTPS, or plain HTTP to this machine outside production."""
    scheme, host = _parts(url)
    on_this_machine = scheme == "http" and host in THIS_MACHINE and not production
    return bool(host) and (scheme == "https" or on_this_machine)


def _is_origin(url: str, production: bool) -> bool:
    """Whether an address is safe and ends after its host and port."""
    return is_safe(url, production) and url.count("/") == 2 and not set("?#@;,'\"*") & set(url)


def _public_url(url: str | None, production: bool) -> str | None:
    if not url:
        return None
    url = url.rstrip("/")
    if not _is_origin(url, production):
        raise OperatorError(
            "PUBLIC_URL must be how people reach the service, such as https://look.example.org."
        )
    return url


def _learning_systems(given: str, production: bool) -> tuple[str, ...]:
    urls = [url.rstrip("/") for url in given.split()]
    for url in urls:
        if not _is_origin(url, production):
            raise OperatorError(
                "LEARNING_SYSTEMS must be addresses such as https://moodle.example.org, with a "
                f"space between two. “{url}” is not."
            )
    return tuple(urls)


def _smtp(url: str | None, sender: str | None, public_url: str | None) -> str | None:
    """Links in mails begin with PUBLIC_URL, never with the host that a request names: a lead could
    name her own server, mail links to it, and so get the codes that she must not see."""
    if not url:
        return None
    scheme, host = _parts(url)
    if scheme not in ("smtp", "smtps") or not host:
        raise OperatorError(
            "SMTP_URL must be a mail server, such as smtps://user:password@mail.example.org."
        )
    if not sender or "@" not in sender or set(" <>\r\n") & set(sender):
        raise OperatorError(
            "SMTP_URL is set, so MAIL_FROM must be the address that mail comes from."
        )
    if not public_url:
        raise OperatorError("SMTP_URL is set, so PUBLIC_URL must be: links in mails begin with it.")
    return url


def _provider(environ: Mapping[str, str], production: bool) -> Provider | None:
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    issuer, client_id, client_secret = (environ.get(name, "") for name in names)
    if not (issuer or client_id or client_secret):
        return None
    if not (issuer and client_id and client_secret and environ.get("PUBLIC_URL")):
        raise OperatorError(f"{', '.join(names)} and PUBLIC_URL belong together; set all four.")
    if not is_safe(issuer, production):
        raise OperatorError("OIDC_ISSUER must be an https:// address.")
    if set(NO_ONE_TENANT) & set(urlsplit(issuer).path.split("/")):
        raise OperatorError(
            "OIDC_ISSUER must name your own tenant: with a shared one, any organisation's "
            "directory could sign people in."
        )
    return Provider(issuer.rstrip("/"), client_id, client_secret)
