"""What Alembic runs: the migrations, on the connection and inside the transaction that payoff.store.migrate opened."""

from alembic import context

from payoff.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
