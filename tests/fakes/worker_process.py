"""A real Celery worker on a real record, with an examiner that runs nothing.

    python -m tests.fakes.worker_process VAR

What it finds in a submission's file `verdict` is the verdict; FAULT is a fault of ours, HANG never ends.
"""

import sys
import time
from pathlib import Path

from core.errors import GraderFault
from core.reports import Report
from core.trees import Tree
from core.verdicts import Verdict
from tests.fakes.school_builders import make_report
from wiring.composition import compose
from wiring.settings import Settings
from workers.app import make_app
from workers.run import run_worker
from workers.tasks import add_tasks


class FileExaminer:
    def grade(self, exercise: str, tree: Tree) -> Report:
        assert exercise == "c-sum"
        word = next(entry.data for entry in tree.entries if entry.path == "verdict").decode()
        if word == "FAULT":
            raise GraderFault("as asked")
        while word == "HANG":
            time.sleep(1)
        return make_report(Verdict(word), tree.commit or "")

    def refuse(self, exercise: str, reason: str, commit: str) -> Report:
        assert exercise
        assert reason
        return make_report(Verdict.CF, commit)


def main() -> None:
    settings = Settings(var=Path(sys.argv[1]))
    app = make_app(settings.broker)
    with compose(settings) as services:
        add_tasks(app, services, FileExaminer(), reap=lambda: None, shelve=lambda: None)
        run_worker(app, "test")


if __name__ == "__main__":
    main()
