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
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from quiz import mail
from quiz.analysis.disclosure import SMALLEST_BLOCK, WHOLE_TEAM
from quiz.answers import record
from quiz.bank.items import Bank
from quiz.config import current_settings
from quiz.security import only_visible
from quiz.teams import asked_before
from quiz.teams.models import LONGEST_NAME, MOST_INVITED, Review
from quiz.teams.own_groups import EXAMPLE, MOST_GROUPS, own_groups
from quiz.teams.reviews import NewReview
from quiz.teams.terms_form import ReviewTermsForm
from quiz.teams.whole_number import of_few_digits, unreadable
from quiz.vocabulary import set_name

TOGETHER, BY_ROLE, OWN_GROUPS = "together", "by_role", "own_groups"
LINK, MAIL, ONE_DEVICE = "link", "mail", "one_device"
BY_MAIL = SelectChoice(MAIL, "A link for each person, mailed by this service: you never see one")
TIME_TO_ANSWER = timedelta(days=14)
"""Between the first and the last day, unless the lead changes them."""


def _number(label: str, most: int, description: str = "") -> IntegerField:
    return IntegerField(
        label,
        description=description,
        widget=GovTextInput(),
        validators=[
            Optional(),
            of_few_digits,
            NumberRange(0, most, f"Give a whole number from 0 to {most}"),
        ],
    )


class NewReviewForm(ReviewTermsForm):
    """A new team review. The page carries the review's future id, so that it is created once."""

    signed_id = HiddenField()
    name = StringField(
        "What is this review called?",
        description="People see this name, for example “Duty team, spring”. "
        "Do not put a person’s name in it.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Give the review a name"),
            Length(max=LONGEST_NAME, message=f"Use {LONGEST_NAME} characters or fewer"),
            only_visible,
        ],
    )
    own_groups = TextAreaField(
        "Groups that you name, one on each line",
        description=f"Write a name, a colon and how many people are invited, such as {EXAMPLE}. "
        f"Up to {MOST_GROUPS} groups. Everybody sees the names: do not use people’s names.",
        widget=GovTextArea(),
    )
    way = RadioField(
        "How will people get in, and how are they grouped?",
        choices=[
            SelectChoice(TOGETHER, "A code for each person, all in one group"),
            SelectChoice(BY_ROLE, "A code for each person, in groups by role"),
            SelectChoice(OWN_GROUPS, "A code for each person, in groups that you name"),
            SelectChoice(ONE_DEVICE, "One device, passed from person to person"),
            SelectChoice(LINK, "One link for everybody"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how people will get in")],
    )
    invited = _number("How many people do you invite?", MOST_INVITED)
    scenarios = RadioField(
        "Which set of scenarios?",
        description="Each set has twelve scenarios of its own.",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a set")],
    )
    about_you = BooleanField(
        "Ask whether they use social media, and have looked at a service user’s profile",
        widget=GovCheckboxInput(),
    )
    stand = BooleanField(
        "Ask when they think it is acceptable to search for a client online",
        widget=GovCheckboxInput(),
    )

    early = BooleanField(
        "Open figures early, when half have answered",
        description="This costs answers and detail. Figures open in two parts. If too few answer "
        "after the first part, their answers are deleted, and more numbers are given as ranges. "
        "Without it, figures open once: when everybody has answered, or after the last day.",
        widget=GovCheckboxInput(),
    )

    before: Sequence[Review]
    named: Mapping[str, int] = {}

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
        self.name.data = f"Team review, {self.today:%B %Y}"
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
        """Number of people by the role's words."""
        return {field.label.text: field.data or 0 for field in role_fields(self)}

    def validate_signed_id(self, _field: Field) -> None:
        try:
            _ = self.review_id
        except BadSignature:
            raise ValidationError("This page was out of date. Please send it again.") from None

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
            raise ValidationError(f"Invite {fewest} people or more, or no figures can open")
        if people > MOST_INVITED:
            raise ValidationError(f"A review can invite {MOST_INVITED} people at most")

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
    role = next(question for question in bank.survey if question.id == "role")
    fields = {f"role_{answer.id}": _number(answer.text, MOST_INVITED) for answer in role.answers}
    made: type[NewReviewForm] = type("NewReviewFormWithRoles", (NewReviewForm,), fields)
    form = made()
    form.today, form.before = today, before
    if mail.is_on():
        form.way.choices = [BY_MAIL, *form.way.choices]
    taken = {review.form for review in before}
    form.scenarios.choices = [
        SelectChoice(one.id, set_name(one.id).capitalize() + (", asked before" * (one.id in taken)))
        for one in bank.forms
        if not one.local
    ]
    return form


def _refuse(why: str) -> None:
    if why:
        raise ValidationError(why)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().signing_keys, salt="new review")


def role_fields(form: NewReviewForm) -> Sequence[Field]:
    """The fields with the number of people in each role."""
    return [form[name] for name in form._fields if name.startswith("role_")]
