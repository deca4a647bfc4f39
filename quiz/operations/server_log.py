"""Gunicorn's log, in the same lines as the service's."""

from typing import Any

from gunicorn.glogging import Logger

from quiz.operations import logs


class ServerLog(Logger):
    """Sends gunicorn's messages to the handler that all other loggers have."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        logs.write_to_stderr(self.loglevel)
        self.error_log.handlers, self.error_log.propagate = [], True
