"""Stored hashes stay valid, and each purpose has its own.

Expected values are from OpenSSL: for a hash, `openssl dgst -sha256 -hmac SECRET` (or -sha512)
of the label, a colon and the text; for the key, `openssl kdf … -kdfopt digest:SHA256 HKDF`.
"""

import pytest
from flask import Flask

from quiz.answers import return_code
from quiz.live.session import store
from quiz.people import tokens
from quiz.settings.keys import Purpose, encryption_key, keyed_hash
from quiz.teams import codes

SECRET = "one secret, long enough to be one"
EXPECTED = {
    (Purpose.RETURN_CODE_WORDS, "0123"): "b6207cf351e7bd213fceb2138bf21049",
    (Purpose.RETURN_CODE, "abcde"): "177165bf8dd784765af4811ea3b24773",
    (Purpose.INVITATION_CODE_LETTERS, "a review:7"): "eee420a88a858b641966d66cfd7d1fb8",
    (Purpose.INVITATION_CODE, "K7M2P9XWQT"): "ca322bf0c1840dd8e71951698c8b5138",
    (Purpose.ACCOUNT_LINK, "token"): "b1cec74fb33d5f48f67352fff7bff726",
    (Purpose.LOGIN_SESSION, "token"): "d8b7534285ec01b03db35f417976ed78",
    (Purpose.FAILED_SIGN_INS, "ada@council.example"): "82c62d0d567f89f7011a8c0464fd6f43",
    (Purpose.LIVE_TOKEN, "browser:session"): "e7d665712347818e7696fed4ecfe113d",
    (Purpose.LIVE_PARTICIPANT, "token"): "4c4a0ac6eaa364b560267985ef29ca90",
    (Purpose.LIVE_SCREEN, "session"): "a909cda90bc1651d95ac73aad2d6f8b3",
    (Purpose.LIVE_PLEDGE, "participant"): "b32015a5b14eb5d62c8eaa249030fbd0",
    (Purpose.LIVE_QUESTION, "participant"): "7f2f31cc0337bb1682c9a7f1ce8d2964",
    (Purpose.LIVE_COPY, "participant"): "575ac7bf7dc0caf19382e5088da49149",
    (Purpose.KEY_OF_A_BACKUP, "a backup"): "0a99770da7ca816a4133ac0d0b432323",
    (Purpose.PENDING_SIGN_IN, "token"): "2ce38ecbb05032eeecebd9cd705ba043",
    (Purpose.RECOVERY_CODE, "a person:BCDFGHJKMN"): "d45960b2f42ce75dbbf1ec3680d1b033",
    (Purpose.API_TOKEN, "token"): "3810d6cf37720f6fdda8c3089db8997c",
    (Purpose.ENVELOPE_BEFORE_HKDF, "a review"): "7c3105cfa54659f7e4abb6e9fffa0142",
}


@pytest.mark.parametrize("purpose", Purpose)
def test_each_purpose_keeps_its_formula(purpose: Purpose) -> None:
    ((text, expected),) = [(t, hash_) for (p, t), hash_ in EXPECTED.items() if p is purpose]
    assert keyed_hash(SECRET, purpose, text).hex().startswith(expected)


def test_stored_code_hashes_stay_valid() -> None:
    assert return_code.keyed_hash(SECRET, "AB c-de") == (
        "177165bf8dd784765af4811ea3b24773ea2c7b0e8874f79ba06860ffb98c0f05"
    )
    assert codes.keyed_hash(SECRET, "k7m2p-9xwqt") == (
        "ca322bf0c1840dd8e71951698c8b5138df06e71abf09f73c007f516677e1daab"
    )
    assert store.participant_id(SECRET, "token") == (
        "4c4a0ac6eaa364b560267985ef29ca900deb2eff060bcc795439fa5d1a4c9af5"
    )


def test_stored_sign_in_and_link_hashes_stay_valid(app: Flask) -> None:
    """Expected values: OpenSSL with the app's test secret."""
    with app.app_context():
        assert tokens.keyed_hash(Purpose.LOGIN_SESSION, "token") == (
            "fc5a251c424167e396a722189818b4794555c27771ec4a5011d5442608976821"
        )
        assert tokens.keyed_hash(Purpose.ACCOUNT_LINK, "token") == (
            "806860a0e4755a2ec7887b8e4bdb491ddfc44b8ffbe8e2fea91817a9c94f33cc"
        )


def test_no_two_purposes_share_a_hash() -> None:
    assert len({keyed_hash(SECRET, purpose, "text")[:32] for purpose in Purpose}) == len(Purpose)


def test_an_encryption_key_is_hkdf_of_secret_purpose_and_context() -> None:
    key = encryption_key(SECRET, "envelope", "a review")
    assert key.hex() == ("f81bc96fd1865557c361b7064131807e7c2ab3831b04af925972975a5402c7b3")
    others = {
        encryption_key(SECRET + "!", "envelope", "a review"),
        encryption_key(SECRET, "letter", "a review"),
        encryption_key(SECRET, "envelope", "another review"),
    }
    assert len(others | {key}) == 4
