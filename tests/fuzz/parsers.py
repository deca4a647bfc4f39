"""Parsers to fuzz: each takes bytes of anybody, and raises only for a fault of ours.

What a parser may answer to a wrong file is one kind of error, which is caught here.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flask import Flask

from quiz.answers import return_code
from quiz.bank import references
from quiz.bank.build import bank_of, with_local
from quiz.bank.content_file import LOCAL_SCHEMA, Content, ContentError, read
from quiz.bank.items import Bank
from quiz.bank.load import SCENARIOS
from quiz.bank.search import search
from quiz.characters import invisible_in, may_be_typed, without_invisible
from quiz.information import LONGEST_QUERY
from quiz.operations import backup_file
from quiz.people.passwords import weakness
from quiz.researchers import command
from quiz.researchers.dataset import DataSetError
from quiz.researchers.report import report
from quiz.researchers.results import results
from quiz.routes import MAP
from quiz.settings import config
from quiz.signin.redirects import is_own_page
from quiz.teams import codes as invitation_codes
from quiz.web.converters import StrandConverter
from quiz.web.security import clean_line, clean_text

MOST_ANSWERS = 400
"""Bootstrap intervals of more would take the time in which others could be tried."""
SITE = "https://look.example.org/signin"
READS_FILES = ("INSTANCE", "CONTENT_COPIES", "SECRET_KEY_FILE", "CA_FILE")


@cache
def folder() -> Path:
    path = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def text_of(data: bytes) -> str:
    """What a browser could send: UTF-8, with a mark for each byte that is not."""
    return data.decode("utf-8", "replace")


def analyse(data: bytes) -> None:
    """`flask analyse`: a data set, or where it is wrong; and its figures can be printed."""
    try:
        found = command.read(data)
    except DataSetError as error:
        assert str(error).startswith("line "), error  # noqa: PT017
        return
    if sum(len(one.answers.before) for one in found.respondents) > MOST_ANSWERS:
        return
    command.as_json(results(found, found.groups()))
    report(found, found.groups())


@cache
def national() -> tuple[Content, Bank]:
    content = read(SCENARIOS)
    return content, bank_of(content.data)


def content(data: bytes) -> None:
    """`local.json`: a bank, or everything that is wrong with the file."""
    file = folder() / "local.json"
    file.write_bytes(data)
    content, bank = national()
    try:
        own = read(file, LOCAL_SCHEMA)
    except ContentError:
        return
    if not [*own.findings, *references.in_local(own, content)]:
        with_local(bank, own.data)


def backup(data: bytes) -> None:
    """A backup: its members, or one sentence. No member leads out of the folder."""
    file = folder() / "some.backup"
    file.write_bytes(data)
    to = folder() / "members"
    to.mkdir(exist_ok=True)
    try:
        with backup_file.opened(file) as opened:
            for name in (*backup_file.LARGEST, backup_file.DATABASE):
                if name != backup_file.MANIFEST and opened.has(name):
                    (to / name).unlink(missing_ok=True)
                    opened.extract(name, to / name)
    except backup_file.BackupError as error:
        assert len(str(error).splitlines()) == 1, error  # noqa: PT017
    assert {path.name for path in folder().iterdir()} <= {"some.backup", "members", "local.json"}


def settings(data: bytes) -> None:
    """Settings of an environment: read, or refused in one sentence."""
    pairs = (line.partition("=") for line in text_of(data).replace("\0", "").splitlines())
    given = {name: value for name, _, value in pairs if name and name not in READS_FILES}
    home = folder() / "members"
    home.mkdir(exist_ok=True)
    try:
        config.from_environment({**given, "INSTANCE": str(home)})
    except config.OperatorError as error:
        assert str(error)  # noqa: PT017


def password(data: bytes) -> None:
    """The strength of a password: accepted, or refused in a sentence."""
    typed = text_of(data)
    refused = weakness(typed, "Ada Lovelace", "ada@council.example")
    assert refused or 12 <= len(typed) <= 200


@cache
def own_pages() -> Flask:
    app = Flask("own pages")
    app.url_map.converters["strand"] = StrandConverter
    for address in MAP:
        app.add_url_rule(address.rule, address.endpoint, methods=address.methods)
    return app


def redirect(data: bytes) -> None:
    """Where people go after sign-in: a page of ours, as a browser reads the address."""
    path = text_of(data)
    with own_pages().app_context():
        if is_own_page(path):
            # Browsers leave out tabs and line breaks, and read a backslash as a slash.
            read_by_browser = "".join(one for one in path if one not in "\t\r\n").replace("\\", "/")
            assert urlsplit(urljoin(SITE, read_by_browser)).netloc == urlsplit(SITE).netloc


def typed(data: bytes) -> None:
    """What people type into a field: cleaned once, it is clean."""
    line, text = clean_line(text_of(data)) or "", clean_text(text_of(data))
    assert (clean_line(line) or "") == line
    assert clean_text(text) == text
    assert all(may_be_typed(one) for one in line)
    assert not any(map(invisible_in, without_invisible(line).split("\u200d")[0].split("\u200c")[0]))
    assert return_code.why_unknown(line[:200])
    assert return_code.keyed_hash("secret", line) == return_code.keyed_hash("secret", line.upper())
    normalised = invitation_codes.normalised(line)
    assert normalised == invitation_codes.normalised(normalised)


def query(data: bytes) -> None:
    """A search in the register of guidance."""
    search(national()[1], (clean_line(text_of(data)) or "")[:LONGEST_QUERY])


PARSERS: dict[str, Callable[[bytes], None]] = {
    "analyse": analyse,
    "backup": backup,
    "content": content,
    "password": password,
    "query": query,
    "redirect": redirect,
    "settings": settings,
    "typed": typed,
}
