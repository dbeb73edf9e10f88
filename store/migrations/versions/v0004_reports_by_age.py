"""How many reports were stored lately is asked every few seconds."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index(op.f("ix_reports_stored_at"), "reports", ["stored_at"])
