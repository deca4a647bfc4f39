"""The steps of ``tests.live.steps`` through the store, for tests of what comes after them.

``test_stored_steps`` holds that both store the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.clock import today
from quiz.content import store as content_store
from quiz.database import Database
from quiz.live.participant.membership import BROWSER, PARTICIPANT
from quiz.live.session import store, votes
from quiz.live.session.models import LiveSession, Participant
from quiz.live.session.moves import Move
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.live.session.plan_scenarios import scenario_of
from quiz.people import accounts
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.conftest import SECRET
from tests.live.steps import BANK, ITEM, OTHER, signed_in
from tests.visitor import Visitor

USUAL = {"aware": "yes", "understanding": "partly", "casework": "no", "asking": "yes"}
