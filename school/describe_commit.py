"""What a push brought, in the words that the student's terminal shows at once."""

from dataclasses import dataclass

from core.errors import TreeRefused
from core.ports import Subjects, Trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """`files` is None, and `refusal` says why, where the tree can't be graded."""

    subject: str
    files: int | None
    refusal: str | None


def describe_commit(subjects: Subjects, trees: Trees, folder: str, commit: str) -> Description:
    """Raises GraderFault."""
    subject = subjects(folder, commit)
    try:
        tree = trees(folder, commit)
    except TreeRefused as refused:
        return Description(subject=subject, files=None, refusal=str(refused))
    return Description(subject=subject, files=len(tree.entries), refusal=None)
