"""Turned in with every attack in Python: the right answer, and how an attack says that it got through."""

import sys


def answer(number):
    print(2 * number, flush=True)


def broken(what):
    sys.exit(f"BROKEN: {what}")


def denied(what, *arguments):
    try:
        what(*arguments)
    except OSError:
        return
    broken(f"{what.__name__}{arguments} went through")
