"""Reviews with opened blocks, stored directly, and their signed-in lead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from quiz.analysis import figures_json
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.answers import blocks, totals
from quiz.answers.blocks import Opened
from quiz.people import accounts
from quiz.storage.database import Database
from quiz.teams.models import Review, ReviewGroup
from quiz.teams.results.build_report import PublishedBlock
from quiz.vocabulary import Role
from tests.teams.blocks import DAY


def lead(kept: Database, name: str = "Lee") -> str:
    """A new lead's id."""
    with kept.begin(writes=True) as session:
        person = accounts.add(session, f"{name}@council.example".lower(), name, [Role.LEAD], DAY)
        session.commit()
        return person.id


def review(
    kept: Database,
    lead_id: str,
    parts: Sequence[PublishedBlock] = (),
    *,
    name: str = "Assessment team north",
    form: str = "A",
    closes_on: date = DAY + timedelta(days=30),
) -> str:
    """Store a review with these blocks, as the box would have; return its id."""
    with kept.begin(writes=True) as session:
        review_id = add_review(session, lead_id, name=name, form=form, closes_on=closes_on)
        for block in parts:
            put(session, review_id, form, block, lead_id)
        session.commit()
        return review_id


def add_review(
    session: Session, lead_id: str, *, name: str, form: str = "A", closes_on: date = DAY
) -> str:
    """Store a review of a hundred people without a block; return its id."""
    review_id = uuid4().hex
    made = Review(
        **{"id": review_id, "lead_id": lead_id, "name": name, "note": "", "form": form},
        **{"opens_on": min(DAY, closes_on), "closes_on": closes_on, "shared": False},
        **{"k": 5, "t": 2, "releases": 2, "about_you": False, "stand": False},
        groups=[ReviewGroup(name=WHOLE_TEAM, invited=100, answered=0)],
    )
    session.add(made)
    session.flush()
    return review_id


def put(session: Session, review_id: str, form: str, block: PublishedBlock, lead_id: str) -> None:
    """Store a block and add it to the totals, as an opening box does."""
    made = opened(review_id, form, block)
    blocks.add(session, made)
    totals.add(session, made, lead_id)


def opened(review_id: str, form: str, block: PublishedBlock) -> Opened:
    """A block of this review, ready to be stored."""
    survey = {name: [found.low, found.high, found.of] for name, found in block.survey.items()}
    return Opened(
        review=review_id,
        group_name=block.group_name,
        form=form,
        people=block.figures.people,
        opened_on=block.opened_on,
        sums={"cells": {key: [] for key in block.figures.items}},
        figures=figures_json.to_json(block.figures) | {"survey": survey},
    )


def on(block: PublishedBlock, day: date) -> PublishedBlock:
    """The same block, opened on another day."""
    return replace(block, opened_on=day)
