"""What can be told from numbers alone, before anything is solved: too few people, too few evaluations."""

from core.errors import UsageError
from matching.market import Quotas


def check_counts(quotas: Quotas) -> None:
    """Raises UsageError."""
    taking = int((quotas.hi > 0).sum())
    if quotas.each > taking:
        raise UsageError(f"{quotas.each} evaluators a submission are asked for, and only {taking} people evaluate")
    demand = quotas.each * quotas.submissions
    if (most := int(quotas.hi.sum())) < demand:
        raise UsageError(f"the upper loads (hi) add up to {most}, and {demand} evaluations are needed: raise hi")
    if (least := int(quotas.lo.sum())) > demand:
        raise UsageError(f"the lower loads (lo) add up to {least}, and only {demand} evaluations are needed: lower lo")
