"""Where everybody's current submission is, for a table that is watched."""

from core.ports import Store
from core.school import Progress


def overview(store: Store) -> list[Progress]:
    """The current submission of every team that pushed, oldest first."""
    with store.reading() as transaction:
        return transaction.submissions.current()
