"""Alembic's migrations, run on first use; `script_location` of payoff.store.migrate."""
