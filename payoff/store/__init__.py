"""Where scenarios are kept: SQLite by default, PostgreSQL by URL; the only home of SQLAlchemy and Alembic."""
