"""The closed sets of values that the whole service shares.

The tables accept nothing else, so no name and no free text can be stored with an answer.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from quiz.certainty_levels import CERTAINTY_LEVELS as CERTAINTY_LEVELS
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext


class Strand(StrEnum):
    """A group of scenarios that one confidence question is paired with."""

    AWARE = "aware"
    UNDERSTANDING = "understanding"
    CASEWORK = "casework"
    ASKING = "asking"

    def is_asked(self, ratings: Mapping["Strand", "Answer"]) -> bool:
        """Whether its confidence question is asked, given the ratings so far.

        People who are not aware of the guidance are not asked whether they understand it.
        """
        if self == Strand.UNDERSTANDING:
            return ratings.get(Strand.AWARE) in (Answer.PARTLY, Answer.YES)
        return True


class Answer(StrEnum):
    """How a person answers a confidence question."""

    NO = "no"
    PARTLY = "partly"
    YES = "yes"
    NOT_MY_WORK = "not_my_work"

    @property
    def words(self) -> str:
        return str(ANSWER_WORDS[self])


ANSWER_WORDS = {
    Answer.NO: lazy_gettext("No"),
    Answer.PARTLY: lazy_gettext("Partly"),
    Answer.YES: lazy_gettext("Yes"),
    Answer.NOT_MY_WORK: lazy_gettext("Does not apply to my work"),
}


class Moment(StrEnum):
    """Whether a rating was given before the scenarios or after a training session."""

    BEFORE = "before"
    AFTER = "after"


OPTION_IDS = "abcd"
OPTION_LETTERS = OPTION_IDS.upper()
"""The options of a scenario: as they are stored, and as shown on pages."""


class Certainty(IntEnum):
    """How sure a person is of one answer (measurement.md 1.2 and 1.4)."""

    GUESSING = 1
    UNSURE = 2
    FAIRLY_SURE = 3
    VERY_SURE = 4

    @property
    def words(self) -> str:
        return str(CERTAINTY_LEVELS[self].words)

    @property
    def said(self) -> str:
        """A sentence that says to a person how sure they were."""
        return str(CERTAINTY_LEVELS[self].said)

    @property
    def about(self) -> str:
        """The frequency of right answers that the level means, as the button says it."""
        return str(CERTAINTY_LEVELS[self].about)

    @property
    def hundredths(self) -> int:
        """The stated chance of being right, in hundredths: integers, so that sums are exact."""
        return CERTAINTY_LEVELS[self].hundredths

    @property
    def sure(self) -> bool:
        """Whether the level counts as *sure* (measurement.md, D4)."""
        return CERTAINTY_LEVELS[self].sure


class Length(StrEnum):
    """Which scenarios an attempt has: the whole form, one from each strand, or a second look's."""

    FULL = "full"
    SHORT = "short"
    SECOND = "second"


class When(StrEnum):
    """When feedback is given: once at the end, or after each scenario."""

    END = "end"
    EACH = "each"


class Device(StrEnum):
    """What a person says of the phone or computer in their hands. No table has it."""

    OWN = "own"
    SHARED = "shared"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return str(DEVICE_WORDS[self])


DEVICE_WORDS = {
    Device.UNKNOWN: lazy_gettext("Rather not say: forget me when this browser is closed"),
    Device.OWN: lazy_gettext("Mine alone: remember my check here for 30 days"),
    Device.SHARED: lazy_gettext("Shared: leave by itself after 30 minutes without a press"),
}


class Role(StrEnum):
    """What an account may do. People who only answer have no account."""

    LEAD = "lead"
    TRAINER = "trainer"
    OWNER = "owner"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        return str(ROLE_WORDS[self])


ROLE_WORDS = {
    Role.LEAD: lazy_gettext("Team lead"),
    Role.TRAINER: lazy_gettext("Trainer"),
    Role.OWNER: lazy_gettext("Content owner"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
}


class ApiScope(StrEnum):
    """What a token for the API opens."""

    REVIEWS = "reviews"
    SESSIONS = "sessions"
    KEYS = "keys"

    @property
    def words(self) -> str:
        return str(API_SCOPES[self][0])

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that may have such a token; one of them is enough."""
        return API_SCOPES[self][1]


API_SCOPES: dict[ApiScope, tuple[LazySentence, tuple[Role, ...]]] = {
    ApiScope.REVIEWS: (lazy_gettext("Results of team reviews"), (Role.LEAD,)),
    ApiScope.SESSIONS: (lazy_gettext("Figures of live sessions that have ended"), (Role.TRAINER,)),
    ApiScope.KEYS: (lazy_gettext("Best answers and reasons"), (Role.OWNER, Role.ADMINISTRATOR)),
}


class AuditAction(StrEnum):
    """What was done to accounts, content and reviews, in the audit trail. Never an answer."""

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
    DEPUTY_OFFERED = "deputy_offered"
    DEPUTY_ACCEPTED = "deputy_accepted"
    DEPUTY_REMOVED = "deputy_removed"
    REVIEW_OFFERED = "review_offered"
    REVIEW_ACCEPTED = "review_accepted"
    ADDRESS_CHANGED = "address_changed"
    IDENTITY_REMOVED = "identity_removed"
    LIVE_HANDED_OVER = "live_handed_over"
    FACTOR_ON = "factor_on"
    FACTOR_OFF = "factor_off"
    FACTORS_REMOVED = "factors_removed"
    RECOVERY_MADE = "recovery_made"
    RECOVERY_USED = "recovery_used"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    CONTENT_IMPORTED = "content_imported"
    TOKEN_MADE = "token_made"  # noqa: S105 - an action, not a password
    TOKEN_REVOKED = "token_revoked"  # noqa: S105
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    PLATFORM_ADDED = "platform_added"
    PLATFORM_CHANGED = "platform_changed"
    PLATFORM_REMOVED = "platform_removed"
    LTI_KEY_MADE = "lti_key_made"
    LTI_KEY_REMOVED = "lti_key_removed"

    @property
    def words(self) -> str:
        return str(AUDIT_ACTION_WORDS[self])


AUDIT_ACTION_WORDS = {
    AuditAction.INVITED: lazy_gettext("Invited"),
    AuditAction.LINK_MADE: lazy_gettext("Made a new one-time link"),
    AuditAction.ROLE_GIVEN: lazy_gettext("Gave a role"),
    AuditAction.ROLE_TAKEN: lazy_gettext("Took a role away"),
    AuditAction.RENAMED: lazy_gettext("Changed the name"),
    AuditAction.SESSIONS_ENDED: lazy_gettext("Ended every session"),
    AuditAction.DEACTIVATED: lazy_gettext("Deactivated the account"),
    AuditAction.ACTIVATED: lazy_gettext("Activated the account again"),
    AuditAction.DELETED: lazy_gettext("Deleted the account"),
    AuditAction.CONTACTS_CHANGED: lazy_gettext("Changed the local contacts or policy"),
    AuditAction.SOURCE_CHANGED: lazy_gettext("Marked a source as changed"),
    AuditAction.SOURCE_REVIEWED: lazy_gettext("Recorded the review of a source"),
    AuditAction.DEPUTY_OFFERED: lazy_gettext("Asked somebody to be a deputy for a team review"),
    AuditAction.DEPUTY_ACCEPTED: lazy_gettext("Became a deputy for a team review"),
    AuditAction.DEPUTY_REMOVED: lazy_gettext("Ended the work of a deputy for a team review"),
    AuditAction.REVIEW_OFFERED: lazy_gettext("Asked somebody to take over a team review"),
    AuditAction.REVIEW_ACCEPTED: lazy_gettext("Took over a team review"),
    AuditAction.ADDRESS_CHANGED: lazy_gettext("Changed the email address"),
    AuditAction.IDENTITY_REMOVED: lazy_gettext("Disconnected the organisation’s account"),
    AuditAction.LIVE_HANDED_OVER: lazy_gettext("Handed over live sessions and templates"),
    AuditAction.FACTOR_ON: lazy_gettext("Turned on an authenticator app"),
    AuditAction.FACTOR_OFF: lazy_gettext("Turned off an authenticator app"),
    AuditAction.FACTORS_REMOVED: lazy_gettext("Removed the second step"),
    AuditAction.RECOVERY_MADE: lazy_gettext("Made recovery codes"),
    AuditAction.RECOVERY_USED: lazy_gettext("Signed in with a recovery code"),
    AuditAction.PASSKEY_ADDED: lazy_gettext("Added a passkey"),
    AuditAction.PASSKEY_REMOVED: lazy_gettext("Removed a passkey"),
    AuditAction.CONTENT_IMPORTED: lazy_gettext("Imported scenarios"),
    AuditAction.TOKEN_MADE: lazy_gettext("Made a token for the API"),
    AuditAction.TOKEN_REVOKED: lazy_gettext("Revoked a token for the API"),
    AuditAction.PUBLISHED: lazy_gettext("Published a scenario of your own"),
    AuditAction.WITHDRAWN: lazy_gettext("Withdrew a scenario of your own"),
    AuditAction.PLATFORM_ADDED: lazy_gettext("Added the learning system"),
    AuditAction.PLATFORM_CHANGED: lazy_gettext("Changed the learning system"),
    AuditAction.PLATFORM_REMOVED: lazy_gettext("Removed the learning system"),
    AuditAction.LTI_KEY_MADE: lazy_gettext("Made a key for learning systems"),
    AuditAction.LTI_KEY_REMOVED: lazy_gettext("Removed a key for learning systems"),
}


def set_name(form: str) -> str:
    """A form as pages call it: form A is “set 1”."""
    return gettext("set %(number)s", number=set_number(form))


def set_number(form: str) -> int:
    """The number of a form on pages: form A is set 1."""
    return ord(form) - ord("A") + 1


YES_NO = ("yes", "no")
ABOUT_YOU: dict[str, tuple[str, ...]] = {
    "role": (
        "social_worker",
        "newly_qualified",
        "senior_or_manager",
        "support_worker",
        "student",
        "other",
    ),
    "uses": YES_NO,
    "looked": YES_NO,
    "looked_for_evidence": YES_NO,
}
"""The survey's first questions, which are about oneself, and the answers that each accepts.

A team review asks those that are answered with yes or no.
"""

STAND: tuple[str, ...] = ("curiosity", "locate", "risk", "investigation")
"""The situations of *where do you stand*: is a search acceptable, and have you done one."""
