"""Two nodes change to a release with new tables, one after the other, and one goes back, while
people answer. No request is refused."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.retrying import Ledger, answering
from tests.server import ROOT, running
from tests.test_releases import ADDS, HERE, MIGRATION

pytestmark = pytest.mark.only_test_all


def next_release(folder: Path) -> Path:
    """This code as its next release: with a migration that only adds."""
    for name in ("quiz", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("wsgi.py", "gunicorn.conf.py"):
        shutil.copy(ROOT / name, folder)
    file = folder / "migrations" / "versions" / f"{ADDS}_extra.py"
    file.write_text(MIGRATION.format(revision=ADDS, before=HERE), "utf-8")
    return folder


def revision(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


@pytest.mark.only_on("postgresql")
def test_nobody_is_refused_during_an_upgrade_and_a_step_back(
    database_url: str, tmp_path: Path
) -> None:
    new, ledger, engine = next_release(tmp_path / "next"), Ledger(), create_engine(database_url)
    settings = {"DATABASE_URL": database_url, "SECRET_KEY": "the same on both nodes, and long"}
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(running(tmp_path / name, **settings)) for name in ("one", "two")
        )
        with answering([one.address, two.address], 6, ledger):
            assert revision(engine) == HERE
            one.change_to(new)
            assert revision(engine) == ADDS, "the second node is still of the release before"
            checks = ledger.checks
            two.change_to(new)
            one.change_to(ROOT)
            assert ledger.checks > checks
        assert [two.exceptions, one.exceptions] == [[], []]
    engine.dispose()
    assert (ledger.wrong, ledger.refusals) == ([], [])
    assert ledger.stored_otherwise(database_url) == (0, 0)
