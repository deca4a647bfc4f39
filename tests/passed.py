"""Pages that have passed a check in this test run, whichever worker checked them."""

import hashlib
from pathlib import Path


class PassedPages:
    """Keys of pages that passed, as empty files in ``folder``. Without a folder, none is kept."""

    folder: Path | None = None

    def _file(self, key: str) -> Path | None:
        name = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
        return self.folder / name if self.folder else None

    def __contains__(self, key: str) -> bool:
        file = self._file(key)
        return file is not None and file.exists()

    def add(self, key: str) -> None:
        if file := self._file(key):
            file.touch()


VALID = PassedPages()
"""Valid and in the house style."""
ACCESSIBLE = PassedPages()
"""Without a violation of axe's rules."""
