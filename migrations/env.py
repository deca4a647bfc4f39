"""Alembic's environment: migrations run on the connection that ``quiz.storage.database`` passes."""

from alembic import context

import quiz.answers.blocks
import quiz.answers.models
import quiz.answers.totals
import quiz.authors.models
import quiz.live.session.hands
import quiz.live.session.models
import quiz.live.session.phones
import quiz.live.session.pledges
import quiz.live.session.questions
import quiz.people.models
import quiz.storage.last_run
import quiz.teams.models
import quiz.teams.sharing.models  # noqa: F401 (each registers its tables)
from quiz.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
