"""Alembic's way in: migrations run on the connection that ``quiz.database`` hands over."""

from alembic import context

from quiz.answers.models import Base  # with every table that the models register

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
