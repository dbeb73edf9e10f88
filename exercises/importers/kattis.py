"""Kattis problem packages, legacy and 2025-09 (https://www.kattis.com/problem-package-format/), as an exercise of ours.

problem.yaml            title, limits, constants                                        kattis_package.py
data/                   tests/, [groups], [scoring]                                     kattis_data.py, kattis_groups.py
output_validator(s)/    [checker] with the default one's rules, a program, [interactor] kattis_programs.py
include/                [program] include                                               kattis_programs.py
submissions/            solutions/, solutions/stated.toml                               kattis_submissions.py
*statement/             statement.md, statement.fr.md                                   kattis_statement.py

A package with what would be judged otherwise here is refused; what only isn't there is listed.
"""

import configparser
from pathlib import Path
from typing import Any

from core.errors import BrokenExercise
from exercises.importers.kattis_data import Case, LegacyGroup, read_data
from exercises.importers.kattis_groups import PlannedGroup, worth
from exercises.importers.kattis_package import Package, Problem
from exercises.importers.kattis_programs import LANGUAGE_CODES, checker, include, milliseconds, validator
from exercises.importers.kattis_statement import statements, title_of
from exercises.importers.kattis_submissions import submissions
from exercises.importers.plan import ImportPlan, PlannedFile, TimeRule, manifest_file
from exercises.locate import near
from exercises.programs import RECIPES
from exercises.time_limit import INI, TIMELIMIT, WALL_TIMES

YAML = "problem.yaml"
LEGACY_VERSIONS = ("legacy", "legacy-icpc")
VERSIONS = (*LEGACY_VERSIONS, "2023-07-draft", "2023-07", "2025-09", "2025-09-draft", "draft")
TYPES = ("pass-fail", "scoring", "interactive", "multi-pass", "submit-answer")
LEAST_WALL_MS = 4_000
PROCESSES = 64
REASONS = {
    "input_validators/": "input validators aren't run here: the data are taken as they are",
    "input_format_validators/": "input validators aren't run here: the data are taken as they are",
    "answer_validators/": "answer validators aren't run here: the data are taken as they are",
    "static_validator/": "static validators aren't run here",
    "output_visualizer/": "there are no visualizers here",
    "input_visualizer/": "there are no visualizers here",
    "graders/": "custom graders aren't run here",
    "generators/": "what the data were made with; they are in the package",
    "attachments/": "attachments have no place here; put them where students find them",
    "solution/": "descriptions of the solution have no place here",
    "problem_slide/": "slides have no place here",
    "statement/": "a file of the statement's that isn't its text in English or French",
    "problem_statement/": "a file of the statement's that isn't its text in English or French",
    "data/invalid": "tests of the package's own validators aren't run here",
    "data/valid": "tests of the package's own validators aren't run here",
    "data/": "no part of a testcase here: a hint, a picture, or what is shown in the place of a sample",
    "include/": "for a language that isn't here",
    "submissions/": "not in a folder of submissions, or what a submission that isn't here was made of",
}
ONLY_INFORMATION = ("uuid", "version", "keywords", "embargo_until")


def import_kattis(folder: Path) -> ImportPlan:
    """Raises BrokenExercise that names the file, and the key."""
    package = Package(folder)
    problem = read_problem(package)
    types = kinds(package, problem)
    root, sample, secret = read_data(package, problem.validator_flags, root_settings(problem))
    cases = list(root.all_cases())
    decides, program = decision(package, problem, cases, interactive="interactive" in types)
    scored = bool(program) and ("score" in problem.validation or "scoring" in types)
    found = worth(package, root, sample, secret, scoring="scoring" in types, scored=scored)
    languages = accepted_languages(package, problem)
    limits, time, limit_files = time_limit(package, problem)
    includes = include(package)
    files = limit_files | program | includes | statements(package, problem)
    files |= {path: file for case in cases for path, file in case.files.items()}
    continues = secret.legacy.on_reject == "continue" or found.scoring == "independent"
    files |= submissions(package, languages, cases, continues=continues and is_legacy(problem))
    manifest: dict[str, Any] = {
        "title": title_of(package, problem),
        "language": languages[0],
        "turn_in": {"extra": "allowed"},
        "program": {"languages": languages} | ({"include": "include"} if includes else {}),
        "build": build_limits(problem),
        "run": run_limits(package, problem) | limits,
        **decides,
        "testcases": {"named": named(found.groups, cases, custom=bool(program))},
        "scoring": {"rule": found.scoring},
        "groups": {group.name: group.section() for group in found.groups},
    }
    tell_rest(package, problem)
    return ImportPlan(
        format="kattis",
        slug=slug_of(package.folder),
        files={"exercise.toml": manifest_file(manifest)} | files,
        carried=tuple(package.carried),
        left=(*package.left, *package.rest(REASONS)),
        time=time,
    )


def read_problem(package: Package) -> Problem:
    problem = package.yaml(YAML, Problem)
    version = problem.problem_format_version
    if version not in VERSIONS:
        hint = near(version, VERSIONS) or f"; expected one of {', '.join(VERSIONS)}"
        raise BrokenExercise(f"{package.folder / YAML}: problem_format_version: no such version, {version!r}{hint}")
    for name, value in problem.constants.items():
        package.constants[f"{{{{{name}}}}}".encode()] = str(value).encode()
    return problem


def is_legacy(problem: Problem) -> bool:
    return problem.problem_format_version in LEGACY_VERSIONS


def kinds(package: Package, problem: Problem) -> set[str]:
    """What `type` and `validation` say together. Raises BrokenExercise for what isn't judged here."""
    path = package.folder / YAML
    for name in problem.type:
        if name not in TYPES:
            raise BrokenExercise(f"{path}: type: there is no type {name!r}{near(name, TYPES)}")
    kind, *more = problem.validation or ["default"]
    if kind not in ("default", "custom") or set(more) - {"score", "interactive", "multi-pass"}:
        raise BrokenExercise(f"{path}: validation: expected default, or custom [score] [interactive]")
    found = set(problem.type) | ({"interactive"} & set(more)) | ({"multi-pass"} & set(more))
    for name in ("multi-pass", "submit-answer"):
        if name in found:
            raise BrokenExercise(f"{path}: type: {name} problems aren't supported")
    if problem.grading.objective == "min":
        raise BrokenExercise(f"{path}: grading.objective: a score that is to be small isn't supported")
    return found


def root_settings(problem: Problem) -> LegacyGroup:
    return LegacyGroup(
        accept_score=problem.grading.accept_score,
        reject_score=problem.grading.reject_score,
        range=problem.grading.range,
    )


def decision(
    package: Package, problem: Problem, cases: list[Case], *, interactive: bool
) -> tuple[dict[str, Any], dict[str, PlannedFile]]:
    """[checker] or [interactor], and the files of the program that decides, if there is one."""
    asked = interactive or problem.validation[:1] == ["custom"] or not is_legacy(problem)
    found = validator(package, problem.limits) if asked else None
    if found is None:
        if interactive or problem.validation[:1] == ["custom"]:
            raise BrokenExercise(f"{package.folder / 'output_validators'}: missing: the program that {YAML} asks for")
        return {"checker": checker(package, cases)}, {}
    files, section = found
    common = {case.flags for case in cases}
    section["flags"] = list(common.pop()) if len(common) == 1 else []
    return {"interactor": section} if interactive else {"checker": {"kind": "custom", "program": section}}, files


def accepted_languages(package: Package, problem: Problem) -> list[str]:
    if problem.languages == ["all"]:
        return list(RECIPES)
    known = [LANGUAGE_CODES[code] for code in problem.languages if code in LANGUAGE_CODES]
    for code in problem.languages:
        if code not in LANGUAGE_CODES:
            package.leave(f"{YAML}: languages: {code}", "there is no such language here")
    if not known:
        raise BrokenExercise(f"{package.folder / YAML}: languages: none of them is here")
    return list(dict.fromkeys(known))


def time_limit(package: Package, problem: Problem) -> tuple[dict[str, Any], TimeRule | None, dict[str, PlannedFile]]:
    """Keys of [run], or how the limit is found, or the file that says it: DOMjudge's say it over `problem.yaml`."""
    limits = problem.limits
    for path in (INI, TIMELIMIT):
        if package.has(path) and (path == TIMELIMIT or "timelimit" in ini_keys(package)):
            if limits.time_limit is not None:
                package.leave(f"{YAML}: limits.time_limit", f"{path} says another, and comes first")
            package.carry(path, path)
            return {}, None, {path: package.take(path)}
    if limits.time_limit is not None:
        cpu_ms = milliseconds(limits.time_limit)
        package.carry(f"{YAML}: limits.time_limit", "run.cpu_ms")
        return {"cpu_ms": cpu_ms, "wall_ms": max(LEAST_WALL_MS, WALL_TIMES * cpu_ms)}, None, {}
    times = limits.time_multiplier if is_legacy(problem) else limits.time_multipliers.ac_to_time_limit
    return {}, TimeRule(times=times, step_s=1 if is_legacy(problem) else limits.time_resolution), {}


def ini_keys(package: Package) -> list[str]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(f"[problem]\n{package.text(INI)}")
    except configparser.Error as error:
        raise BrokenExercise(f"{package.folder / INI}: {str(error).splitlines()[0]}") from None
    return list(parser["problem"])


def build_limits(problem: Problem) -> dict[str, Any]:
    cpu_ms = milliseconds(problem.limits.compilation_time)
    return {
        "cpu_ms": cpu_ms,
        "wall_ms": 2 * cpu_ms,
        "memory_mib": int(min(max(problem.limits.compilation_memory, 512), 4096)),
        "processes": PROCESSES,
    }


def run_limits(package: Package, problem: Problem) -> dict[str, Any]:
    limits = problem.limits
    for key, value, most in (("memory", limits.memory, 4096), ("output", limits.output, 16)):
        if value > most:
            package.leave(f"{YAML}: limits.{key}", f"{value:g} MiB is more than can be had here: {most} MiB")
    return {
        "memory_mib": int(min(max(limits.memory, 4), 4096)),
        "output_kib": int(min(max(limits.output * 1024, 1), 16_384)),
        "processes": PROCESSES,
    }


def named(groups: tuple[PlannedGroup, ...], cases: list[Case], *, custom: bool) -> dict[str, dict[str, Any]]:
    """What differs from testcase to testcase: points, and flags where they aren't the same for all."""
    each = {case.name: group.each for group in groups for case in group.cases}
    differ = len({case.flags for case in cases}) > 1
    rules: dict[str, dict[str, Any]] = {}
    for case in cases:
        if each[case.name] != 1:
            rules.setdefault(case.name, {})["points"] = float(each[case.name])
        if custom and differ and case.flags:
            rules.setdefault(case.name, {})["flags"] = list(case.flags)
    return rules


def tell_rest(package: Package, problem: Problem) -> None:
    for key in ONLY_INFORMATION:
        if getattr(problem, key) is not None:
            package.leave(f"{YAML}: {key}", "information that has no place in an exercise here")
    if problem.allow_file_writing:
        package.leave(f"{YAML}: allow_file_writing", "a submission may write in /tmp, and in a folder of its own")
    given = problem.limits.model_fields_set
    for key, why in (
        ("code", "how long a source may be isn't limited apart from the whole tree"),
        ("time_safety_margin", "`exercise verify` asks for twice the time of the slowest accepted one"),
        ("validation_passes", "multi-pass problems aren't supported"),
    ):
        if key in given:
            package.leave(f"{YAML}: limits.{key}", why)
    if "time_limit_to_tle" in problem.limits.time_multipliers.model_fields_set:
        package.leave(f"{YAML}: limits.time_multipliers.time_limit_to_tle", "how much too slow one is isn't weighed")
    if problem.grading.show_test_data_groups:
        package.leave(f"{YAML}: grading.show_test_data_groups", "points of groups are always told")
    if package.has(INI):
        for key in ini_keys(package):
            if key != "timelimit":
                package.leave(f"{INI}: {key}", "has no place in an exercise here")


def slug_of(folder: Path) -> str:
    """Small letters, digits and single dashes."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in folder.name.lower()).split())
