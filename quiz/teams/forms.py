"""A lead's forms for team reviews."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from quiz import mail
from quiz.analysis.disclosure import SMALLEST_BLOCK, WHOLE_TEAM
from quiz.answers import record
from quiz.bank.items import Bank
from quiz.content import in_english
from quiz.languages.choices import choice
from quiz.languages.formats import month_and_year
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, ngettext
from quiz.settings.config import current_settings
from quiz.teams import asked_before
from quiz.teams.group_names import roles
from quiz.teams.models import LONGEST_NAME, MOST_INVITED, Review
from quiz.teams.own_groups import EXAMPLE, MOST_GROUPS, own_groups
from quiz.teams.reviews import NewReview
from quiz.teams.terms_form import ReviewTermsForm, at_most
from quiz.teams.whole_number import of_few_digits, unreadable, up_to
from quiz.vocabulary import set_number
from quiz.web.security import only_visible

TOGETHER, BY_ROLE, OWN_GROUPS = "together", "by_role", "own_groups"
LINK, MAIL, ONE_DEVICE = "link", "mail", "one_device"
BY_MAIL = choice(
    MAIL, lazy_gettext("A link for each person, mailed by this service: you never see one")
)
TIME_TO_ANSWER = timedelta(days=14)
"""Between the first and the last day, unless the lead changes them."""


def _number(label: str | LazySentence) -> IntegerField:
    return IntegerField(
        label,
        widget=GovTextInput(),
        validators=[Optional(), of_few_digits, up_to(MOST_INVITED)],
    )


class NewReviewForm(ReviewTermsForm):
    """A new team review. The page carries the review's future id, so that it is created once."""

    signed_id = HiddenField()
    name = StringField(
        lazy_gettext("What is this review called?"),
        description=lazy_gettext(
            "People see this name, for example “Duty team, spring”. Do not put a person’s name in "
            "it."
        ),
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Give the review a name")),
            at_most(LONGEST_NAME),
            only_visible,
        ],
    )
    own_groups = TextAreaField(
        lazy_gettext("Groups that you name, one on each line"),
        widget=GovTextArea(),
    )
    way = RadioField(
        lazy_gettext("How will people get in, and how are they grouped?"),
        choices=[
            choice(TOGETHER, lazy_gettext("A code for each person, all in one group")),
            choice(BY_ROLE, lazy_gettext("A code for each person, in groups by role")),
            choice(OWN_GROUPS, lazy_gettext("A code for each person, in groups that you name")),
            choice(ONE_DEVICE, lazy_gettext("One device, passed from person to person")),
            choice(LINK, lazy_gettext("One link for everybody")),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose how people will get in"))],
    )
    invited = _number(lazy_gettext("How many people do you invite?"))
    scenarios = RadioField(
        lazy_gettext("Which set of scenarios?"),
        description=lazy_gettext("Each set has twelve scenarios of its own."),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose a set"))],
    )
    about_you = BooleanField(
        lazy_gettext(
            "Ask whether they use social media, and have looked at a service user’s profile"
        ),
        widget=GovCheckboxInput(),
    )
    stand = BooleanField(
        lazy_gettext("Ask when they think it is acceptable to search for a client online"),
        widget=GovCheckboxInput(),
    )

    early = BooleanField(
        lazy_gettext("Open figures early, when half have answered"),
        description=lazy_gettext(
            "This costs answers and detail. Figures open in two parts. If too few answer after the "
            "first part, their answers are deleted, and more numbers are given as ranges. Without "
            "it, figures open once: when everybody has answered, or after the last day."
        ),
        widget=GovCheckboxInput(),
    )

    before: Sequence[Review]
    named: Mapping[str, int] = {}
    roles: Mapping[str, str]
    """The words of each role in English, by the name of its field."""

    def validate_own_groups(self, field: Field) -> None:
        if self.way.data == OWN_GROUPS:
            try:
                self.named = own_groups(field.data or "", MOST_INVITED)
            except ValueError as error:
                raise ValidationError(str(error)) from None

    def validate_scenarios(self, field: Field) -> None:
        _refuse(asked_before.form_taken(self._others, field.data))

    def validate_about_you(self, field: Field) -> None:
        if field.data:
            _refuse(asked_before.questions_taken(self._others, field.name))

    validate_stand = validate_about_you

    @property
    def _others(self) -> list[Review]:
        """Earlier reviews except this one, which exists already if the button was pressed twice."""
        return [review for review in self.before if review.id != self._known_id]

    @property
    def _known_id(self) -> str:
        try:
            return self.review_id
        except BadSignature:
            return ""

    def begin(self) -> None:
        """Give the page the id of a new review, and everything that can be guessed: the lead then
        types only how many people are invited."""
        self.signed_id.data = _signer().dumps(record.new_id())
        self.name.data = gettext("Team review, %(month)s", month=month_and_year(self.today))
        self.way.data = self.way.choices[0].value
        taken = {review.form for review in self.before}
        forms = [choice.value for choice in self.scenarios.choices]
        self.scenarios.data = next((form for form in forms if form not in taken), None)
        self.opens_on.data, self.closes_on.data = self.today, self.today + TIME_TO_ANSWER
        self.k.data = SMALLEST_BLOCK

    @property
    def review_id(self) -> str:
        """The id that the page was made with. Raises BadSignature if we did not sign it."""
        return str(_signer().loads(self.signed_id.data or ""))

    @property
    def headcounts(self) -> dict[str, int]:
        """Number of people by the role's words in English, under which groups are stored."""
        return {self.roles[field.name]: field.data or 0 for field in role_fields(self)}

    def validate_signed_id(self, _field: Field) -> None:
        try:
            _ = self.review_id
        except BadSignature:
            raise ValidationError(
                gettext("This page was out of date. Please send it again.")
            ) from None

    @property
    def people(self) -> Mapping[str, int] | None:
        """Number of people invited, by group or for the whole team; None with one link for all."""
        together = {WHOLE_TEAM: self.invited.data or 0}
        groups = {BY_ROLE: self.headcounts, OWN_GROUPS: self.named}
        return {**dict.fromkeys((TOGETHER, MAIL, ONE_DEVICE), together), **groups}.get(
            self.way.data
        )

    @property
    def numbers_are_valid(self) -> bool:
        """Whether all numbers of people were read and are possible; otherwise their fields have
        errors of their own."""
        return not self.k.errors and not any(
            unreadable(field) or not 0 <= (field.data or 0) <= MOST_INVITED
            for field in (self.invited, *role_fields(self))
        )

    def validate_way(self, _field: Field) -> None:
        if self.people is None or self.own_groups.errors or not self.numbers_are_valid:
            return
        people, fewest = sum(self.people.values()), self.k.data or SMALLEST_BLOCK
        if people < fewest:
            raise ValidationError(
                ngettext(
                    "Invite %(number)s person or more, or no figures can open",
                    "Invite %(number)s people or more, or no figures can open",
                    fewest,
                    number=fewest,
                )
            )
        if people > MOST_INVITED:
            raise ValidationError(
                gettext("A review can invite %(most)s people at most", most=MOST_INVITED)
            )

    @property
    def wanted(self) -> NewReview:
        """What the lead asks for, once the form is valid."""
        return NewReview(
            name=self.name.data,
            note=self.note.data,
            form=self.scenarios.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            k=self.k.data,
            invited=self.people,
            about_you=self.about_you.data,
            stand=self.stand.data,
            releases=2 if self.early.data else 1,
            by_mail=self.way.data == MAIL,
            passed_round=self.way.data == ONE_DEVICE,
        )


def new_review_form(bank: Bank, today: date, before: Sequence[Review]) -> NewReviewForm:
    """The form for a new review. Its roles are the answers to question 1 of the survey.

    before: the lead's reviews that it must not repeat.
    """
    fields = {f"role_{answer.id}": _number(answer.text) for answer in roles(bank)}
    made: type[NewReviewForm] = type("NewReviewFormWithRoles", (NewReviewForm,), fields)
    form = made()
    form.today, form.before = today, before
    form.roles = {f"role_{answer.id}": answer.text for answer in roles(in_english())}
    form.own_groups.description = gettext(
        "Write a name, a colon and how many people are invited, such as %(example)s. Up to "
        "%(most)s groups. Everybody sees the names: do not use people’s names.",
        example=EXAMPLE,
        most=MOST_GROUPS,
    )
    if mail.is_on():
        form.way.choices = [BY_MAIL, *form.way.choices]
    taken = {review.form for review in before}
    form.scenarios.choices = [
        SelectChoice(one.id, _set_words(one.id, asked_before=one.id in taken))
        for one in bank.forms
        if not one.local
    ]
    return form


def _set_words(form: str, *, asked_before: bool) -> str:
    number = set_number(form)
    if asked_before:
        return gettext("Set %(number)s, asked before", number=number)
    return gettext("Set %(number)s", number=number)


def _refuse(why: str) -> None:
    if why:
        raise ValidationError(why)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().signing_keys, salt="new review")


def role_fields(form: NewReviewForm) -> Sequence[Field]:
    """The fields with the number of people in each role."""
    return [form[name] for name in form._fields if name.startswith("role_")]
