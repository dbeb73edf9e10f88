"""The drivers of [framework]: one run of all tests, with the results on stdout and the framework's own words on stderr.

school/framework.sh RESULTS COMMAND...   runs the command, then prints the files that it left in RESULTS
"""

from exercises.drivers.driver import Driver, source
from exercises.drivers.gradescope import gradescope_driver
from exercises.units import Framework

RESULTS = "/tmp/results"


def framework_driver(framework: Framework) -> Driver | None:
    """None for one that the exercise runs by a command of its own."""
    match framework.kind:
        case "pytest":
            return pytest_driver(framework)
        case "node":
            return node_driver(framework)
        case "junit":
            return junit_driver(framework)
        case "gradescope":
            return gradescope_driver()
        case _:
            return None


def pytest_driver(framework: Framework) -> Driver:
    """The submission's own configuration is left aside, as far as that goes in a process that it shares."""
    options = ("-q", "-p", "no:cacheprovider", "-c", "school/pytest.ini", "--rootdir=.", "--confcutdir=school")
    files = tuple(f"school/{name}" for name in framework.files)
    return run(("pytest", *options, f"--junitxml={RESULTS}/pytest.xml", *files), "pytest.ini")


def node_driver(framework: Framework) -> Driver:
    reporter = ("--test-reporter=./school/junit.mjs", f"--test-reporter-destination={RESULTS}/node.xml")
    return run(("node", "--test", *reporter, *(f"school/{name}" for name in framework.files)), "junit.mjs")


def junit_driver(framework: Framework) -> Driver:
    """JUnit 5, and 4 by its vintage engine; the classes that `files` are named for are compiled with the submission."""
    classpath = "school/classes:.:/usr/share/java/*"
    classes = [name.removesuffix(".java") for name in framework.files]
    sources = tuple(f"school/{name}" for name in framework.files)
    compile_all = ("javac", "-cp", classpath, "-sourcepath", ".", "-d", "school/classes", *sources)
    launcher = ("java", "-cp", classpath, "org.junit.platform.console.ConsoleLauncher", "--disable-banner")
    selected = tuple(f"--select-class={name}" for name in classes)
    made = run((*launcher, f"--reports-dir={RESULTS}", *selected))
    return Driver(files=made.files, commands=(compile_all,), command=made.command)


def run(command: tuple[str, ...], *sources: str) -> Driver:
    return Driver(
        files=(source("framework.sh"), *(source(name) for name in sources)),
        commands=(),
        command=("sh", "school/framework.sh", RESULTS, *command),
    )
