"""The submissions of a problem package as solutions, and what is stated of them.

submissions/DIR/NAME[/...]      solutions/FOLDER/NAME/..., where the language is one that is here
DIR, submissions.yaml           the verdicts that it may get: solutions/stated.toml

A submission may get any verdict that all rules about it permit. A rule that only some testcases' verdicts can keep
goes along as a rule on those.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import BeforeValidator, ValidationError

from core.errors import BrokenExercise
from core.verdicts import Verdict
from exercises.importers.kattis_data import Case
from exercises.importers.kattis_package import Described, Package
from exercises.importers.kattis_programs import LANGUAGE_CODES
from exercises.importers.plan import PlannedFile
from exercises.importers.yaml_file import parse_yaml
from exercises.locate import near
from exercises.programs import language_of, main_file, sources
from exercises.solutions import ACCEPTED, EXPECTED_RESULTS, FOLDERS, STATED, results_named

TOP, YAML = "submissions", "submissions/submissions.yaml"
Result = Literal["AC", "WA", "TLE", "RTE"]
ALL: tuple[Result, ...] = ("AC", "WA", "TLE", "RTE")
PYTHON_2 = re.compile(rb"^#!.*python2\b")
BRACES = re.compile(r"\{([^{}]*)\}")
MOST_EXPANSIONS = 10_000
# There, memory is a run-time error, and a program that prints without end is stopped by its time limit.
OURS: dict[Result, tuple[Verdict, ...]] = {
    "AC": (Verdict.AC,),
    "WA": (Verdict.WA,),
    "TLE": (Verdict.TLE, Verdict.OLE),
    "RTE": (Verdict.RTE, Verdict.MLE),
}
# What a submission may get where the worst verdict counts, and not the first: its own, or one less bad before.
WORSE: dict[str, tuple[Result, ...]] = {
    "time_limit_exceeded": ("TLE", "WA"),
    "run_time_error": ("RTE", "TLE", "WA"),
}
# DOMjudge's further names.
ALIASES = {"compiler_error": "compile_error", "output_limit": "output_limit_exceeded", "no_output": "wrong_answer"}


def listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Expected(Described):
    """What `submissions.yaml` says of the submissions, or of them on some testcases, that a pattern matches."""

    permitted: Annotated[list[Result], BeforeValidator(listed)] | None = None
    required: Annotated[list[Result], BeforeValidator(listed)] | None = None
    score: float | tuple[float, float] | None = None
    message: str = ""
    use_for_time_limit: bool | Literal["lower", "upper"] | None = None
    language: str | None = None
    entrypoint: str | None = None
    authors: Any = None
    model_solution: bool = False


DEFAULTS = {
    "accepted": Expected(permitted=["AC"]),
    "rejected": Expected(required=["RTE", "TLE", "WA"]),
    "wrong_answer": Expected(permitted=["AC", "WA"], required=["WA"]),
    "time_limit_exceeded": Expected(permitted=["AC", "TLE"], required=["TLE"]),
    "run_time_error": Expected(permitted=["AC", "RTE"], required=["RTE"]),
    "brute_force": Expected(permitted=["AC", "RTE", "TLE"], required=["RTE", "TLE"]),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`cases` None: all. `score`: the least and the most."""

    cases: tuple[str, ...] | None
    permitted: tuple[Result, ...] = ALL
    required: tuple[Result, ...] = ALL
    score: tuple[float, float] | None = None
    message: str = ""


def submissions(
    package: Package, languages: Sequence[str], cases: Sequence[Case], *, continues: bool
) -> dict[str, PlannedFile]:
    """The solutions' files and `stated.toml`. `continues`: there, judging goes on after the first testcase that fails,
    and the worst of all verdicts counts; a run-time error is worse than too slow, and that than a wrong answer."""
    described = read_yaml(package)
    files: dict[str, PlannedFile] = {}
    stated: dict[str, Any] = {}
    for folder in package.names_in(TOP):
        for name in package.names_in(f"{TOP}/{folder}"):
            solution = read_submission(package, f"{TOP}/{folder}/{name}", languages, described)
            if not solution:
                continue
            rules = list(rules_for(f"{folder}/{name}", described, cases))
            target, statement = placed(folder, name, rules, solution, continues=continues)
            files |= {f"solutions/{target}/{path}": file for path, file in solution.items()}
            if statement:
                stated[target] = statement
            package.carry(f"{TOP}/{folder}/{name}", f"solutions/{target}/")
    if not any(path.startswith("solutions/accepted/") for path in files):
        package.leave(f"{TOP}/accepted/", "no accepted submission is in a language that is here: nothing can be proved")
    if stated:
        files[f"solutions/{STATED}"] = PlannedFile(data=tomli_w.dumps(stated).encode())
    return files


def read_yaml(package: Package) -> dict[str, dict[str, Expected]]:
    """Pattern of submissions -> pattern of testcases ("" for all) -> what is expected."""
    if not package.has(YAML):
        return {}
    path = package.folder / YAML
    try:
        document = parse_yaml(package.text(YAML)) or {}
    except ValueError as error:
        raise BrokenExercise(f"{path}: {error}") from None
    if not isinstance(document, dict) or not all(isinstance(value, dict) for value in document.values()):
        raise BrokenExercise(f"{path}: expected patterns of submissions, each with its keys")
    return {str(pattern): read_rules(package, str(pattern), keys) for pattern, keys in document.items()}


def read_rules(package: Package, pattern: str, keys: dict[Any, Any]) -> dict[str, Expected]:
    own = {str(key): value for key, value in keys.items() if not isinstance(value, dict)}
    nested = {str(key): value for key, value in keys.items() if isinstance(value, dict)}
    found = {}
    for cases, said in {"": own, **nested}.items():
        try:
            found[cases] = expected = Expected.model_validate(said)
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join([pattern, *([cases] if cases else []), *(str(part) for part in problem["loc"])])
            raise BrokenExercise(f"{package.folder / YAML}: {place}: {problem['msg']}") from None
        for key in expected.model_extra or {}:
            if hint := near(key, Expected.model_fields):
                raise BrokenExercise(f"{package.folder / YAML}: {pattern}.{key}: there is no such key{hint}")
            package.leave(f"{YAML}: {pattern}.{key}", "nothing is known of such a key")
        for key in ("use_for_time_limit", "authors", "model_solution"):
            if getattr(expected, key):
                package.leave(f"{YAML}: {pattern}.{key}", "has no place in an exercise here")
    return found


def read_submission(
    package: Package, path: str, languages: Sequence[str], described: dict[str, dict[str, Expected]]
) -> dict[str, PlannedFile]:
    """Its files; none where it can't be run here, which is told."""
    files = package.program(path)
    language = language_of(languages, files)
    problem = None
    if language is None:
        problem = "no source in a language that is here"
    elif language == "python" and any(
        name.endswith(".py2") or (name.endswith(".py") and PYTHON_2.match(file.data)) for name, file in files.items()
    ):
        problem = "Python 2, which isn't here"
    for pattern, rules in described.items():
        said = rules.get("")
        if problem or language is None or said is None or not matches(pattern, path.removeprefix(f"{TOP}/")):
            continue
        if said.language and LANGUAGE_CODES.get(said.language) != language:
            problem = f"{YAML} says that it is in {said.language}, its files say {language}"
        if said.entrypoint and said.entrypoint not in entry_points(language, files):
            problem = f"{YAML} says that it begins in {said.entrypoint}; here the only source, main.* or the first does"
    if problem:
        package.leave(path, problem)
        return {}
    return files


def entry_points(language: str, files: Iterable[str]) -> tuple[str, ...]:
    main = main_file(sources(language, files))
    return (main, main.rsplit("/", 1)[-1].rsplit(".", 1)[0])


def rules_for(name: str, described: dict[str, dict[str, Expected]], cases: Sequence[Case]) -> Iterator[Rule]:
    """Those of its directory, which `submissions.yaml` may change by the directory's name, and of all that match."""
    directory = name.split("/")[0]
    default = DEFAULTS.get(directory, Expected())
    own = described.get(directory, {}).get("", Expected())
    yield rule_of(
        Expected(
            permitted=own.permitted or default.permitted,
            required=own.required or default.required,
            score=own.score,
            message=own.message,
        ),
        None,
    )
    for pattern, rules in described.items():
        if not matches(pattern, name):
            continue
        for scope, expected in rules.items():
            if scope == "" and pattern == directory:
                continue
            scoped = tuple(case.name for case in cases if matches(scope, case.path)) if scope else None
            if scoped != ():
                yield rule_of(expected, scoped)


def rule_of(expected: Expected, cases: tuple[str, ...] | None) -> Rule:
    score = (expected.score, expected.score) if isinstance(expected.score, float) else expected.score
    return Rule(
        cases=cases,
        permitted=tuple(expected.permitted or ALL),
        required=tuple(expected.required or ALL),
        score=score if cases is None else None,
        message=expected.message,
    )


def matches(pattern: str, path: str) -> bool:
    """Whether the path, or a folder that it is in, is one that the pattern names; `*` stays within a name."""
    parts = path.split("/")
    paths = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    return any(re.fullmatch(regex(one), path) for one in expanded(pattern) for path in paths)


def expanded(pattern: str) -> list[str]:
    """`{a,b}` as the shell has it; blanks around the choices don't count."""
    texts = BRACES.split(pattern)
    choices = [
        [part.strip() for part in text.split(",")] if number % 2 else [text] for number, text in enumerate(texts)
    ]
    total = 1
    for each in choices:
        total *= len(each)
    if total > MOST_EXPANSIONS:
        raise BrokenExercise(f"{YAML}: {pattern[:80]}: stands for more than {MOST_EXPANSIONS} patterns")
    return ["".join(parts) for parts in product(*choices)]


def regex(pattern: str) -> str:
    return "[^/]*".join(re.escape(part) for part in pattern.split("*"))


def placed(
    folder: str, name: str, rules: Sequence[Rule], solution: dict[str, PlannedFile], *, continues: bool
) -> tuple[str, dict[str, Any]]:
    """`FOLDER/NAME` of the solution, and its table in `stated.toml`. A tag in a source comes before all other rules."""
    folder = ALIASES.get(folder, folder)
    if tagged := tagged_in(f"{TOP}/{folder}/{name}", solution):
        return target_of(folder, name, tagged), {}
    if folder in FOLDERS and folder not in DEFAULTS:
        return f"{folder}/{name}", {}
    allowed = allowed_results(rules)
    asked = [rule for rule in rules if asks_for_more(rule, allowed)]
    if continues and folder in WORSE and allowed != ("AC",):
        allowed, asked = WORSE[folder], [Rule(cases=None, required=rules[0].required)]
    verdicts = tuple(dict.fromkeys(verdict for result in allowed for verdict in OURS[result]))
    target = target_of(folder, name, verdicts)
    return target, statement_of(target, verdicts, asked, [rule.score for rule in rules if rule.score])


def tagged_in(path: str, solution: dict[str, PlannedFile]) -> tuple[Verdict, ...]:
    for name, file in solution.items():
        if match := EXPECTED_RESULTS.search(file.data):
            return results_named(Path(path, name), match[1].decode(errors="replace"))
    return ()


def target_of(folder: str, name: str, verdicts: Sequence[Verdict]) -> str:
    """Where its directory is no folder of verdicts here, or of others, it lies among the mixed ones."""
    own = FOLDERS.get(folder, ())
    fits = set(own) & set(verdicts) and not (folder == ACCEPTED and len(verdicts) > 1)
    return f"{folder}/{name}" if fits else f"mixed/{folder}-{name}"


def statement_of(
    target: str, verdicts: Sequence[Verdict], asked: Sequence[Rule], scores: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    statement: dict[str, Any] = {}
    if set(verdicts) != set(FOLDERS[target.split("/")[0]]):
        statement["verdicts"] = list(verdicts)
    if asked:
        statement["rules"] = [rule_section(rule) for rule in asked]
    if scores:
        statement |= {"least": max(score[0] for score in scores), "most": min(score[1] for score in scores)}
    return statement


def allowed_results(rules: Iterable[Rule]) -> tuple[Result, ...]:
    """Those that a whole judging may end with: that of the first testcase which isn't accepted, or AC."""
    rules = list(rules)
    whole = [rule for rule in rules if rule.cases is None]
    permitted = [result for result in ALL if all(result in rule.permitted for rule in whole)]
    if not all("AC" in rule.required for rule in rules):
        permitted = [result for result in permitted if result != "AC"]
    failing = [result for result in permitted if result != "AC"]
    first = [result for result in failing if all(result in rule.required for rule in whole)]
    return tuple(dict.fromkeys(first + failing + permitted)) or ALL


def asks_for_more(rule: Rule, allowed: Sequence[Result]) -> bool:
    """Whether the verdict of the whole isn't enough to know that the rule is kept."""
    if rule.message:
        return True
    if rule.cases is not None:
        return rule.permitted != ALL or rule.required != ALL
    return not set(allowed) <= set(rule.required)


def rule_section(rule: Rule) -> dict[str, Any]:
    section: dict[str, Any] = {"testcases": list(rule.cases)} if rule.cases is not None else {}
    for key, results in (("permitted", rule.permitted), ("required", rule.required)):
        if set(results) != set(ALL):
            section[key] = [verdict for result in results for verdict in OURS[result]]
    return section | ({"notes": rule.message} if rule.message else {})
