"""A rule for many files as one test: thousands of small tests would cost more than the rules."""

from collections.abc import Callable, Iterable
from pathlib import Path


def for_each(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Check a rule for every file. The test fails with each file that breaks it."""

    def decorate(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            failures = []
            for path in paths:
                try:
                    rule(path)
                except AssertionError as error:
                    failures.append(f"{path}: {error}")
            assert not failures, "\n".join(failures)

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return decorate
