"""The quick way to read a cookie finds what itsdangerous finds, and nothing else."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import BadSignature

from quiz.web.signed_cookie import BrowserCookie, contents

APP, STRANGER = Flask("cookies only"), Flask("another secret")
APP.secret_key, STRANGER.secret_key = "a secret of ours", "a secret of somebody else"
COOKIES = BrowserCookie()
KEY, LONGEST = COOKIES._newest_key(APP), 1000
SIGNED = COOKIES.get_signing_serializer(APP)
assert SIGNED is not None
FOREIGN = COOKIES.get_signing_serializer(STRANGER)
assert FOREIGN is not None
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.binary(max_size=9)
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))
ONE = PLAIN | st.uuids() | MOMENTS
VALUES = ONE | st.lists(ONE, max_size=3) | st.tuples(ONE) | st.dictionaries(st.just(" t"), ONE)
"""Among them types that JSON does not have, which Flask marks."""
FULL = {"attempt": "a" * 32, "_flashes": [("message", "Räksmörgås")], "seen": ["A" * 90] * 3}


def usual(cookie: str) -> Any:
    """What itsdangerous reads; None where it refuses."""
    assert SIGNED is not None
    try:
        return SIGNED.loads(cookie, max_age=LONGEST)
    except BadSignature:
        return None


@settings(max_examples=30)
@given(st.dictionaries(st.text(max_size=9) | st.just(" d"), VALUES, max_size=3))
def test_it_reads_what_was_signed(kept: dict[str, Any]) -> None:
    with APP.app_context():
        assert SIGNED is not None
        cookie = str(SIGNED.dumps(kept))
        assert contents(cookie, KEY, LONGEST) == usual(cookie)


@settings(max_examples=30)
@given(
    st.integers(0, 400),
    st.text(max_size=3) | st.sampled_from([".", "..", "=", "A", " ", "_", "+"]),
    st.integers(0, 2),
)
def test_a_changed_cookie_is_refused(place: int, put: str, instead_of: int) -> None:
    with APP.app_context():
        assert SIGNED is not None
        cookie = str(SIGNED.dumps(FULL))
        changed = cookie[:place] + put + cookie[place + instead_of :]
        assert contents(changed, KEY, LONGEST) == (usual(cookie) if changed == cookie else None)


@pytest.mark.parametrize(
    "cookie", ["", ".", "..", "a.b.c", "é.é.é", "a" * 5000, "\0.\0.\0", str(FOREIGN.dumps(FULL))]
)
def test_what_nobody_signed_is_refused(cookie: str) -> None:
    with APP.app_context():
        assert contents(cookie, KEY, LONGEST) is None


@pytest.mark.parametrize(("age", "kept"), [(LONGEST - 5, True), (LONGEST + 5, False), (-90, True)])
def test_an_old_cookie_is_refused_and_one_of_the_future_is_not(
    monkeypatch: pytest.MonkeyPatch, age: int, kept: bool
) -> None:
    now: Callable[[], float] = time.time
    with APP.app_context():
        assert SIGNED is not None
        with monkeypatch.context() as then:
            then.setattr(time, "time", lambda: now() - age)
            cookie = str(SIGNED.dumps(FULL))
        assert (contents(cookie, KEY, LONGEST) is not None) is kept
        assert (usual(cookie) is not None) is kept


def test_a_date_of_flask_comes_back() -> None:
    moment = datetime(2026, 11, 29, 12, tzinfo=UTC)
    with APP.app_context():
        assert SIGNED is not None
        assert contents(str(SIGNED.dumps({"on": moment})), KEY, LONGEST) == {"on": moment}
