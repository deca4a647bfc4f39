"""The link to a participant's own answers, which works in any browser and after the session.

It is signed, so nobody can make one. It is not stored, and it ends with the answers.
"""

from flask import url_for
from itsdangerous import BadSignature, URLSafeSerializer

from quiz.live.session.models import Participant
from quiz.settings.config import current_settings, own_address


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().signing_keys, salt="answers in a live session")


def answers_link(participant: Participant) -> str:
    """The address of this participant's answers, with the name of the service."""
    signed = _signer().dumps(participant.id)
    return own_address() + url_for("live.feedback_by_link", signed=signed)


def participant_of(signed: str) -> str:
    """The participant's id in a link; empty when we did not sign it."""
    try:
        return str(_signer().loads(signed))
    except BadSignature:
        return ""
