"""The form for handing live sessions to another trainer."""

from quiz.languages.sentences import lazy_gettext
from quiz.people import colleague
from quiz.web.security import Form

NO_TRAINER = lazy_gettext(
    "No other trainer has this address. An administrator can invite people and make them trainers"
)


class TrainerForm(Form):
    """The address of another trainer."""

    email = colleague.address_of(
        lazy_gettext("They need an account here with the role of a trainer.")
    )

    def refuse(self) -> None:
        self.email.errors = (NO_TRAINER,)
