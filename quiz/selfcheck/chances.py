"""What chance does, in sentences: how often, and numbers in halves. Pure."""

from fractions import Fraction

from quiz.languages.sentences import gettext, lazy_gettext

SELDOM = 20
HARDLY_EVER = 100

EVEN = {
    "it wrong": lazy_gettext(
        "Even someone with perfect judgement would get it wrong %(how_often)s."
    ),
    "all wrong": lazy_gettext(
        "Even someone with perfect judgement would get all %(number)s wrong %(how_often)s."
    ),
    "more wrong": lazy_gettext(
        "Even someone with perfect judgement would get %(number)s or more wrong %(how_often)s."
    ),
    "it right": lazy_gettext(
        "Even someone with perfect judgement would get it right %(how_often)s."
    ),
    "all right": lazy_gettext(
        "Even someone with perfect judgement would get all %(number)s right %(how_often)s."
    ),
    "more right": lazy_gettext(
        "Even someone with perfect judgement would get %(number)s or more right %(how_often)s."
    ),
    "out by two": lazy_gettext(
        "Even someone with perfect judgement would be out by 2 or more %(how_often)s."
    ),
}
HARDLY = {
    "it wrong": lazy_gettext(
        "Even someone with perfect judgement would almost never get it wrong."
    ),
    "all wrong": lazy_gettext(
        "Even someone with perfect judgement would almost never get all %(number)s wrong."
    ),
    "more wrong": lazy_gettext(
        "Even someone with perfect judgement would almost never get %(number)s or more wrong."
    ),
    "it right": lazy_gettext(
        "Even someone with perfect judgement would almost never get it right."
    ),
    "all right": lazy_gettext(
        "Even someone with perfect judgement would almost never get all %(number)s right."
    ),
    "more right": lazy_gettext(
        "Even someone with perfect judgement would almost never get %(number)s or more right."
    ),
    "out by two": lazy_gettext(
        "Even someone with perfect judgement would almost never be out by 2 or more."
    ),
}
"""What chance alone does, by what happens; in the first, how often is a place."""


def even(happens: str, chance: Fraction, number: int = 0) -> str:
    """A sentence that says how often this happens by chance, and to how many answers."""
    if chance < Fraction(1, HARDLY_EVER):
        return HARDLY[happens] % {"number": number}
    return EVEN[happens] % {"number": number, "how_often": how_often(chance)}


def how_often(chance: Fraction) -> str:
    """A probability in words: “about 1 time in 6”."""
    if chance > Fraction(1, 2):
        return gettext("more often than not")
    if chance < Fraction(1, SELDOM):
        return gettext("less than 1 time in %(number)s", number=SELDOM)
    return gettext("about 1 time in %(number)s", number=round(1 / chance))


def halves(number: int) -> str:
    """A number of halves in words without decimals: “none”, “0 or 1”, “2”, “2 or 3”."""
    whole, half = divmod(number, 2)
    if half:
        return gettext("%(low)s or %(high)s", low=whole, high=whole + 1)
    return str(whole) if whole else gettext("none")
