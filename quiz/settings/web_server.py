"""Settings of the web server: where it listens, how many processes it has, what it logs."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network

from quiz.instance import OperatorError

LAST_PORT, MOST_WORKERS = 65535, 1000
LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


@dataclass(frozen=True)
class WebServer:
    """``metrics_port`` is for Prometheus, ``workers`` the number of processes that answer.
    ``proxies`` are the addresses whose forwarded headers are read, with commas between them."""

    host: str = "127.0.0.1"
    port: int = 8000
    metrics_port: int | None = None
    workers: int = 2
    log_level: str = "warning"
    proxies: str = ""


def from_environment(environ: Mapping[str, str]) -> WebServer:
    """Read the settings; gunicorn.conf.py and every command do. Raises OperatorError."""
    port = _port(environ, "PORT") or WebServer.port
    metrics_port = _port(environ, "METRICS_PORT")
    if metrics_port == port:
        raise OperatorError(f"METRICS_PORT must be another port than PORT, {port}.")
    workers = environ.get("WEB_CONCURRENCY") or str(WebServer.workers)
    if not workers.isdecimal() or not 0 < int(workers) <= MOST_WORKERS:
        raise OperatorError(
            f"WEB_CONCURRENCY must be a number from 1 to {MOST_WORKERS}, not {workers!r}."
        )
    level = environ.get("LOG_LEVEL") or WebServer.log_level
    if level not in LOG_LEVELS:
        raise OperatorError(
            f"LOG_LEVEL must be {', '.join(LOG_LEVELS[:-1])} or {LOG_LEVELS[-1]}, not {level!r}."
        )
    host = environ.get("HOST") or WebServer.host
    return WebServer(host, port, metrics_port, int(workers), level, _proxies(environ))


def _port(environ: Mapping[str, str], name: str) -> int | None:
    given = environ.get(name)
    if not given:
        return None
    if not given.isdecimal() or not 0 < int(given) <= LAST_PORT:
        raise OperatorError(f"{name} must be a number from 1 to {LAST_PORT}, not {given!r}.")
    return int(given)


def _proxies(environ: Mapping[str, str]) -> str:
    given = environ.get("FORWARDED_ALLOW_IPS", "")
    for address in given.split(","):
        try:
            _ = address.strip() in ("", "*") or ip_network(address.strip())
        except ValueError:
            raise OperatorError(
                "FORWARDED_ALLOW_IPS must be addresses such as 10.0.0.10, with commas between "
                f"them. {address.strip()!r} is not."
            ) from None
    return given
