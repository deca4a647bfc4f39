"""The form on which somebody who makes a course chooses what a link opens."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from quiz.bank.items import BankForm
from quiz.languages.sentences import lazy_gettext
from quiz.learning.sets_to_open import ANY, choices
from quiz.web.security import Form


class ChoosingForm(Form):
    """What a link opens. It may be in a frame, without cookies: in place of a CSRF token it has the
    request that we encrypted."""

    class Meta(Form.Meta):
        csrf = False

    sealed = HiddenField()
    opens = RadioField(
        lazy_gettext("What should the link open?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose what the link should open"))],
    )
    with_result = BooleanField(
        lazy_gettext(
            "People can tell the course that they have finished. It then has a column for that"
        ),
        widget=GovCheckboxInput(),
    )

    @classmethod
    def new(cls, forms: Sequence[BankForm], sealed: str) -> "ChoosingForm":
        """The form as it is shown first, in answer to a POST that has none of its fields."""
        form = cls(formdata=None, data={"opens": ANY, "with_result": True})
        return form._with(forms, sealed)

    @classmethod
    def sent(cls, forms: Sequence[BankForm], sealed: str) -> "ChoosingForm":
        return cls()._with(forms, sealed)

    def _with(self, forms: Sequence[BankForm], sealed: str) -> "ChoosingForm":
        self.opens.choices = [SelectChoice(*each) for each in choices(forms)]
        self.sealed.data = sealed
        return self
