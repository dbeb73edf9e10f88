"""The lines that a push is answered with in the student's terminal."""

from core.errors import GraderFault
from core.school import Change, Receipt
from school.describe_commit import Description
from web.push_commands import DEFAULT_REF

MIB = 1 << 20
NO_SUCH_NAME = "A commit holds a name that no file can have (., .. or with a slash in it): rename it"
TOO_HEAVY = "The push took too much memory or time to unpack: push fewer or smaller files"


def words_on_push(
    accepted: tuple[str, ...],
    deleted: frozenset[str],
    receipt: Receipt | None,
    description: Description | GraderFault | None,
    url: str,
) -> list[str]:
    """`accepted` are the refs that moved, `deleted` those that were to go.

    `receipt` and `description` are of the default branch's tip.
    """
    lines = []
    if DEFAULT_REF in accepted and receipt:
        lines += words_on_commit(receipt, description)
        lines += [words_on_submission(receipt), f"Watch it at {url}/submissions/{receipt.submission.id}"]
    lines += [words_on_other(ref, gone=ref in deleted) for ref in accepted if ref != DEFAULT_REF]
    return lines


def words_on_commit(receipt: Receipt, description: Description | GraderFault | None) -> list[str]:
    commit = receipt.submission.commit[:9]
    if not isinstance(description, Description):
        return [f"Received {commit}; its files could not be looked at just now, the grader will"]
    files = "" if description.files is None else f", {description.files} file{'s' * (description.files != 1)}"
    lines = [f'Received {commit} "{description.subject}"{files}, for {receipt.submission.exercise}']
    if description.refusal:
        lines.append(f"It can't be graded and will get CF: {description.refusal}")
    return lines


def words_on_submission(receipt: Receipt) -> str:
    number = receipt.submission.id
    match receipt.change:
        case Change.NEW:
            instead = f", instead of submission {older}" if (older := max(receipt.superseded, default=None)) else ""
            return f"Submission {number} waits to be graded{instead}"
        case Change.CURRENT_AGAIN:
            waits = ", and waits to be graded" if receipt.job_id else ""
            return f"This commit was pushed before: submission {number} is your current one again{waits}"
        case Change.NONE:
            return f"This is submission {number}, your current one"


def words_on_other(ref: str, *, gone: bool) -> str:
    branch = ref.removeprefix("refs/heads/")
    if gone:
        return f"{ref if branch == ref else f'Branch {branch}'} is deleted"
    if branch == ref:
        return f"{ref} is stored, and makes no submission"
    return f"Branch {branch} is stored, and makes no submission: that takes `git push origin {branch}:main`"


def words_on_quota(quota_bytes: int, left_bytes: int) -> str:
    return (
        f"The push is too large: a repository may hold {quota_bytes / MIB:.0f} MiB, "
        f"and this one has {max(left_bytes, 0) / MIB:.1f} MiB left. Nothing of it was stored"
    )


def words_on_git(said: bytes, largest_file_bytes: int) -> list[str]:
    """What git's own words on a push that it refused mean, and what to do. None for words that speak for themselves."""
    too_large = f"A file has more than {largest_file_bytes // MIB} MiB: take it out of every commit that you push"
    hints = {
        b"over limit": too_large,
        b"hasDotgit": "A file or folder has a name that git keeps for itself (.git): rename it",
        b"hasDot:": NO_SUCH_NAME,
        b"hasDotdot": NO_SUCH_NAME,
        b"fullPathname": NO_SUCH_NAME,
        b"treeNotSorted": "A commit was not made by git: make it anew with `git commit`",
        b"Out of memory": TOO_HEAVY,
        b"died of signal": TOO_HEAVY,
    }
    return [f"{hint}. Nothing of it was stored" for sign, hint in hints.items() if sign in said][:1]
