"""Compressed output: by Flask-Compress, and quicker for pages that are ready."""

from functools import lru_cache
from http import HTTPStatus

from flask import Flask, Response, request
from flask_compress import Compress
from flask_compress.compat import compression

from quiz.web.ready import ReadyResponse

ZSTD_LEVEL = 1
"""Level 3 makes a page 3 % smaller, and takes a third longer."""
WINDOW = 16
"""64 kB hold any page (2 to the power of this). More takes memory, and for Brotli time."""
_PARAMETER = compression.zstd.CompressionParameter
_COMPRESSOR = compression.zstd.ZstdCompressor(
    options={_PARAMETER.compression_level: ZSTD_LEVEL, _PARAMETER.window_log: WINDOW}
)
"""One for all pages, because making one takes as long as a page. Each page is a frame by itself,
which refers to nothing outside it."""


@lru_cache(64)  # each browser of a kind asks in the same words
def _takes_zstd(accepted: str) -> bool:
    """Whether a browser takes zstd as gladly as anything: it is then what we prefer, too."""
    return "zstd" in accepted.replace(" ", "").split(",")


class Compression(Compress):
    """Flask-Compress, but quicker for what is ready: a page with nothing to look for, and a
    redirect, which has nothing to compress."""

    def after_request(self, response: Response | None) -> Response:
        if not isinstance(response, ReadyResponse):
            return super().after_request(response)
        if response.status_code == HTTPStatus.SEE_OTHER:
            return response
        if not _takes_zstd(request.environ.get("HTTP_ACCEPT_ENCODING", "")):
            return super().after_request(response)
        response.response = [_COMPRESSOR.compress(response.get_data(), _COMPRESSOR.FLUSH_FRAME)]
        response.headers.add("Content-Encoding", "zstd")
        response.headers.add("Vary", "Accept-Encoding")  # beside one that names the language
        return response


def init_app(app: Flask) -> None:
    """Compress what is sent."""
    app.config.update(
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_BR_WINDOW=WINDOW,
        COMPRESS_LEVEL=6,
        # Files never change, and the API compares its tags itself.
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
    )
    Compression(app)
