"""`make audit`: known faults in the pinned packages, risky code, and secrets in the history.

Its exit status is 1 if something was found, and 2 if nothing was found but a registry could not be
asked: then the pins are not audited.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PINS = (
    *("requirements.txt", "requirements-assets.txt", "requirements-dev.txt"),
    *("requirements-audit.txt", "requirements-installer.txt", "deploy/cluster/requirements.txt"),
)
FOUND, NOT_ASKED = 1, 2
SECONDS = 300
TOKENS = (
    *("ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "CloudantDetector"),
    *("DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector"),
    *("IbmCloudIamDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector"),
    *("PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector"),
    *("SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector"),
)
"""Keys and tokens that look like one, wherever they are."""
WORDS = ("BasicAuthDetector", "KeywordDetector")
"""Anything after “password”: in tests, benchmarks and documents these are made up."""
MADE_UP = ("tests/", "bench/", "docs/")
EXAMPLE = re.compile(r"(?i)noqa: S10[5-7]|:password@|Means.PASSWORD: \"with your password\"")
"""A line that says it is no secret, the password of every example address, and a sentence that an
earlier commit had."""
HASHES = (":!*requirements*.txt", ":!assets/package-lock.json")


class NotAskedError(Exception):
    """A registry could not be asked."""


def run(*command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=SECONDS
    )


def read_json(printed: str) -> Any:
    """Raises NotAskedError for what is no JSON: an error message."""
    try:
        return json.loads(printed)
    except ValueError:
        raise NotAskedError from None


def python_faults(answer: Any) -> Iterator[str]:
    """The faults in pip-audit's answer. Raises NotAskedError if it left a package out."""
    packages = answer["dependencies"]
    for package in packages:
        for fault in package.get("vulns", ()):
            fixed = ", ".join(fault["fix_versions"]) or "no version"
            yield f"{package['name']} {package['version']}: {fault['id']}, mended in {fixed}"
    if not packages or any("skip_reason" in package for package in packages):
        raise NotAskedError


def python_packages() -> Iterator[str]:
    for file in PINS:
        options = ("--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off")
        answer = run(sys.executable, "-m", "pip_audit", "-r", file, *options)
        yield from python_faults(read_json(answer.stdout))


def npm_faults(answer: Any) -> Iterator[str]:
    """The faults in npm's answer. Raises NotAskedError for an answer without any list."""
    if "vulnerabilities" not in answer:
        raise NotAskedError
    for name, fault in answer["vulnerabilities"].items():
        titles = [one["title"] for one in fault["via"] if isinstance(one, dict)]
        yield f"{name} {fault['range']}: {'; '.join(titles) or 'through another package'}"


def npm_packages() -> Iterator[str]:
    yield from npm_faults(read_json(run("npm", "audit", "--json", folder=ROOT / "assets").stdout))


def risky_code() -> Iterator[str]:
    """What bandit finds in quiz/, without the lines that say why they are safe (noqa)."""
    printed = run(sys.executable, "-m", "bandit", "-q", "-r", "quiz", "-f", "json", "-s", "B404")
    for one in json.loads(printed.stdout)["results"]:
        lines = (ROOT / one["filename"]).read_text("utf-8").splitlines()
        code = "\n".join(lines[number - 1] for number in one["line_range"])
        if f"noqa: S{one['test_id'][1:]}" not in code:
            yield f"{one['filename']}:{one['line_number']}: {one['issue_text']}"


def secrets_in(lines: dict[str, str]) -> Iterator[str]:
    """The lines that hold a secret, each with its place (``lines``: the place of each line)."""
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import transient_settings

    for names, places in ((TOKENS, ()), (WORDS, MADE_UP)):
        with transient_settings({"plugins_used": [{"name": name} for name in names]}):
            for line, place in lines.items():
                if place.partition(" ")[2].startswith(places or "\0") or EXAMPLE.search(line):
                    continue
                yield from (f"{place}: {found.type}" for found in scan_line(line))


def history() -> dict[str, str]:
    """Each line that was ever added, with the commit and the file of its newest appearance."""
    log = run("git", "log", "--all", "-p", "-U0", "--no-renames", "--format=%h", "--", ".", *HASHES)
    lines, commit, path = dict[str, str](), "", ""
    for line in log.stdout.split("\n"):
        if re.fullmatch("[0-9a-f]{7,}", line):
            commit = line
        elif line.startswith("+++ "):
            path = line[6:]
        elif line.startswith("+"):
            lines.setdefault(line[1:], f"{commit} {path}")
    return lines


def secrets() -> Iterator[str]:
    yield from secrets_in(history())


PARTS = {
    "Faults known in the Python packages": python_packages,
    "Faults known in the npm packages": npm_packages,
    "Risky code in quiz/": risky_code,
    "Secrets in the history": secrets,
}


def main() -> int:
    status = 0
    for name, part in PARTS.items():
        found = []
        try:
            for one in part():
                found.append(one)
        except NotAskedError:
            print(f"{name}: the registry could not be asked, so this was not audited.")
            status = status or NOT_ASKED
        else:
            print(f"{name}: {len(found) or 'none'}")
        for one in found:
            print(f"  {one}")
        status = FOUND if found else status
    return status


if __name__ == "__main__":
    sys.exit(main())
