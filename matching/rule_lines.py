"""A school's rules in words: what forbids a pair, and what is good about one."""

import numpy as np

from matching.circle import Circle
from matching.policy import ROUNDING, Policy, ProjectRules, Standing
from matching.tables import School


def broken_rules(
    school: School, policy: Policy, submission: int, evaluator: int, circle: Circle | None
) -> tuple[str, ...]:
    """A line for each rule that this pair breaks."""
    authors = [int(author) for author in school.submissions.authors.of(submission)]
    if evaluator in authors:
        return ("it is the evaluator's own" if len(authors) == 1 else "it is of the evaluator's own team",)
    rules = policy.rules_of(school.projects[int(school.submissions.project[submission])])
    lines = [
        *_of_standing(school, rules, submission, evaluator),
        *_of_level(school, rules, submission, evaluator),
        *_of_language(school, rules, submission, evaluator),
        *_of_hours(school, rules, submission, evaluator),
        *_of_exclusions(school, authors, evaluator),
        *_of_past(school, rules, authors, evaluator),
    ]
    if circle is not None and not circle.open(np.array([submission]), np.array([evaluator]))[0]:
        lines.append("the circle of this round, which keeps short cycles out, has them out of reach")
    return tuple(lines)


def _of_standing(school: School, rules: ProjectRules, submission: int, evaluator: int) -> list[str]:
    project = int(school.submissions.project[submission])
    of = {Standing.REGISTERED: school.registered, Standing.PASSED: school.passed, Standing.NAMED: school.named}
    if school.people.hi[evaluator] == 0:
        return ["the evaluator takes no evaluations this round"]
    if any(evaluator in of[each].of(project) for each in rules.standing):
        return []
    kinds = " nor ".join(sorted(rules.standing))
    return [f"the evaluator is not {kinds} for {school.projects[project]}"]


def _of_level(school: School, rules: ProjectRules, submission: int, evaluator: int) -> list[str]:
    apart = abs(school.people.level[evaluator] - school.submissions.level[submission])
    if rules.levels_apart is None or apart <= rules.levels_apart + ROUNDING:
        return []
    return [f"{apart:.1f} levels apart, at most {rules.levels_apart:g} allowed"]


def _of_language(school: School, rules: ProjectRules, submission: int, evaluator: int) -> list[str]:
    if not rules.common_language or school.people.languages[evaluator] & school.submissions.languages[submission]:
        return []
    return ["no common language"]


def shared_hours(school: School, submission: int, evaluator: int) -> int:
    return int(np.bitwise_count(school.people.week[evaluator] & school.submissions.week[submission]).sum())


def _of_hours(school: School, rules: ProjectRules, submission: int, evaluator: int) -> list[str]:
    shared = shared_hours(school, submission, evaluator)
    return [] if shared >= rules.shared_hours else [f"{shared} shared hours a week, {rules.shared_hours} needed"]


def _of_exclusions(school: School, authors: list[int], evaluator: int) -> list[str]:
    one, other = school.excluded
    barred = set(one[other == evaluator].tolist()) | set(other[one == evaluator].tolist())
    return [f"staff excluded it with {school.people.names[each]}" for each in authors if each in barred]


def _of_past(school: School, rules: ProjectRules, authors: list[int], evaluator: int) -> list[str]:
    past, lines = school.past, []
    for author in authors:
        name = school.people.names[author]
        made = past.weeks[(past.evaluator == evaluator) & (past.author == author)]
        if made.size and made.min() < rules.repeat_weeks:
            lines.append(f"they evaluated {name} {_ago(made.min())}; {rules.repeat_weeks:g} weeks must pass")
        back = past.weeks[(past.evaluator == author) & (past.author == evaluator)]
        if back.size and back.min() < rules.return_weeks:
            lines.append(f"{name} evaluated them {_ago(back.min())}; {rules.return_weeks:g} weeks must pass")
    return lines


def _ago(weeks: float) -> str:
    return f"{weeks:g} weeks ago"


def reason_line(school: School, policy: Policy, submission: int, evaluator: int) -> str:
    """What speaks for this pair, in the order of the weights."""
    people, submissions = school.people, school.submissions
    campus = school.campuses[int(people.campus[evaluator])]
    homes = {int(people.campus[author]) for author in submissions.authors.of(submission)}
    where = "the team's campus" if int(people.campus[evaluator]) in homes else "another campus"
    wanted = school.skills[int(submissions.project[submission])]
    parts = [
        f"level {people.level[evaluator]:.1f} for a team at {submissions.level[submission]:.1f}",
        f"of {where} ({campus})",
    ]
    if wanted:
        has = int(np.bitwise_count(wanted & people.skills[evaluator]))
        parts.append(f"{has} of {int(np.bitwise_count(wanted))} wanted skills")
    if policy.rules_of(school.projects[int(submissions.project[submission])]).shared_hours:
        parts.append(f"{shared_hours(school, submission, evaluator)} shared hours")
    if policy.weights.owes and people.owes[evaluator]:
        parts.append(f"owes {int(people.owes[evaluator])}")
    return "; ".join(parts)
