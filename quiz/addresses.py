"""What a row of the route map says: an address, its audience, its view and its limits."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quiz.languages.sentences import LazySentence
from quiz.people.guard import LinkCount
from quiz.vocabulary import ApiScope
from quiz.web.security import Limit

View = Callable[..., Any]


class Audience(StrEnum):
    """Who may open an address."""

    ANYONE = "anyone"
    CHECK = "a browser with an attempt"
    INVITED = "a browser with an invitation to a team review"
    DEVICE = "a browser that is passed round in a team review"
    PARTICIPANT = "a browser that joined a live session"
    SIGNED_IN = "anybody who is signed in"
    LEAD = "a team lead; each sees the reviews they lead or are a deputy for, and no other"
    TRAINER = "a trainer"
    OWNER = "a content owner, or an administrator"
    ADMINISTRATOR = "an administrator"
    PROGRAM = "a program with a token for the API, which opens what its owner may read"


@dataclass(frozen=True)
class Address:
    """One row of the map.

    ``guesses`` is the limit on failed requests of one network; failed GETs count where the
    code is in the address. ``unless``: whether a request is not limited by guesses.
    ``limits`` are limits by other keys. ``link`` is its name in the masthead of signed-in people
    who may open it, and ``waiting`` what waits for them there. ``background``: pages request it
    without a person, so it does not extend the login session. ``proof``: whether the form that is
    sent needs the person to show once more who they are. ``before_factor``: also for somebody who
    still has to set up a second factor.
    ``upload``: the most bytes of a form with a file; other forms take no file. ``scope``: what a
    token has to be for.
    """

    rule: str
    view: View
    audience: Audience
    methods: tuple[str, ...] = ("GET",)
    guesses: str | None = None
    unless: Callable[[], bool] | None = None
    limits: tuple[Limit, ...] = ()
    link: LazySentence | None = None
    waiting: LinkCount | None = None
    background: bool = False
    proof: Callable[[], bool] | None = None
    before_factor: bool = False
    upload: int | None = None
    scope: ApiScope | None = None

    @property
    def is_api(self) -> bool:
        """Whether programs use it, and not people in a browser."""
        return self.endpoint.startswith("api.")

    @property
    def endpoint(self) -> str:
        """As Flask names it: the view's package below ``quiz``, and the view."""
        package = self.view.__module__.split(".")[1]
        return f"{package}.{self.view.__name__}"
