"""The mails about deputies and hand-over. They name the review, and have no figures."""

from quiz.mail import Letter
from quiz.people.models import Person
from quiz.teams.models import Review
from quiz.teams.sharing.models import OfferKind

END = """

Before You Look
{address}
"""

OFFERED = {
    OfferKind.DEPUTY: (
        "You are asked to be a deputy for a team review",
        "{who} asks you to be a deputy for the team review “{review}”. Accept or decline it on the "
        "page “Teams”, after you sign in.",
    ),
    OfferKind.LEAD: (
        "You are asked to take over a team review",
        "{who} asks you to take over the team review “{review}”. Accept or decline it on the page "
        "“Teams”, after you sign in.",
    ),
}
ACCEPTED = {
    OfferKind.DEPUTY: (
        "A deputy for your team review",
        "{who} is now a deputy for the team review “{review}”.",
    ),
    OfferKind.LEAD: (
        "Your team review was handed over",
        "{who} has taken over the team review “{review}”. You can no longer open it. If you "
        "did not expect this, tell an administrator.",
    ),
}
TAKEN_OVER = (
    "You have taken over a team review",
    "You have taken over the team review “{review}”. You can open it on the page “Teams”, after "
    "you sign in.",
)
BECAME_DEPUTY = (
    "You are a deputy for a team review",
    "You are now a deputy for the team review “{review}”. You can open it on the page “Teams”, "
    "after you sign in.",
)
ENDED = (
    "You are no longer a deputy for a team review",
    "You are no longer a deputy for the team review “{review}”, and cannot open it.",
)
LEFT = (
    "Your team review has one deputy fewer",
    "{who} is no longer a deputy for the team review “{review}”.",
)


def offered(kind: OfferKind, to: Person, who: str, review: Review, address: str) -> Letter:
    """To the lead who is asked. who: the name of the one who asks."""
    return _letter(OFFERED[kind], to, who, review, address)


def accepted(
    kind: OfferKind, before: Person, who: Person, review: Review, address: str
) -> list[Letter]:
    """To both: the lead until now, and the one who accepted."""
    theirs = BECAME_DEPUTY if kind == OfferKind.DEPUTY else TAKEN_OVER
    return [
        _letter(ACCEPTED[kind], before, who.name, review, address),
        _letter(theirs, who, who.name, review, address),
    ]


def ended(lead: Person, deputy: Person, review: Review, address: str) -> list[Letter]:
    """To both: the deputy, and the lead."""
    return [
        _letter(ENDED, deputy, deputy.name, review, address),
        _letter(LEFT, lead, deputy.name, review, address),
    ]


def _letter(words: tuple[str, str], to: Person, who: str, review: Review, address: str) -> Letter:
    subject, text = words
    text = text.format(who=who, review=review.name) + END.format(address=address)
    return Letter(to.email, subject, text)
