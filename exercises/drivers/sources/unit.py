"""Calls the functions of a submission, `unit.py FILE`; `exercises/drivers/unit.py` says how it is spoken to.

All calls are read before any code of the submission runs; what it does to this process only changes its own answers.
"""

import importlib.util
import json
import os
import sys
import traceback
from collections.abc import Callable
from types import ModuleType
from typing import Any

RECORD = b"\x1e"


def main(path: str) -> None:
    calls = [json.loads(line) for line in sys.stdin.buffer]
    records = os.fdopen(1, "wb", closefd=False)
    module = load(path)
    for call in calls:
        function = getattr(module, call["call"], None)
        if not callable(function):
            sys.exit(f"{path} defines no function {call['call']}")
        record = answer(function, call["args"])
        sys.stdout.flush()
        records.write(RECORD + json.dumps(record).encode() + b"\n")
        records.flush()


def load(path: str) -> ModuleType:
    """The submission's module, able to import the files beside it."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120  # os is loaded already
    name = os.path.basename(path).removesuffix(".py")  # noqa: PTH119
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def answer(function: Callable[..., object], arguments: list[Any]) -> dict[str, Any]:
    before = json.dumps(arguments)
    try:
        returned = function(*arguments)
    except Exception as error:
        sys.stderr.write(f"{function.__name__} raised:\n{traceback.format_exc()}")
        return {"raised": type(error).__name__, "message": str(error)[:200]}
    try:
        value = json.loads(json.dumps(returned, allow_nan=False))
        after = json.dumps(arguments, allow_nan=False)
    except Exception:
        return {"unreadable": f"{type(returned).__name__}: {returned!r}"[:200]}
    return {"returned": value} | ({"args": json.loads(after)} if after != before else {})


main(sys.argv[1])
