"""The instance folder, and the secret keys, which lie in it unless the operator gives them."""

import logging
import os
import secrets
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

OWNER_ONLY = 0o700
KEY_FILE = "secret_key"
DATABASE = "quiz.sqlite3"
RESTORING = "restoring"
"""The file that is there from the moment a restore replaces the database until all is restored."""
HALF_RESTORED = (
    "a restore has not ended, so the database and the content files may not belong together: if it "
    "was interrupted, run flask restore FILE --yes again"
)
NEW_KEY_BYTES = 32
SHORTEST_SECRET = 32
SCORED_LENGTH = 72
"""zxcvbn scores no more characters."""
HARD_TO_GUESS = 20
"""Least number of guesses for a secret key, as a power of ten (zxcvbn). Random ones have more."""
GUESSES = """import sys
from zxcvbn import zxcvbn
print(zxcvbn(sys.stdin.buffer.read().decode())["guesses_log10"])"""

log = logging.getLogger(__name__)


class OperatorError(Exception):
    """An error that the operator must put right; its message is one sentence that says how."""


def prepare(environ: Mapping[str, str]) -> Path:
    """Create the folder if it is missing; let only its owner open it. Raises OperatorError.

    The mode of a folder that existed is changed only if it has our files: /tmp stays as it is.
    """
    folder = Path(environ.get("INSTANCE") or "instance").resolve()
    try:
        folder.mkdir(OWNER_ONLY, parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"INSTANCE is {folder}, which cannot be made: {error.strerror}."
        ) from None
    try:
        ours = any((folder / name).exists() for name in (KEY_FILE, DATABASE))
    except PermissionError:
        raise OperatorError(
            f"{folder} cannot be opened: it belongs to another user; give it to the user of the "
            "service, or run this as that user."
        ) from None
    if ours and stat.S_IMODE(folder.stat().st_mode) != OWNER_ONLY:
        try:
            folder.chmod(OWNER_ONLY)
        except OSError as error:
            log.warning("the instance folder stays open to others: %s", error.strerror)
    return folder


def copies(given: str | None) -> Path | None:
    """The folder for the last valid content, if the operator names one. Raises OperatorError."""
    if not given:
        return None
    folder = Path(given)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"CONTENT_COPIES is {folder}, which cannot be made: {error.strerror}."
        ) from None
    if not os.access(folder, os.W_OK):
        raise OperatorError(f"CONTENT_COPIES is {folder}, which cannot be written.")
    return folder


def secret_keys(environ: Mapping[str, str], folder: Path, production: bool) -> list[str]:
    """The secret keys, newest first: from the environment, a file, or the instance folder.

    Raises OperatorError.
    """
    given, file = environ.get("SECRET_KEY", ""), environ.get("SECRET_KEY_FILE", "")
    older = [
        one for key in environ.get("SECRET_KEY_FALLBACKS", "").split(",") if (one := key.strip())
    ]
    if given and file:
        raise OperatorError("SECRET_KEY and SECRET_KEY_FILE are both set; keep one of them.")
    if given:
        return [_strong(given, "SECRET_KEY"), *older]
    if production and not file:
        raise OperatorError(
            "PRODUCTION is set but SECRET_KEY is not; give it 32 or more random characters, "
            "the same on every node."
        )
    path = Path(file) if file else folder / KEY_FILE
    try:
        found = keys_in(path) if file else local_keys(folder)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise OperatorError(f"{path} cannot be used for the secret key: {why}.") from None
    accepted = _strong if file else _long_enough
    return [accepted(found[0] if found else "", str(path)), *found[1:], *older]


def _long_enough(key: str, where: str) -> str:
    if len(key) < SHORTEST_SECRET:
        raise OperatorError(f"{where} is too short; it needs {SHORTEST_SECRET} characters or more.")
    return key


def _strong(key: str, where: str) -> str:
    """A key that somebody chose; the one in the instance folder is random."""
    _long_enough(key, where)
    if is_easy_to_guess(key):
        raise OperatorError(
            f"{where} is easy to guess; make a random one, such as with openssl rand -hex 32."
        )
    return key


def is_easy_to_guess(key: str) -> bool:
    """Whether a secret key takes too few guesses."""
    return _guesses(key[:SCORED_LENGTH]) < HARD_TO_GUESS


@cache
def _guesses(key: str) -> float:
    """How many guesses a key takes, as a power of ten. In a process of its own: what zxcvbn loads,
    12 MB, would stay in the memory of every worker."""
    command, sent = (sys.executable, "-c", GUESSES), key.encode(errors="replace")
    scored = subprocess.run(command, input=sent, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    return float(scored.stdout)


def local_keys(folder: Path) -> list[str]:
    """The keys in the folder, newest first; one is created at the first start. Raises OSError."""
    file = folder / KEY_FILE
    if not file.exists():
        _create(file)
    return keys_in(file)


def keys_in(file: Path) -> list[str]:
    """The keys in a file, one a line, the newest first. Raises OSError or UnicodeError."""
    return [key for line in file.read_text("utf-8").splitlines() if (key := line.strip())]


def _create(file: Path) -> None:
    """Write a new key, whole or not at all: a full disk leaves no empty file behind.

    Of two processes that start together, one creates the file and both read it.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as new:
            new.write(secrets.token_hex(NEW_KEY_BYTES))
            new.flush()
            os.fsync(new.fileno())
        os.link(name, file)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
