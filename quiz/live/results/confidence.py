"""What may be shown of the confidence questions, and their chart. Pure.

One rule for wall, phones, pages and files (measurement.md 5.3, P12). A question is rated by people
who say no, partly or yes. Fewer than the plan's minimum: nothing. Fewer than ten: a range. In a
small room everybody is in the range, also those to whom a question does not apply: to leave it out
would tell that there are some.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.results.charts import RANGE_KEY, Bar, Chart, Key, Shade, range_bar
from quiz.live.results.counted import COUNT, plain, set_off
from quiz.live.session.aggregate import RATED, Confidence
from quiz.live.session.small_rooms import EXACT_FROM, RoomCount, is_small, room_count
from quiz.vocabulary import ANSWER_WORDS, Answer, Strand

NOT_EVERYBODY = lazy_gettext(
    "Not everybody is asked this one, and fewer than %(number)s answered", number=EXACT_FROM
)
SHADES = dict(zip((Shade.LOW, Shade.SOME, Shade.HIGH), RATED, strict=True))
CONFIDENCE_KEY: Key = {shade: ANSWER_WORDS[answer] for shade, answer in SHADES.items()}


@dataclass(frozen=True)
class Rated:
    """What may be shown of the answers to one question.

    yes: how many said yes; None where nothing may be shown. exact: how many gave each answer; empty
    where that is not shown. instead: the words for a question that has no bar.
    """

    yes: RoomCount | None = None
    exact: Mapping[Answer, int] = field(default_factory=dict)
    instead: str = ""


def is_asked_of_everybody(strand: str) -> bool:
    """Whether a confidence question is asked whatever people said to the others."""
    return Strand(strand).is_asked({})


def rated(found: Confidence, strand: str, minimum: int) -> Rated:
    """What may be shown of a question. minimum: the plan's.

    A question that depends on another is shown only where the other's counts are exact: its own
    number of answers would tell them.
    """
    asked, small = Strand(strand), is_small(found.people)
    if not is_asked_of_everybody(asked) and (small or is_small(found.rated(Strand.AWARE))):
        return Rated(instead=str(NOT_EVERYBODY))
    yes, base = found.count(asked, Answer.YES), found.rated(asked)
    if small and any(strand == asked for strand, _ in found.ratings):
        return Rated(room_count(yes, found.people))
    if base < minimum:
        instead = gettext("Fewer than %(minimum)s answered this one", minimum=minimum)
        return Rated(instead=instead)
    if is_small(base):
        in_range = room_count(yes, base)
        said = set_off(gettext("%(count)s said yes", count=COUNT), in_range.numbers)
        return Rated(in_range, instead=plain(said))
    return Rated(room_count(yes, base), {answer: found.count(asked, answer) for answer in Answer})


def confidence_chart(
    title: str, questions: Sequence[tuple[str, str]], found: Confidence, minimum: int
) -> Chart:
    """Answers to the confidence questions. questions: (strand, words), in their order. minimum: the
    plan's.

    People who said that a question does not apply to their work are in no bar. In a small room each
    bar is those who said yes.
    """
    small = is_small(found.people)
    bars = [_bar(words, rated(found, strand, minimum), small) for strand, words in questions]
    key = RANGE_KEY if small else CONFIDENCE_KEY
    return Chart(title, key, tuple(bars), found.people, gettext("Question"))


def _bar(words: str, shown: Rated, small: bool) -> Bar:
    if shown.instead or not shown.yes:
        return Bar("", words, {}, shown.instead)
    if small:
        said = gettext("%(number)s said yes", number=COUNT)
        return range_bar("", words, shown.yes, said)
    counts = {shade: shown.exact[answer] for shade, answer in SHADES.items()}
    no, partly, yes = counts.values()
    said = ngettext(
        "%(number)s answer: %(yes)s yes, %(partly)s partly, %(no)s no",
        "%(number)s answers: %(yes)s yes, %(partly)s partly, %(no)s no",
        no + partly + yes,
        number=COUNT,
        yes=yes,
        partly=partly,
        no=no,
    )
    return Bar("", words, counts, said, number=str(no + partly + yes))
