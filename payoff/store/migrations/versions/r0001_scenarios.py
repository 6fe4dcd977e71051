"""Scenarios."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "scenarios",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("app_version", sa.String(32), nullable=False),
        sa.Column("data_sha256", sa.String(64), nullable=False),
        sa.Column("model_sha256", sa.String(64), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("saved", moment, nullable=False),
        sa.Column("deleted", moment),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_index("ix_scenarios_domain", "scenarios", ["domain"])
    op.create_index("ix_scenarios_saved", "scenarios", ["saved"])


def downgrade() -> None:
    """Drop it, with every scenario."""
    op.drop_table("scenarios")
