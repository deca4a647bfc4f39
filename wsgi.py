"""The application for web servers and commands: ``gunicorn wsgi:app``, ``flask --app wsgi …``."""

import sys

from quiz import create_app
from quiz.settings.config import OperatorError

BOOT_FAILED = 3
"""With this exit status gunicorn stops instead of starting the worker again."""

try:
    app = create_app()
except OperatorError as error:
    print(f"Before You Look cannot start: {error}", file=sys.stderr)
    raise SystemExit(BOOT_FAILED) from None
