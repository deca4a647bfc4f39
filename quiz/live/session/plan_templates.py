"""Plans that trainers keep: their own templates, and those that colleagues share."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.live.session.models import LONGEST_TITLE, PlanTemplate
from quiz.live.session.plan import Plan
from quiz.people.models import Person


@dataclass(frozen=True)
class ListedTemplate:
    """A template as a trainer sees it. by: whose it is; empty for their own."""

    template: PlanTemplate
    by: str


def keep(session: Session, person: Person, title: str, plan: Plan, *, shared: bool) -> None:
    """Keep a plan. One that the person kept under the same title is replaced."""
    text = plan.to_json()
    try:
        with session.begin_nested():
            session.add(
                PlanTemplate(
                    id=uuid4().hex, person_id=person.id, title=title, plan_text=text, shared=shared
                )
            )
    except IntegrityError:
        this = (PlanTemplate.person_id == person.id, PlanTemplate.title == title)
        kept = session.scalars(select(PlanTemplate).where(*this).with_for_update()).one()
        kept.plan_text, kept.shared = text, shared


def visible_to(session: Session, person: Person) -> list[ListedTemplate]:
    """A trainer's own templates by title, then those that others share."""
    found = select(PlanTemplate, Person.name).join(Person, Person.id == PlanTemplate.person_id)
    in_order = (PlanTemplate.title, Person.name, PlanTemplate.id)
    rows = session.execute(found.where(_is_visible_to(person)).order_by(*in_order))
    listed = [
        ListedTemplate(template, "" if template.person_id == person.id else name)
        for template, name in rows
    ]
    return sorted(listed, key=lambda one: bool(one.by))


def find(session: Session, person: Person, template_id: str) -> PlanTemplate | None:
    """A template that this trainer may use."""
    this = select(PlanTemplate).where(PlanTemplate.id == template_id, _is_visible_to(person))
    return session.scalar(this)


def rename(session: Session, template: PlanTemplate, title: str, *, shared: bool) -> bool:
    """Change its title, and whether it is shared. False, and nothing changes, where its owner has
    another template of that title."""
    try:
        with session.begin_nested():
            template.title, template.shared = title, shared
    except IntegrityError:
        session.refresh(template)
        return False
    return True


def forget(session: Session, template: PlanTemplate) -> None:
    """Delete a template. Sessions that were made from it stay."""
    session.execute(delete(PlanTemplate).where(PlanTemplate.id == template.id))


def owned_by(session: Session, person: Person) -> Sequence[PlanTemplate]:
    """The templates that are deleted with their owner's account, by title."""
    own = select(PlanTemplate).where(PlanTemplate.person_id == person.id)
    return session.scalars(own.order_by(PlanTemplate.title)).all()


def hand_over(session: Session, left: Person, to: Person) -> None:
    """Give every template of ``left`` to ``to``; one whose title ``to`` has already gets a number.

    What was shared stays shared."""
    taken = {template.title for template in owned_by(session, to)}
    for template in owned_by(session, left):
        template.title = _free_title(template.title, taken)
        template.person_id = to.id
        taken.add(template.title)
    session.flush()


def _free_title(wanted: str, taken: Collection[str]) -> str:
    title, number = wanted, 1
    while title in taken:
        number += 1
        ending = f" ({number})"
        title = wanted[: LONGEST_TITLE - len(ending)] + ending
    return title


def _is_visible_to(person: Person) -> ColumnElement[bool]:
    return or_(PlanTemplate.person_id == person.id, PlanTemplate.shared)
