"""The closed sets of answers that the whole service shares.

They are closed on purpose: the tables accept nothing else, so nobody's name or words can end up
in an answer, neither by mistake nor by habit.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class Strand(StrEnum):
    """A group of scenarios that one confidence question is paired with."""

    AWARE = "aware"
    UNDERSTANDING = "understanding"
    CASEWORK = "casework"
    ASKING = "asking"

    def is_asked(self, said: Mapping["Strand", "Answer"]) -> bool:
        """Whether its confidence question is asked, after what was said so far.

        Who is not aware of the guidance is not asked whether they understand it.
        """
        if self == Strand.UNDERSTANDING:
            return said.get(Strand.AWARE) in (Answer.PARTLY, Answer.YES)
        return True


class Answer(StrEnum):
    """How a person answers a confidence question."""

    NO = "no"
    PARTLY = "partly"
    YES = "yes"
    NOT_MY_WORK = "not_my_work"

    @property
    def words(self) -> str:
        return ANSWER_WORDS[self]


ANSWER_WORDS = {
    Answer.NO: "No",
    Answer.PARTLY: "Partly",
    Answer.YES: "Yes",
    Answer.NOT_MY_WORK: "Does not apply to my work",
}


class Moment(StrEnum):
    """Whether a rating was given before the scenarios or after a training session."""

    BEFORE = "before"
    AFTER = "after"


class Certainty(IntEnum):
    """How sure a person is of one answer (measurement.md 1.2 and 1.4)."""

    GUESSING = 1
    UNSURE = 2
    FAIRLY_SURE = 3
    VERY_SURE = 4

    @property
    def words(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def about(self) -> str:
        """The frequency the level stands for, as it is printed on the button."""
        return ABOUT[self]

    @property
    def hundredths(self) -> int:
        """The stated chance of being right, in whole hundredths so that sums stay exact."""
        return HUNDREDTHS[self]

    @property
    def sure(self) -> bool:
        """Whether the level counts as *sure* (measurement.md, D4)."""
        return self >= Certainty.FAIRLY_SURE


ABOUT = {
    Certainty.GUESSING: "about 1 in 4",
    Certainty.UNSURE: "about 1 in 2",
    Certainty.FAIRLY_SURE: "about 3 in 4",
    Certainty.VERY_SURE: "about 19 in 20",
}
HUNDREDTHS = {
    Certainty.GUESSING: 25,
    Certainty.UNSURE: 50,
    Certainty.FAIRLY_SURE: 75,
    Certainty.VERY_SURE: 95,
}


class Length(StrEnum):
    """Which scenarios an attempt has: the whole form, one from each strand, or a second look's."""

    FULL = "full"
    SHORT = "short"
    SECOND = "second"


class When(StrEnum):
    """When feedback is given: once at the end, or after each scenario."""

    END = "end"
    EACH = "each"


class Role(StrEnum):
    """What an account may do. Nobody who only answers has one."""

    LEAD = "lead"
    TRAINER = "trainer"
    OWNER = "owner"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        return ROLE_WORDS[self]


ROLE_WORDS = {
    Role.LEAD: "Team lead",
    Role.TRAINER: "Trainer",
    Role.OWNER: "Content owner",
    Role.ADMINISTRATOR: "Administrator",
}


class AuditAction(StrEnum):
    """What an administrator or a content owner did, in the audit trail. Never an answer."""

    INVITED = "invited"
    LINK_MADE = "link_made"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    RENAMED = "renamed"
    SESSIONS_ENDED = "sessions_ended"
    DEACTIVATED = "deactivated"
    ACTIVATED = "activated"
    DELETED = "deleted"
    CONTACTS_CHANGED = "contacts_changed"
    SOURCE_CHANGED = "source_changed"
    SOURCE_REVIEWED = "source_reviewed"

    @property
    def words(self) -> str:
        return AUDIT_ACTION_WORDS[self]


AUDIT_ACTION_WORDS = {
    AuditAction.INVITED: "Invited",
    AuditAction.LINK_MADE: "Made a new one-time link",
    AuditAction.ROLE_GIVEN: "Gave a role",
    AuditAction.ROLE_TAKEN: "Took a role away",
    AuditAction.RENAMED: "Changed the name",
    AuditAction.SESSIONS_ENDED: "Ended every session",
    AuditAction.DEACTIVATED: "Deactivated the account",
    AuditAction.ACTIVATED: "Activated the account again",
    AuditAction.DELETED: "Deleted the account",
    AuditAction.CONTACTS_CHANGED: "Changed the local contacts or policy",
    AuditAction.SOURCE_CHANGED: "Marked a source as changed",
    AuditAction.SOURCE_REVIEWED: "Recorded the review of a source",
}

ABOUT_YOU: dict[str, tuple[str, ...]] = {
    "role": (
        "social_worker",
        "newly_qualified",
        "senior_or_manager",
        "support_worker",
        "student",
        "other",
    ),
    "uses": ("yes", "no"),
    "looked": ("yes", "no"),
    "looked_for_evidence": ("yes", "no"),
}
"""Questions 1 to 4 of the survey, and the answers each accepts."""

STAND: tuple[str, ...] = ("curiosity", "locate", "risk", "investigation")
"""The situations of *where do you stand*; each is asked as acceptable and as done."""
