"""An envelope decrypts only with the secret and for the review that it was encrypted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.teams.box.envelope import decrypt, encrypt

SECRET, OTHER = "one secret, long enough to be one", "another secret, long enough to be one"
PAYLOADS = st.text().map(lambda text: f"{{{text}}}")


@given(PAYLOADS)
def test_decrypting_gives_the_payload(payload: str) -> None:
    assert decrypt(SECRET, "a review", encrypt(SECRET, "a review", payload)) == payload


@given(st.text(min_size=1, max_size=500), st.text(min_size=1, max_size=500))
def test_the_size_reveals_nothing(one: str, other: str) -> None:
    assert len(encrypt(SECRET, "a review", one)) == len(encrypt(SECRET, "a review", other))


@pytest.mark.parametrize(("secret", "review"), [(OTHER, "a review"), (SECRET, "another review")])
def test_another_secret_or_review_is_refused(secret: str, review: str) -> None:
    with pytest.raises(ValueError, match="another secret"):
        decrypt(secret, review, encrypt(SECRET, "a review", "{}"))


def test_a_changed_envelope_is_refused() -> None:
    kept = encrypt(SECRET, "a review", "{}")
    changed = kept[:-4] + ("AAAA" if kept[-4:] != "AAAA" else "BBBB")
    with pytest.raises(ValueError, match="another secret"):
        decrypt(SECRET, "a review", changed)


def test_an_unencrypted_payload_of_an_earlier_release_is_read() -> None:
    assert decrypt(SECRET, "a review", '{"answers": {}}') == '{"answers": {}}'


@pytest.mark.parametrize(
    "envelope",
    [
        "AAECAwQFBgcICQoLrESgFYKqh60f2KRCZjv/DU38m/trn6Puv8pTAKEk2MJhUyW4iGKFkPXtEwdTsRbXdZjiKLs6"
        "GW2CDkjNQqf3JXo=",
        "hkdf:AAECAwQFBgcICQoLWprGP0rIibTFabyPjUIw5Jq1cQSwUCmQjRtAjSOVujGjbAzaFGKO7fdYTfpgCgKZ4AXO"
        "sZXoR5xdHTs2j4ZmueA=",
    ],
    ids=["before HKDF", "now"],
)
def test_an_envelope_of_another_program_is_read(envelope: str) -> None:
    """Both made with Node's crypto: an HMAC-SHA256 or HKDF-SHA256 key, then AES-256-GCM."""
    assert decrypt(SECRET, "a review", envelope) == '{"answers": {"é": "A"}}'
    with pytest.raises(ValueError, match="another secret"):
        decrypt(OTHER, "a review", envelope)


def test_a_new_envelope_has_a_key_from_hkdf() -> None:
    assert encrypt(SECRET, "a review", "{}").startswith("hkdf:")
