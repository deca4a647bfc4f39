"""Files that wait to be imported are few, and short-lived."""

from pathlib import Path

from quiz.authors import uploads


def test_the_oldest_are_deleted_where_there_are_many(tmp_path: Path) -> None:
    ids = [uploads.keep(tmp_path, b"%d" % number) for number in range(uploads.MOST_FILES + 5)]
    assert len(list((tmp_path / uploads.FOLDER).iterdir())) <= uploads.MOST_FILES
    assert uploads.kept(tmp_path, ids[-1]) == b"%d" % (len(ids) - 1)
    assert uploads.kept(tmp_path, "../uploads") is None
