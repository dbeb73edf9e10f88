"""A newer push takes the place of a queued older one."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # SQLite adds a foreign key only as a part of its column, which Alembic's own add_column doesn't write.
    op.execute(
        "ALTER TABLE jobs ADD COLUMN superseded_by INTEGER CONSTRAINT fk_jobs_superseded_by REFERENCES submissions (id)"
    )
