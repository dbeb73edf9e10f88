"""A new exercise that holds from the start: a small one, whole, to be rewritten piece by piece.

scaffold/common + scaffold/LANGUAGE --@WORDS@ replaced--> INTO/SLUG
"""

import contextlib
import shutil
from pathlib import Path

from core.errors import UsageError
from exercises.files import is_folder
from exercises.loader import SLUG
from exercises.locate import near
from exercises.schema import schema_text

SCAFFOLD = Path(__file__).parent / "scaffold"
SCHEMA = "exercise.schema.json"
# What a statement says and no manifest can: the file that is turned in, and how it is run.
WORDS = {
    "c": {"FILE": "largest.c", "COMMAND": "./largest", "MEMORY": "32"},
    "python": {"FILE": "largest.py", "COMMAND": "python3 largest.py", "MEMORY": "64"},
    "node": {"FILE": "largest.js", "COMMAND": "node largest.js", "MEMORY": "128"},
    "shell": {"FILE": "largest.sh", "COMMAND": "sh largest.sh", "MEMORY": "32"},
}
FILLED_IN = (".toml", ".md")


def new_exercise(slug: str, language: str, into: Path) -> Path:
    """Write the exercise's folder below `into` and return it. Raises UsageError, and writes nothing then."""
    if not SLUG.fullmatch(slug):
        raise UsageError(f"{slug!r} is no slug: small letters, digits and single dashes, as in c-longest-run")
    if language not in WORDS:
        hint = near(language, WORDS) or f"; expected one of {', '.join(WORDS)}"
        raise UsageError(f"there is no scaffold for {language!r}{hint}")
    if not is_folder(into):
        raise UsageError(f"{into}: no such folder to make the exercise in")
    folder = into / slug
    try:
        folder.mkdir()
    except FileExistsError:
        raise UsageError(f"{folder}: there is something of that name already") from None
    except OSError as error:
        raise UsageError(f"{folder}: can't be made: {error.strerror}") from None
    for source in (SCAFFOLD / "common", SCAFFOLD / language):
        shutil.copytree(source, folder, dirs_exist_ok=True)
    fill_in(folder, {"TITLE": title_of(slug), **WORDS[language]})
    add_schema(into / SCHEMA)
    return folder


def add_schema(path: Path) -> None:
    """Put the schema beside the exercises, for editors: so it moves with them. One that is there stays."""
    with contextlib.suppress(FileExistsError), path.open("x") as file:
        file.write(schema_text())


def title_of(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def fill_in(folder: Path, words: dict[str, str]) -> None:
    for path in folder.rglob("*"):
        if path.suffix in FILLED_IN:
            text = path.read_text()
            for word, value in words.items():
                text = text.replace(f"@{word}@", value)
            path.write_text(text)
