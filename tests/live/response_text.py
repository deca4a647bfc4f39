"""The text that a browser receives: a page, its headers, or a stream up to the current state."""

from werkzeug.test import TestResponse


def text_with_headers(response: TestResponse) -> str:
    """The body and the headers, including the cookie."""
    return body_text(response) + str(response.headers)


def body_text(response: TestResponse) -> str:
    """The body; of a stream, which does not end, everything up to the current state."""
    if response.mimetype != "text/event-stream":
        return response.text
    data = b""
    for event in response.iter_encoded():
        data += event
        if b"event: state" in event:
            break
    response.close()
    return data.decode()
