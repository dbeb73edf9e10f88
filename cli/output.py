"""What every command shares: exit codes, words for the person on stderr, documents on stdout."""

import sys

from pydantic import BaseModel

EXIT_OK = 0
EXIT_USAGE = 2
EXIT_FAULT = 3


def say(text: str) -> None:
    """Progress and complaints go to stderr, so that stdout holds nothing but what was asked for."""
    sys.stderr.write(f"peermill: {text}\n")
    sys.stderr.flush()


def show(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def show_json(document: BaseModel) -> None:
    show(document.model_dump_json())


def words_of(error: OSError) -> str:
    """In one line, with the file if the system named one."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)
