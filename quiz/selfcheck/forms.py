"""The forms of the self-check, made from the content."""

from collections.abc import Collection, Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quiz.bank.items import BankForm
from quiz.bank.written_languages import is_own
from quiz.browser.language_choice import other_language
from quiz.languages.choices import choice
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.questions.scenario_form import NewAttempt
from quiz.vocabulary import ANSWER_WORDS, Certainty, When, set_name, set_number
from quiz.vocabulary import Length as CheckLength
from quiz.web.security import Form, unless_sent

DEFAULTS = {"length": CheckLength.FULL.value, "feedback": When.END.value}
LENGTHS = {
    CheckLength.FULL: lazy_gettext("About ten minutes: twelve scenarios"),
    CheckLength.SHORT: lazy_gettext("About four minutes: four scenarios"),
}
"""A test holds the times to the words of the pages, at READING_SPEED and SECONDS_A_CHOICE."""
READING_SPEED = 240
"""Words a minute. Adults read 238 silently (Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047)."""
SECONDS_A_CHOICE = 3


class StartForm(NewAttempt):
    """The start page: length, set, and when to show feedback. All have defaults.

    ``offered`` says what Start starts, if nothing is changed; ``language`` names the language of
    its scenarios, if that is not the page's. ``levels`` are those of its example.
    """

    offered = language = ""
    levels = tuple(Certainty)

    length = RadioField(
        lazy_gettext("How long have you got?"),
        description=lazy_gettext("Reading 240 words a minute, with three seconds for each choice."),
        choices=[choice(length.value, words) for length, words in LENGTHS.items()],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose how long you have got"))],
    )
    scenarios = RadioField(
        lazy_gettext("Which set of scenarios?"),
        description=lazy_gettext("No scenario is in two sets."),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose a set"))],
    )
    feedback = RadioField(
        lazy_gettext("When would you like feedback?"),
        choices=[
            choice(When.END.value, lazy_gettext("At the end, all together")),
            choice(When.EACH.value, lazy_gettext("After each scenario")),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose when you would like feedback"))],
    )

    @classmethod
    def of(cls, forms: Sequence[BankForm], known: Collection[str], asked: str = "") -> "StartForm":
        """The start page's form. It offers the set that a link asks for, or else the first that is
        not known in this browser."""
        ids = [form.id for form in forms if not form.local]
        own = _own(forms, asked) if is_own(asked) else None
        unknown = next((one for one in ids if one not in known), ids[0])
        offered = own.id if own else asked if asked in ids else unknown
        made = cls(data=unless_sent({"scenarios": offered} | DEFAULTS))
        in_order = sorted(forms, key=lambda form: (form.local, form.local and _in_other(form)))
        made.scenarios.choices = [SelectChoice(form.id, _set_words(form)) for form in in_order]
        if own:
            made.offered = f"{_set_words(own)}."
        else:
            made.offered = gettext(
                "About ten minutes: twelve scenarios from %(set)s.", set=set_name(offered)
            )
            made.language = other_language(next(one for one in forms if one.id == offered).items[0])
        return made


class SecondLookForm(NewAttempt):
    """The start of a second look. ``refusal`` is why it cannot start, if it cannot."""

    refusal = ""

    def validate_attempt(self, field: HiddenField) -> None:
        super().validate_attempt(field)
        if self.refusal:
            raise ValidationError(self.refusal)


def _own(forms: Sequence[BankForm], asked: str) -> BankForm | None:
    """The organisation's own scenarios, in the language of the page if there are any. A link that
    asks for them is the same for everybody."""
    own = [form for form in forms if form.local]
    own.sort(key=lambda form: (_in_other(form), form.id != asked))
    return next(iter(own), None)


def _in_other(form: BankForm) -> bool:
    """Whether its scenarios are in another language than the page."""
    return bool(other_language(form.items[0]))


def _set_words(form: BankForm) -> str:
    if not form.local:
        return gettext("Set %(number)s", number=set_number(form.id))
    if language := other_language(form.items[0]):
        return ngettext(
            "Your organisation’s own: 1 scenario (%(language)s), however long you have",
            "Your organisation’s own: %(number)s scenarios (%(language)s), however long you have",
            len(form.items),
            number=len(form.items),
            language=language,
        )
    return ngettext(
        "Your organisation’s own: 1 scenario, however long you have",
        "Your organisation’s own: %(number)s scenarios, however long you have",
        len(form.items),
        number=len(form.items),
    )


class OneRatingForm(Form):
    """One confidence question, as its page was before all of them were on one page."""

    answer = RadioField(
        choices=[choice(answer.value, words) for answer, words in ANSWER_WORDS.items()],
        validators=[InputRequired()],
    )


class ReturnForm(Form):
    """The five words of a return code, in any spelling."""

    code = StringField(
        lazy_gettext("Your five words"),
        description=lazy_gettext("Capitals, spaces and hyphens do not matter."),
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Type the five words of your return code")),
            Length(max=120, message=lazy_gettext("A return code is five words; this is longer")),
        ],
    )


class ConfirmForm(Form):
    """A button and its CSRF token."""
