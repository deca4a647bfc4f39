"""Alembic's way in: migrations run on the connection that ``quiz.database`` hands over."""

from alembic import context

from quiz.answers import models  # noqa: F401  (the models register their tables)
from quiz.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
