"""What a lead can say about this many people, and what not (measurement.md 3.6 to 3.8, 5.6)."""

from quiz.analysis.disclosure import Depth
from quiz.languages.sentences import lazy_gettext
from quiz.teams.results.report import Limits

ALWAYS = (
    lazy_gettext(
        "Do not say who answered what, and do not guess: that would break the promise that people "
        "were given."
    ),
    lazy_gettext(
        "Do not say that confident staff are wrong, or that a person is. These are answers to "
        "twelve scenarios on one day."
    ),
    lazy_gettext("Do not rank teams or groups by these figures."),
    lazy_gettext(
        "Do not say that practice is safe or unsafe. We did not look at anybody’s casework."
    ),
)
NOT_THE_WHOLE_TEAM = lazy_gettext(
    "Do not say that the whole team answers like this. People saw their own result before they "
    "chose to send it. If those who did badly kept theirs, the team knows less than the figures "
    "show."
)
NO_CLEAR_GAP = lazy_gettext(
    "Where it says “no clear gap”, do not name one, and do not say that there is none."
)
NOT_EFFECT = lazy_gettext(
    "Do not say that training worked because a figure rose or failed because it fell: say “before” "
    "and “after”, not “effect”."
)
SAY = {
    Depth.WORDS: (
        lazy_gettext(
            "You can say it in words: most, about half, few. Where there is a range, give both "
            "ends: “4 to 6 of 6”."
        ),
        lazy_gettext("You can use the figures to choose what to talk about first."),
    ),
    Depth.PERCENTAGES: (
        lazy_gettext("You can give percentages to the nearest 5, always with their likely range."),
        lazy_gettext(
            "Where a sentence names a gap, you can say that people were surer than right on that "
            "topic, or more right than sure."
        ),
    ),
    Depth.TABLE: (
        lazy_gettext(
            "You can say how many of those who said yes showed understanding, and how many of the "
            "others did."
        ),
        lazy_gettext("Where a sentence names a gap, you can say how large it is likely to be."),
    ),
}
BESIDE = (
    lazy_gettext(
        "Where “all reviews here” are shown, you can put these figures beside them, with both "
        "ranges."
    ),
)
NOT_SAY = {
    Depth.WORDS: (
        lazy_gettext(
            "Do not turn these counts into percentages: one person more or less would move them by "
            "more than 10 points."
        ),
        lazy_gettext("Do not compare with another team, or with an earlier review."),
    ),
    Depth.PERCENTAGES: (
        NO_CLEAR_GAP,
        lazy_gettext("Do not say that people who said yes knew more, or less, than the others."),
    ),
    Depth.TABLE: (
        NO_CLEAR_GAP,
        NOT_EFFECT,
    ),
}
OVERLAP = (lazy_gettext("Where two ranges overlap, do not say that one is higher."),)


def limits(depth: Depth, *, complete: bool = False) -> Limits:
    """The advice for this depth; empty for ``Depth.NOTHING``. complete: whether everybody who was
    invited is counted."""
    if depth is Depth.NOTHING:
        return Limits((), ())
    words = min(depth, Depth.TABLE)
    beside, overlap = (BESIDE, OVERLAP) if depth >= Depth.PERCENTAGES else ((), ())
    team = () if complete else (NOT_THE_WHOLE_TEAM,)
    not_say = (*team, *NOT_SAY[words], *overlap, *ALWAYS)
    return Limits(tuple(map(str, (*SAY[words], *beside))), tuple(map(str, not_say)))
