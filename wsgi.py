"""What a web server loads: ``gunicorn wsgi:app``, ``flask --app wsgi …``."""

import sys

from quiz import create_app
from quiz.config import OperatorError

BOOT_FAILED = 3
"""The exit status at which gunicorn stops instead of trying the same start again."""

try:
    app = create_app()
except OperatorError as error:
    print(f"Before You Look cannot start: {error}", file=sys.stderr)
    raise SystemExit(BOOT_FAILED) from None
