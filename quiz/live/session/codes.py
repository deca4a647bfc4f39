"""A session's code: as people type it, and as it is shown."""

from quiz.live.session.models import CODE_LENGTH


def normalised(typed: str) -> str:
    """A typed code as codes are stored: without spaces and hyphens, in capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def in_halves(code: str) -> str:
    """A code in two halves, which are easier to read out and to copy."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"
