"""What people write on their phones: free text that stands beside no answer.

Its id is another keyed hash than the participant's, and without the secret nobody can tell whose it
is. Rows are stored in the order of these hashes, so nobody can tell in which order they came. They
are deleted with the answers.
"""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quiz.characters import without_invisible
from quiz.live.session.models import KEYED_HASH

LONGEST_TEXT = 200


class AnonymousText:
    """The columns of such a table."""

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("live_session.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT))


def text_rules() -> tuple[CheckConstraint, ...]:
    """The constraints of such a table."""
    return (
        CheckConstraint(KEYED_HASH.format("id"), name="keyed_hash"),
        CheckConstraint(f"length(trim(text)) BETWEEN 1 AND {LONGEST_TEXT}", name="text"),
    )


def cleaned(typed: str) -> str:
    """One line without control and invisible characters, and with single spaces."""
    return " ".join(without_invisible(typed).split())


def is_sendable(text: str) -> bool:
    """Whether a cleaned text is neither empty nor too long."""
    return 0 < len(text) <= LONGEST_TEXT
