"""Jobs wait in lanes, and take turns by team and campus."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "lines",
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("campus_id", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campus_id"], ["campuses.id"], name=op.f("fk_lines_campus_id")),
        sa.PrimaryKeyConstraint("lane", "campus_id", name=op.f("pk_lines")),
    )
    for lane in ("first", "again"):
        op.execute(f"INSERT INTO lines SELECT '{lane}', id, 0, 0, 0 FROM campuses")
    op.execute("ALTER TABLE jobs ADD COLUMN lane VARCHAR(16) NOT NULL DEFAULT 'again'")
    op.execute("ALTER TABLE jobs ADD COLUMN tag INTEGER NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE jobs ADD COLUMN campus_id INTEGER CONSTRAINT fk_jobs_campus_id REFERENCES campuses (id)")
    op.execute(
        "UPDATE jobs SET campus_id = (SELECT people.campus_id FROM people WHERE people.id ="
        " (SELECT min(members.person_id) FROM members JOIN repositories ON repositories.team_id = members.team_id"
        " JOIN submissions ON submissions.repository_id = repositories.id WHERE submissions.id = jobs.submission_id))"
    )
    op.create_index(op.f("ix_jobs_state_lane_campus_id_tag"), "jobs", ["state", "lane", "campus_id", "tag"])
