"""The drivers of [unit]: they read calls from stdin, make them, and print what came of each.

stdin   {"call":"NAME","args":[...]}       one line a call, as `exercises/calls.py` writes it
stdout  RS {"returned":VALUE} LF           one record a call (RS is byte 0x1E, as in RFC 7464)
        RS {"raised":"NAME","message":"..."} LF
        RS {"unreadable":"..."} LF         it returned what JSON can't hold

A record has `args` too where the call changed them. What the functions print themselves stands before their record.
"""

from pathlib import PurePosixPath

from exercises.drivers.driver import Driver, source
from exercises.drivers.unit_c import c_driver
from exercises.units import Unit


def unit_driver(language: str, unit: Unit) -> Driver:
    match language:
        case "c":
            return c_driver(unit)
        case "java":
            return java_driver(unit)
        case "node":
            return Driver(files=(source("unit.mjs"),), commands=(), command=("node", "school/unit.mjs", unit.files[0]))
        case _:
            command = ("python3", "-B", "school/unit.py", unit.files[0])
            return Driver(files=(source("unit.py"),), commands=(), command=command)


def java_driver(unit: Unit) -> Driver:
    """The functions are static methods of the class that the first file is named for."""
    compile_all = ("javac", "-parameters", "-d", "school/classes", *unit.files, "school/Unit.java")
    run = ("java", "-cp", "school/classes", "Unit", PurePosixPath(unit.files[0]).stem)
    return Driver(files=(source("Unit.java"),), commands=(compile_all,), command=run)
