"""A web process loads what each page needs, and the rest when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("scipy", "numpy", "alembic", "docx", "pptx", "typst", "zxcvbn", "webauthn", "openpyxl"),
    *("xlsxwriter", "icalendar", "nh3", "cryptography", "sqlalchemy.dialects.postgresql"),
    "lxml",
)
"""Libraries for researchers, migrations, documents, new passwords, passkeys, workbooks, calendars,
imported scenarios, envelopes and the other database."""
PROGRAM = """
import sys
from quiz import create_app
from quiz.settings.config import Settings
from pathlib import Path
folder = Path(sys.argv[1])
url = f"sqlite:///{folder / 'quiz.sqlite3'}"
app = create_app(Settings("a secret for tests, long enough to be one", url, folder))
import quiz.analysis.change, quiz.analysis.counting, quiz.analysis.group_summary
import quiz.analysis.item_analysis, quiz.analysis.self_assessment
assert "analyse" in app.cli.commands
print([name for name in sys.argv[2:] if name in sys.modules])
"""


@pytest.mark.starts_python
def test_the_service_starts_without_heavy_libraries(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), *HEAVY],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"
