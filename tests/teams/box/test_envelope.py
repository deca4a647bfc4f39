"""An envelope opens only with the secret and for the review that it was closed with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.teams.box.envelope import closed, opened

SECRET, OTHER = "one secret, long enough to be one", "another secret, long enough to be one"
PAYLOADS = st.text().map(lambda text: f"{{{text}}}")


@given(PAYLOADS)
def test_what_went_in_comes_out(payload: str) -> None:
    assert opened(SECRET, "a review", closed(SECRET, "a review", payload)) == payload


@given(st.text(min_size=1, max_size=500), st.text(min_size=1, max_size=500))
def test_its_size_tells_nothing(one: str, other: str) -> None:
    assert len(closed(SECRET, "a review", one)) == len(closed(SECRET, "a review", other))


@pytest.mark.parametrize(("secret", "review"), [(OTHER, "a review"), (SECRET, "another review")])
def test_nothing_else_opens_it(secret: str, review: str) -> None:
    with pytest.raises(ValueError, match="another secret"):
        opened(secret, review, closed(SECRET, "a review", "{}"))


def test_a_changed_one_does_not_open() -> None:
    kept = closed(SECRET, "a review", "{}")
    changed = kept[:-4] + ("AAAA" if kept[-4:] != "AAAA" else "BBBB")
    with pytest.raises(ValueError, match="another secret"):
        opened(SECRET, "a review", changed)


def test_what_was_put_in_before_there_were_envelopes_is_read_as_it_is() -> None:
    assert opened(SECRET, "a review", '{"answers": {}}') == '{"answers": {}}'


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
def test_one_that_another_program_closed_opens(envelope: str) -> None:
    """Both made with Node's crypto: an HMAC-SHA256 or HKDF-SHA256 key, then AES-256-GCM."""
    assert opened(SECRET, "a review", envelope) == '{"answers": {"é": "A"}}'
    with pytest.raises(ValueError, match="another secret"):
        opened(OTHER, "a review", envelope)


def test_a_new_one_has_a_key_from_hkdf() -> None:
    assert closed(SECRET, "a review", "{}").startswith("hkdf:")
