"""The host's forms for a room: a show of hands, and what people wrote that the room may see."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovTextInput
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from quiz.languages.choices import choice
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.live.host.setup_forms import WholeNumber
from quiz.live.session.hands import MOST_COUNTED, NONE_COUNTED, CountedOn, LiveHands
from quiz.live.session.pledges import LivePledge
from quiz.vocabulary import OPTION_IDS, OPTION_LETTERS
from quiz.web.security import Form, unless_sent


def _count(letter: str) -> StringField:
    message = lazy_gettext(
        "Enter a whole number for %(letter)s, up to %(most)s, or leave it empty",
        letter=letter,
        most=MOST_COUNTED,
    )
    return StringField(
        letter, widget=GovTextInput(), validators=[WholeNumber(0, MOST_COUNTED, message)]
    )


class HandsForm(Form):
    """How many chose each option, from hands or from paper. seen: the mark of the counts that it
    was filled in with: those that it replaces."""

    seen = HiddenField()
    round = HiddenField(validators=[InputRequired()])
    counted_on = RadioField(
        lazy_gettext("How did you count?"),
        choices=[
            choice(CountedOn.HANDS, lazy_gettext("Hands, which everybody saw")),
            choice(CountedOn.PAPER, lazy_gettext("Slips of paper")),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose how you counted"))],
    )
    a, b, c, d = (_count(letter) for letter in OPTION_LETTERS)

    @property
    def counts(self) -> dict[str, int]:
        """By option; an empty field is none."""
        return {option: int(self[option].data or 0) for option in OPTION_IDS}

    @property
    def round_number(self) -> int:
        """The round that the page showed; 0 for anything else."""
        typed = self.round.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def hands_form(round_: int, earlier: LiveHands | None) -> HandsForm:
    """The form of this round, filled in with what was typed before."""
    filled: dict[str, Any] = {"round": str(round_), "counted_on": CountedOn.HANDS.value}
    filled["seen"] = NONE_COUNTED
    if earlier:
        counts = {option: str(count) for option, count in earlier.counts.items()}
        filled |= {"counted_on": earlier.counted_on, "seen": earlier.mark, **counts}
    return HandsForm(data=unless_sent(filled))


class ReleaseForm(Form):
    """Which pledges the room sees. Its values are marks: each names a pledge and its text.

    read: the marks of all that the page lists. A mark that is no longer one of the choices is of a
    text that was changed meanwhile, and does not make the others wrong.
    """

    read = HiddenField()
    shown = SelectMultipleField(
        lazy_gettext("Show these on the room’s screen"),
        description=lazy_gettext("Leave out what names a person or a family, and what may hurt."),
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )

    @property
    def marks_read(self) -> frozenset[str]:
        return frozenset((self.read.data or "").split())


class QuestionPressForm(Form):
    """What a button beside a question does, or whether phones may send questions."""

    press = HiddenField(validators=[InputRequired()])


def release_form(found: Sequence[LivePledge], *, tick_new: bool) -> ReleaseForm:
    """The form with those ticked that the room sees. tick_new: the host wants those ticked, too,
    that they have not chosen about."""
    ticked = [one.mark for one in found if one.shown or (tick_new and one.shown is None)]
    form = ReleaseForm(data=unless_sent({"shown": ticked}))
    form.read.data = form.read.data or " ".join(one.mark for one in found)
    form.shown.choices = [SelectChoice(one.mark, one.text) for one in found]
    return form


def hints(found: Sequence[LivePledge]) -> list[dict[str, object]]:
    """What stands under each box: which are new, once the host has chosen about others."""
    new = {"hint": {"text": gettext("New, or changed since you read it")}}
    chose = any(one.shown is not None for one in found)
    return [dict(new) if chose and one.shown is None else {} for one in found]
