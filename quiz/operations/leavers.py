"""``flask people hand-over``: what somebody who has left looked after goes to another account."""

import click
from flask.cli import with_appcontext

from quiz.admin.commands import find
from quiz.clock import today
from quiz.live.session import archive, plan_templates
from quiz.storage import database
from quiz.teams.sharing import records
from quiz.teams.sharing.models import OfferKind
from quiz.vocabulary import Role


@click.command(
    "hand-over",
    help="Hand over the live sessions and templates of a deactivated account, and offer its team "
    "reviews. The other account needs the role for each.",
)
@click.argument("leaver")
@click.argument("to")
@with_appcontext
def hand_over(leaver: str, to: str) -> None:
    with database.database().begin(writes=True) as session:
        left, new = find(session, leaver), find(session, to)
        if left.active:
            raise click.ClickException("deactivate it first, with flask people deactivate.")
        if not new.active:
            raise click.ClickException(f"“{to}” is deactivated.")
        hosted, led = archive.owned_by(session, left), records.led_by(session, left)
        templates = plan_templates.owned_by(session, left)
        for found, role in (([*hosted, *templates], Role.TRAINER), (led, Role.LEAD)):
            if found and not new.has_role(role):
                raise click.ClickException(f"“{to}” needs the role {role}.")
        if hosted or templates:
            archive.hand_over(session, None, left, new, today())
        for review in led:
            records.offer(session, None, review, new, OfferKind.LEAD, today())
        session.commit()
    click.echo(
        f"Live sessions handed over: {len(hosted)}. Templates: {len(templates)}. "
        f"Team reviews offered: {len(led)}."
    )
