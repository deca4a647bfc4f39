"""The mails about deputies and hand-over. They name the review, and have no figures.

The person who pressed the button gets theirs in the language of the page. Others get theirs in each
language of the service: nobody knows the language of somebody who is not here.
"""

from quiz import mail
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.mail import Letter
from quiz.people.models import Person
from quiz.teams.models import Review
from quiz.teams.sharing.models import OfferKind

Words = tuple[LazySentence, LazySentence]
"""Of a mail: its subject and its text."""
NAME = lazy_gettext("Before You Look")
END = """

{name}
{address}
"""

OFFERED = {
    OfferKind.DEPUTY: (
        lazy_gettext("You are asked to be a deputy for a team review"),
        lazy_gettext(
            "%(who)s asks you to be a deputy for the team review “%(review)s”. Accept or decline "
            "it on the page “Teams”, after you sign in."
        ),
    ),
    OfferKind.LEAD: (
        lazy_gettext("You are asked to take over a team review"),
        lazy_gettext(
            "%(who)s asks you to take over the team review “%(review)s”. Accept or decline it on "
            "the page “Teams”, after you sign in."
        ),
    ),
}
OFFERED_BY_ADMINISTRATOR = (
    lazy_gettext("You are asked to take over a team review"),
    lazy_gettext(
        "An administrator, in place of %(who)s, asks you to take over the team review "
        "“%(review)s”. Accept or decline it on the page “Teams”, after you sign in."
    ),
)
ACCEPTED = {
    OfferKind.DEPUTY: (
        lazy_gettext("A deputy for your team review"),
        lazy_gettext("%(who)s is now a deputy for the team review “%(review)s”."),
    ),
    OfferKind.LEAD: (
        lazy_gettext("Your team review was handed over"),
        lazy_gettext(
            "%(who)s has taken over the team review “%(review)s”. You can no longer open it. If "
            "you did not expect this, tell an administrator."
        ),
    ),
}
TAKEN_OVER = (
    lazy_gettext("You have taken over a team review"),
    lazy_gettext(
        "You have taken over the team review “%(review)s”. You can open it on the page “Teams”, "
        "after you sign in."
    ),
)
BECAME_DEPUTY = (
    lazy_gettext("You are a deputy for a team review"),
    lazy_gettext(
        "You are now a deputy for the team review “%(review)s”. You can open it on the page "
        "“Teams”, after you sign in."
    ),
)
ENDED = (
    lazy_gettext("You are no longer a deputy for a team review"),
    lazy_gettext(
        "You are no longer a deputy for the team review “%(review)s”, and cannot open it."
    ),
)
LEFT = (
    lazy_gettext("Your team review has one deputy fewer"),
    lazy_gettext("%(who)s is no longer a deputy for the team review “%(review)s”."),
)


def offered(
    kind: OfferKind, to: Person, who: Person, left: Person | None, review: Review, address: str
) -> Letter:
    """To the lead who is asked. who: the one who asks. left: the lead in whose place an
    administrator asks; None if the lead asks."""
    words = OFFERED[kind] if left is None else OFFERED_BY_ADMINISTRATOR
    return _letter(words, to, (left or who).name, review, address, here=False)


def accepted(
    kind: OfferKind, before: Person, who: Person, review: Review, address: str
) -> list[Letter]:
    """To both: the lead until now, and the one who accepted."""
    theirs = BECAME_DEPUTY if kind == OfferKind.DEPUTY else TAKEN_OVER
    return [
        _letter(ACCEPTED[kind], before, who.name, review, address, here=False),
        _letter(theirs, who, who.name, review, address, here=True),
    ]


def ended(
    actor: Person, lead: Person, deputy: Person, review: Review, address: str
) -> list[Letter]:
    """To both: the deputy, and the lead. actor: the one of them who ended it."""
    own = actor.id == deputy.id
    return [
        _letter(ENDED, deputy, deputy.name, review, address, here=own),
        _letter(LEFT, lead, deputy.name, review, address, here=not own),
    ]


def _letter(
    words: Words, to: Person, who: str, review: Review, address: str, *, here: bool
) -> Letter:
    subject, text = words

    def write() -> tuple[str, str]:
        said = text % {"who": who, "review": review.name}
        return str(subject), said + END.format(name=NAME, address=address)

    return Letter(to.email, *write()) if here else mail.to_absent(to.email, write)
