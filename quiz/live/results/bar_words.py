"""What a bar of a vote says: whole sentences, with COUNT for the number. Pure."""

from quiz.languages.sentences import gettext, ngettext
from quiz.live.results.counted import COUNT


def of_a_small_room(total: int, *, best: bool) -> str:
    """In which range the number of an answer lies, of all votes. best: whether it is known as the
    best one."""
    if best:
        return gettext(
            "%(number)s of the %(total)s votes, for the best answer", number=COUNT, total=total
        )
    return gettext("%(number)s of the %(total)s votes", number=COUNT, total=total)


def exact(count: int, sure: int, best: bool | None) -> str:
    """How many chose an answer, and how many of them were sure. best: whether it is the best one;
    None while that is not shown."""
    if best:
        return _of_the_best(count, sure)
    if not count:
        return ngettext("%(number)s vote", "%(number)s votes", count, number=COUNT)
    if not sure:
        return ngettext(
            "%(number)s vote, not sure", "%(number)s votes, none of them sure", count, number=COUNT
        )
    return _sure(count, sure) if best is None else _sure_and_wrong(count, sure)


def _sure(count: int, sure: int) -> str:
    if sure == count:
        return ngettext(
            "%(number)s vote, sure", "%(number)s votes, all of them sure", count, number=COUNT
        )
    return ngettext(
        "%(number)s vote, %(sure)s sure",
        "%(number)s votes, %(sure)s of them sure",
        count,
        number=COUNT,
        sure=sure,
    )


def _sure_and_wrong(count: int, sure: int) -> str:
    if sure == count:
        return ngettext(
            "%(number)s vote, sure and wrong",
            "%(number)s votes, all of them sure and wrong",
            count,
            number=COUNT,
        )
    return ngettext(
        "%(number)s vote, %(sure)s sure and wrong",
        "%(number)s votes, %(sure)s of them sure and wrong",
        count,
        number=COUNT,
        sure=sure,
    )


def _of_the_best(count: int, sure: int) -> str:
    if not count:
        return ngettext(
            "%(number)s vote for the best answer",
            "%(number)s votes for the best answer",
            count,
            number=COUNT,
        )
    if not sure:
        return ngettext(
            "%(number)s vote for the best answer, not sure",
            "%(number)s votes for the best answer, none of them sure",
            count,
            number=COUNT,
        )
    if sure == count:
        return ngettext(
            "%(number)s vote for the best answer, sure",
            "%(number)s votes for the best answer, all of them sure",
            count,
            number=COUNT,
        )
    return ngettext(
        "%(number)s vote for the best answer, %(sure)s sure",
        "%(number)s votes for the best answer, %(sure)s of them sure",
        count,
        number=COUNT,
        sure=sure,
    )
