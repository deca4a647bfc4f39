"""A form without files is read as Flask reads it."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Request
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.test import EnvironBuilder

from quiz.web.security import FORM_TYPES, LARGEST_REQUEST, FormRequest

PARTS = st.sampled_from(["a", "=", "&", ";", "+", "%20", "%C3%A9", "%FF", "%", "é", "a=1", ""])
BODIES = st.lists(PARTS, max_size=9).map("".join)


def environ(body: bytes, **headers: str) -> dict[str, Any]:
    made: Mapping[str, Any] = EnvironBuilder(
        method="POST", input_stream=BytesIO(body)
    ).get_environ()
    plain = {"CONTENT_TYPE": FORM_TYPES[0], "CONTENT_LENGTH": str(len(body))}
    return {**made, **plain, "wsgi.input_terminated": True, **headers}


@settings(max_examples=60)
@given(BODIES)
def test_every_body_gives_the_same_form(body: str) -> None:
    ours, usual = FormRequest(environ(body.encode())), Request(environ(body.encode()))
    assert ours.form == usual.form
    assert ours.files == usual.files


def test_a_body_that_is_too_large_or_not_text_is_refused() -> None:
    large = FormRequest(environ(b"a" * (LARGEST_REQUEST + 1)))
    large.max_content_length = LARGEST_REQUEST
    with pytest.raises(RequestEntityTooLarge):
        _ = large.form
    broken = FormRequest(environ(b"a=\xff"))
    with pytest.raises(BadRequest):
        _ = broken.form
    assert not broken.form


@pytest.mark.parametrize("length", ["", "-1", "x", "²"])
def test_a_length_that_is_none_is_left_to_flask(length: str) -> None:
    sent = environ(b"a=1", CONTENT_LENGTH=length)
    assert FormRequest(sent | {"wsgi.input": BytesIO(b"a=1")}).form == Request(sent).form
