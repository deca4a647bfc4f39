"""A rule for many files fails with each file that breaks it."""

from pathlib import Path

import pytest

from tests.promises.each_file import for_each


def test_the_error_names_every_file_that_breaks_the_rule() -> None:
    @for_each([Path("good"), Path("bad"), Path("worse")])
    def starts_with_g(path: Path) -> None:
        assert path.name.startswith("g"), f"{path.name} does not start with g"

    with pytest.raises(AssertionError, match=r"(?s)bad: .*worse: ") as caught:
        starts_with_g()
    assert "good:" not in str(caught.value)
