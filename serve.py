"""Starts the web server: gunicorn, which finds its settings in gunicorn.conf.py.

``gunicorn`` itself does the same, but it reads WEB_CONCURRENCY before that file, and a word in
place of a number ends in a traceback.
"""

import os

_workers = os.environ.pop("WEB_CONCURRENCY", None)

from gunicorn.app.wsgiapp import run  # noqa: E402 - see above

if __name__ == "__main__":
    if _workers is not None:
        os.environ["WEB_CONCURRENCY"] = _workers
    run()
