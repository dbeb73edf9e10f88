"""Problem packages in both formats: what becomes of each part, what is refused; submissions get what is stated."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import BrokenExercise
from core.verdicts import Verdict
from exercises.importers.kattis import import_kattis
from exercises.importers.plan import ImportPlan, TimeRule, write
from exercises.loader import load_exercise
from exercises.model import Exercise
from grader.verify.calibrate import limit_s, slowest_ms
from grader.verify.verify import Plan, verify
from sandboxes.pool import WarmPool

PACKAGES = Path(__file__).parent / "packages/kattis"
TIME_LIMIT = "1\n"


@pytest.fixture
def package(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a package, to change."""
    return lambda name: Path(shutil.copytree(PACKAGES / name, tmp_path / "packages" / name))


def put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)


def manifest(plan: ImportPlan) -> dict[str, Any]:
    return tomllib.loads(plan.files["exercise.toml"].data.decode())


def stated(plan: ImportPlan) -> dict[str, Any]:
    return tomllib.loads(plan.files["solutions/stated.toml"].data.decode())


def left(plan: ImportPlan) -> dict[str, str]:
    return {one.source: one.why for one in plan.left}


def imported(name: str, into: Path) -> Exercise:
    folder = Path(write(import_kattis(PACKAGES / name), into).exercise)
    if "cpu_ms" not in manifest(import_kattis(PACKAGES / name))["run"]:
        (folder / ".timelimit").write_text(TIME_LIMIT)
    return load_exercise(folder)


@pytest.mark.parametrize("name", ["nearpairs", "findtheword", "roots"])
def test_every_submission_gets_what_is_stated(name: str, tmp_path: Path, pool: WarmPool) -> None:
    found = verify(imported(name, tmp_path), pool, Plan(runs=1, mutants=False, tell=lambda _: None))
    assert found.ok, found.problems
    points = {solution.name: solution.points for solution in found.solutions}
    expected = {
        "nearpairs": {"partially_accepted/narrow.c": 30, "wrong_answer/apart.py": 0, "accepted/pairs.java": 100},
        "findtheword": {"accepted/two_files": 100, "wrong_answer/each.py": 0, "rejected/middle.py": 0},
        "roots": {"accepted/root.js": 100, "wrong_answer/whole.py": 20, "brute_force/once.py": 40},
    }
    assert expected[name].items() <= points.items()


def test_a_statement_that_is_false_is_found_out(package: Callable[[str], Path], tmp_path: Path, pool: WarmPool) -> None:
    """`only_zebra.py` is right about one testcase, and wrong first about another: all of them have to be judged."""
    folder = package("findtheword")
    shutil.rmtree(folder / "submissions/wrong_answer")
    put(folder, "submissions/submissions.yaml", "tricky/only_zebra.py:\n  secret/zebra:\n    permitted: [WA]\n")
    exercise = load_exercise(Path(write(import_kattis(folder), tmp_path).exercise))
    found = verify(exercise, pool, Plan(runs=1, mutants=False, tell=lambda _: None))
    assert found.problems == ("mixed/tricky-only_zebra.py: secret-zebra gets AC, stated: WA",)


def test_groups_of_a_legacy_scoring_problem() -> None:
    document = manifest(import_kattis(PACKAGES / "nearpairs"))
    groups = document["groups"]
    assert {name: (group["points"], group["rule"], group["visibility"]) for name, group in groups.items()} == {
        "sample": (0, "sum", "shown"),
        "large": (70, "min", "hidden"),
        "small": (30, "min", "hidden"),
    }
    assert document["scoring"] == {"rule": "independent"}
    assert document["checker"]["program"]["flags"] == ["strict"]


def test_groups_of_a_new_scoring_problem() -> None:
    document = manifest(import_kattis(PACKAGES / "roots"))
    groups = document["groups"]
    assert {name: (group["points"], group["rule"]) for name, group in groups.items()} == {
        "sample": (0, "sum"),
        "one": (40, "sum"),
        "two": (60, "all"),
    }
    assert groups["two"]["requires"] == ["sample"]
    assert document["checker"] == {"kind": "numbers", "case": "ignored", "absolute": 0.001}


def test_a_pass_fail_problem_is_all_or_nothing() -> None:
    document = manifest(import_kattis(PACKAGES / "findtheword"))
    assert document["scoring"] == {"rule": "all_or_nothing"}
    assert document["groups"]["secret"]["points"] == 100
    assert (document["run"]["cpu_ms"], document["run"]["wall_ms"]) == (1500, 6000)
    assert document["interactor"]["command"] == ["python3", "./host.py"]


def test_files_arguments_and_constants_come_along() -> None:
    files = import_kattis(PACKAGES / "roots").files
    assert files["tests/secret-two-10.files/note.txt"].data == b"x\n"
    assert files["tests/secret-two-81.args"].data == b"twice\n"
    word = import_kattis(PACKAGES / "findtheword").files
    assert b"number > 12" in word["validator/host.py"].data
    assert "include/python/halves.py" in word
    assert word["statement.md"].data.startswith(b"# Find the Word\n\nFind the letter")
    assert b"    < higher\n" in word["statement.md"].data
    assert b"en 12 questions" in word["statement.fr.md"].data
    assert b"license: cc0" in word["statement.md"].data


def test_rules_on_testcases_are_stated() -> None:
    tricky = stated(import_kattis(PACKAGES / "findtheword"))["mixed/tricky-only_zebra.py"]
    assert tricky["verdicts"] == ["WA"]
    assert {"testcases": ["secret-zebra"], "permitted": ["AC"]} in tricky["rules"]
    assert {"testcases": ["secret-abacus", "secret-mouse"], "required": ["WA"]} in tricky["rules"]
    assert {"testcases": ["sample-1", "sample-2"], "notes": "it gave up"} in tricky["rules"]


@pytest.mark.parametrize("name", ["nearpairs", "findtheword", "roots"])
def test_no_file_is_forgotten(name: str) -> None:
    """Each is told of, by itself or with its folder; or is part of a testcase, or of the settings of a group."""
    plan = import_kattis(PACKAGES / name)
    sources = [one.source for one in plan.carried] + [one.source for one in plan.left]
    told = [source.split(": ")[0].rstrip("/") for source in sources]
    for path in sorted(PACKAGES.joinpath(name).rglob("*")):
        file = path.relative_to(PACKAGES / name).as_posix()
        settings = path.name in ("testdata.yaml", "test_group.yaml", "problem.yaml", "submissions.yaml")
        shown = file.startswith("data/sample/")
        assert path.is_dir() or settings or shown or any(file == one or file.startswith(f"{one}/") for one in told), (
            file
        )


def test_what_is_not_carried_over_is_told() -> None:
    account = left(import_kattis(PACKAGES / "nearpairs"))
    assert account["submissions/accepted/pairs.kt"] == "no source in a language that is here"
    assert "input validators aren't run here" in account["input_validators/validate.py"]
    assert "data/secret/large/4000000000.desc" in account
    word = left(import_kattis(PACKAGES / "findtheword"))
    assert word["submissions/rejected/old.py"] == "Python 2, which isn't here"


FLAGS = (PACKAGES / "roots/data/secret/test_group.yaml").read_text()
YAML = "problem_format_version: 2025-09\nname: Roots\ntype: scoring\n"


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("problem.yaml", "name: [", "problem.yaml: line 1: not YAML"),
        ("problem.yaml", "name: a\nname: b\n", "problem.yaml: line 1: not YAML that is read here: the key 'name'"),
        ("problem.yaml", "a: &a [1]\nb: *a\n", "problem.yaml: line 2: aliases"),
        ("problem.yaml", "[" * 5000 + "]" * 5000, "problem.yaml: not YAML"),
        ("problem.yaml", "x" * 300_000, "problem.yaml: more than 256 KiB"),
        ("problem.yaml", "name: !!python/object:os.system x\n", "problem.yaml: line 1: not YAML that is read here"),
        ("problem.yaml", "- a\n", "problem.yaml: the whole: "),
        ("problem.yaml", "limts: {memory: 3}\n", "problem.yaml: limts: there is no such key (did you mean limits?)"),
        ("problem.yaml", "limits: {memry: 3}\n", "limits.memry: there is no such key (did you mean memory?)"),
        ("problem.yaml", "limits: {memory: -3}\n", "problem.yaml: limits.memory: Input should be greater than 0"),
        ("problem.yaml", "problem_format_version: 2025-90\n", "no such version, '2025-90' (did you mean 2025-09"),
        ("problem.yaml", f"{YAML}type: x\n".replace("type: scoring\n", ""), "problem.yaml: type: there is no type 'x'"),
        ("problem.yaml", "type: multi-pass\n", "problem.yaml: type: multi-pass problems aren't supported"),
        ("problem.yaml", "validation: costum\n", "problem.yaml: validation: expected default, or custom"),
        ("problem.yaml", "validation: custom\n", "output_validators: missing: the program that problem.yaml asks for"),
        ("problem.yaml", "grading: {objective: min}\n", "grading.objective: a score that is to be small"),
        ("problem.yaml", f"{YAML}languages: [kotlin]\n", "problem.yaml: languages: none of them is here"),
        ("data/secret/one/7.in", "7\n", "data/secret/one/7.in: missing beside it: 7.ans"),
        ("data/secret/one/7.ans", "7\n", "data/secret/one/7.ans: missing beside it: 7.in"),
        ("data/secret/one/2.yaml", "arg: [a]\n", "one/2.yaml: arg: there is no such key (did you mean args?)"),
        ("data/secret/one/2.yaml", "output_validator_args: [case_sensitive]\n", "flags differ from testcase"),
        ("data/secret/test_group.yaml", "output_validator_args: [float]\n", "flags differ from testcase"),
        ("data/secret/test_group.yaml", f"{FLAGS}max_score: unbounded\n", "unbounded scores aren't supported"),
        ("data/secret/two/test_group.yaml", "score_aggregation: min\n", "max_score: missing, or unbounded"),
        ("data/secret/two/test_group.yaml", "max_score: 1\nrequire_pass: three\n", "there is no group 'three'"),
        ("submissions/submissions.yaml", "a.py:\n  permited: [AC]\n", "there is no such key (did you mean permitted?)"),
        ("submissions/submissions.yaml", "a.py:\n  permitted: [OK]\n", "submissions.yaml: a.py.permitted.0: Input"),
        ("submissions/submissions.yaml", "a: 3\n", "submissions.yaml: expected patterns"),
        ("domjudge-problem.ini", "timelimit\n", "domjudge-problem.ini: "),
    ],
)  # fmt: skip
def test_what_is_refused(path: str, text: str, complaint: str, package: Callable[[str], Path]) -> None:
    folder = package("roots")
    put(folder, path, text)
    with pytest.raises(BrokenExercise) as caught:
        import_kattis(folder)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_data_that_are_missing(package: Callable[[str], Path]) -> None:
    folder = package("roots")
    shutil.rmtree(folder / "data/secret")
    with pytest.raises(BrokenExercise, match="data/secret: missing"):
        import_kattis(folder)
    (folder / "data/secret").mkdir()
    assert "the sample decides" in left(import_kattis(folder))["data/secret/"]
    shutil.rmtree(folder / "data/sample")
    with pytest.raises(BrokenExercise, match="there is no testcase"):
        import_kattis(folder)


def test_links_stay_in_the_package(package: Callable[[str], Path], tmp_path: Path) -> None:
    folder = package("roots")
    (folder / "submissions/accepted/same.py").symlink_to("root.py")
    (folder / "input_validators").symlink_to(tmp_path)
    plan = import_kattis(folder)
    assert (
        plan.files["solutions/accepted/same.py/same.py"].data == (folder / "submissions/accepted/root.py").read_bytes()
    )
    assert left(plan)["input_validators"] == "a link out of the package"
    (folder / "submissions/accepted/passwd.py").symlink_to("/etc/passwd")
    with pytest.raises(BrokenExercise, match=r"passwd.py: a link out of the package"):
        import_kattis(folder)


def test_folders_that_have_no_end_are_refused(package: Callable[[str], Path]) -> None:
    folder = package("roots")
    (folder / "data/loop").symlink_to("loop")
    with pytest.raises(BrokenExercise, match="data: can't be read"):
        import_kattis(folder)
    (folder / "data/loop").unlink()
    (folder / "data/around").symlink_to(".")
    with pytest.raises(BrokenExercise, match="around: a link to a folder around it"):
        import_kattis(folder)
    (folder / "data/around").unlink()
    folder.joinpath("attachments", *["deep"] * 30).mkdir(parents=True)
    with pytest.raises(BrokenExercise, match="folders in more than 24 folders"):
        import_kattis(folder)


def test_hidden_files_are_as_if_they_were_not_there(package: Callable[[str], Path]) -> None:
    folder = package("roots")
    put(folder, "data/secret/one/.2.in", "")
    put(folder, "submissions/accepted/.gitkeep", "")
    plan = import_kattis(folder)
    assert "hidden" in left(plan)["submissions/accepted/.gitkeep"]
    assert not any(".gitkeep" in path or ".2" in path for path in plan.files)


@pytest.mark.parametrize(
    ("flags", "section"),
    [
        ("", {"kind": "tokens", "case": "ignored"}),
        ("case_sensitive", {"kind": "tokens", "case": "kept"}),
        ("space_change_sensitive", {"kind": "tokens", "case": "ignored", "spaces": "kept"}),
        ("float_tolerance 1e-4", {"kind": "numbers", "case": "ignored", "absolute": 1e-4, "relative": 1e-4}),
        ("float_relative_tolerance 0.1", {"kind": "numbers", "case": "ignored", "relative": 0.1}),
    ],
)
def test_the_default_validators_flags(flags: str, section: dict[str, Any], package: Callable[[str], Path]) -> None:
    folder = package("nearpairs")
    put(folder, "problem.yaml", f"name: a\nvalidator_flags: {flags or '~'}\n".replace("validator_flags: ~\n", ""))
    assert manifest(import_kattis(folder))["checker"] == section


def test_where_the_time_limit_comes_from(package: Callable[[str], Path]) -> None:
    folder = package("nearpairs")
    assert import_kattis(folder).time == TimeRule(times=6, step_s=1)
    put(folder, ".timelimit", "3\n")
    put(folder, "domjudge-problem.ini", "timelimit = '2.5'\ncolor = red\n")
    plan = import_kattis(folder)
    assert plan.time is None
    assert plan.files["domjudge-problem.ini"].data.startswith(b"timelimit")
    assert {"domjudge-problem.ini: color", ".timelimit"} <= set(left(plan))
    word = package("findtheword")
    put(word, ".timelimit", "3\n")
    plan = import_kattis(word)
    assert "cpu_ms" not in manifest(plan)["run"]
    assert "problem.yaml: limits.time_limit" in left(plan)


def test_a_time_limit_from_what_is_accepted(tmp_path: Path, pool: WarmPool) -> None:
    slowest = slowest_ms(imported("roots", tmp_path), pool)
    assert slowest is not None
    assert slowest > 1


@pytest.mark.parametrize(
    ("slowest", "times", "step", "limit"),
    [(0, 5, 1, 1), (100, 5, 1, 1), (200, 5, 1, 1), (201, 5, 1, 2), (900, 2, 0.1, 1.8), (1, 2, 0.5, 0.5)],
)
def test_a_limit_is_rounded_up(slowest: float, times: float, step: float, limit: float) -> None:
    assert limit_s(slowest, times=times, step_s=step) == limit


def test_submissions_that_may_get_several_verdicts(package: Callable[[str], Path]) -> None:
    folder = package("roots")
    for name in ("a", "b"):
        put(folder, f"submissions/odd/{name}.py", "print(1)\n")
    put(folder, "submissions/odd/c.kt", "")
    put(folder, "submissions/submissions.yaml", "odd:\n  permitted: [AC, TLE]\nodd/{a, b}.py:\n  required: [TLE]\n")
    plan = import_kattis(folder)
    assert stated(plan)["mixed/odd-a.py"]["verdicts"] == [Verdict.TLE, Verdict.OLE]
    assert "solutions/mixed/odd-b.py/b.py" in plan.files
    assert "submissions/odd/c.kt" in left(plan)


def test_a_tag_in_a_source_comes_before_its_directory(package: Callable[[str], Path]) -> None:
    folder = package("roots")
    put(folder, "submissions/wrong_answer/crash.py", "# @EXPECTED_RESULTS@: RUN-ERROR\n1 / 0\n")
    put(folder, "submissions/wrong_answer/both.py", "# @EXPECTED_RESULTS@: RUN-ERROR, WRONG-ANSWER\n1 / 0\n")
    files = import_kattis(folder).files
    assert "solutions/mixed/wrong_answer-crash.py/crash.py" in files
    assert "solutions/wrong_answer/both.py/both.py" in files
    put(folder, "submissions/wrong_answer/crash.py", "# @EXPECTED_RESULTS@: RUN-EROR\n1 / 0\n")
    with pytest.raises(BrokenExercise, match="RUN-EROR"):
        import_kattis(folder)
