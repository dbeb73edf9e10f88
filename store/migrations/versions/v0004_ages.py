"""How long the oldest job has waited, and how many reports came lately, is asked with every look at the queue."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index(op.f("ix_jobs_state_lane_queued_at"), "jobs", ["state", "lane", "queued_at"])
    op.create_index(op.f("ix_reports_stored_at"), "reports", ["stored_at"])
