"""Every byte that a browser is sent: a page, its headers, or a stream up to the present state."""

from werkzeug.test import TestResponse


def received(response: TestResponse) -> str:
    """The page or the stream, with its headers: the cookie, too."""
    return text_of(response) + str(response.headers)


def text_of(response: TestResponse) -> str:
    """The whole page; of a stream, which has no end, all up to the present state."""
    if response.mimetype != "text/event-stream":
        return response.text
    heard = b""
    for event in response.iter_encoded():
        heard += event
        if b"event: state" in event:
            break
    response.close()
    return heard.decode()
