"""[program]: what is turned in is one program, in any of several languages.

names of the sources -> language -> its recipe -> build commands, run command

Which language it is, and which file of several is the main one, are told as the Kattis problem package format does
(https://www.kattis.com/problem-package-format/spec/2025-09.html, "Languages and compilation", and the language table of
problemtools): most sources win, then the order below; the main file is the only one, `main.*`, or the first by name.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from core.trees import TreeEntry
from exercises.section import CommandLine, CommandLines, OpenFolder, Section

DEFAULT_INCLUDE = "default"
PRODUCT = "program"
# A program may recurse as deep as its memory lasts; else the limit of 8 MiB that shells give would decide.
DEEP = ("sh", "-c", 'ulimit -s unlimited; exec "$0" "$@"', f"./{PRODUCT}")
FILES, MAIN, CLASS = "{files}", "{main}", "{class}"

# What is no code in Java; either may lack its end, so that no text costs more than its length.
NO_CODE = re.compile(
    rb"""//[^\n]*+|/\*.*?(?:\*/|\Z)|"[^"\\\n]*+(?:\\(?:.|\Z)[^"\\\n]*+)*+"?|'[^'\\\n]*+(?:\\(?:.|\Z)[^'\\\n]*+)*+'?""",
    re.DOTALL,
)
JAVA = re.compile(
    rb"[{}]|\b(?:class|interface|enum|record)\s{1,40}([A-Za-z_$][\w$]{0,200})|\bvoid\s{1,40}(main)\s{0,40}\("
)
PACKAGE = re.compile(rb"^\s{0,200}package\s{1,40}([\w.]{1,200})\s{0,40};")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """`{files}` among the words are all its sources, `{main}` the main one, `{class}` the class with Java's `main`."""

    suffixes: tuple[str, ...]
    build: tuple[tuple[str, ...], ...]
    run: tuple[str, ...]


# In the order of problemtools' priorities, with shell, which it hasn't got, at the end.
RECIPES: Mapping[str, Recipe] = {
    "cpp": Recipe(
        suffixes=(".cc", ".cpp", ".cxx", ".c++", ".C"),
        build=(("c++", "-g", "-O2", "-std=gnu++23", "-o", PRODUCT, FILES, "-pthread"),),
        run=DEEP,
    ),
    "c": Recipe(
        suffixes=(".c",),
        build=(("cc", "-g", "-O2", "-std=gnu17", "-o", PRODUCT, FILES, "-lm", "-pthread"),),
        run=DEEP,
    ),
    "python": Recipe(
        suffixes=(".py", ".py3"),
        build=(("python3", "-m", "py_compile", FILES),),
        run=("python3", MAIN),
    ),
    "java": Recipe(
        suffixes=(".java",),
        build=(("javac", "-encoding", "UTF-8", "-d", ".", FILES),),
        run=("java", "-Dfile.encoding=UTF-8", "-Xss64m", CLASS),
    ),
    "rust": Recipe(
        suffixes=(".rs",),
        build=(("rustc", "-C", "opt-level=3", "--edition", "2021", "-o", PRODUCT, MAIN),),
        run=DEEP,
    ),
    "node": Recipe(suffixes=(".js",), build=(("node", "--check", MAIN),), run=("node", MAIN)),
    "php": Recipe(suffixes=(".php",), build=(("php", "-l", MAIN),), run=("php", MAIN)),
    "go": Recipe(suffixes=(".go",), build=(("go", "build", "-o", PRODUCT, FILES),), run=(f"./{PRODUCT}",)),
    "shell": Recipe(suffixes=(".sh", ".bash"), build=(("bash", "-n", MAIN),), run=("bash", MAIN)),
}


def with_recipe(name: str) -> str:
    if name not in RECIPES:
        raise ValueError(f"a program can't be in {name!r}; expected some of {', '.join(RECIPES)}")
    return name


class Program(Section):
    """`languages` that it may be written in. `include`: a folder beside the manifest, whose `LANGUAGE/`, or else
    `default/`, is put among the sources, over files of the same name."""

    languages: Annotated[tuple[Annotated[str, AfterValidator(with_recipe)], ...], Field(min_length=1, strict=False)]
    include: OpenFolder | None = None

    @model_validator(mode="after")
    def each_once(self) -> Self:
        if len(set(self.languages)) < len(self.languages):
            raise ValueError("languages: each can be named once")
        return self


def check_program(program: Program | None, language: str, *, others: bool) -> None:
    """`others`: something else says what is built or run, or looks at the sources. Raises ValueError."""
    if program is None:
        return
    if language not in program.languages:
        raise ValueError(f"program.languages: {language!r}, the exercise's own language, has to be among them")
    if others:
        raise ValueError(
            "program: the language says what is built and run; build.commands, run.command, [harness], [checks], "
            "[unit], [framework] and [page] can't be too"
        )


def language_of(languages: Iterable[str], paths: Iterable[str]) -> str | None:
    paths = list(paths)
    counts = {name: len(sources(name, paths)) for name in RECIPES if name in languages}
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best is not None and counts[best] else None


def sources(language: str, paths: Iterable[str]) -> list[str]:
    return sorted(path for path in paths if PurePosixPath(path).suffix in RECIPES[language].suffixes)


def included(include: Sequence[TreeEntry], language: str) -> dict[str, TreeEntry]:
    """By their paths among the sources."""
    for folder in (language, DEFAULT_INCLUDE):
        found = [entry for entry in include if entry.path.startswith(f"{folder}/")]
        if found:
            named = [replace(entry, path=entry.path.removeprefix(f"{folder}/")) for entry in found]
            return {entry.path: entry for entry in named}
    return {}


def with_includes(entries: Iterable[TreeEntry], more: Mapping[str, TreeEntry]) -> tuple[TreeEntry, ...]:
    kept = {entry.path: entry for entry in entries}
    return tuple(sorted((kept | dict(more)).values(), key=lambda entry: entry.path))


def recipe_for(
    language: str, entries: Sequence[TreeEntry], included: Collection[str] = ()
) -> tuple[CommandLines, CommandLine]:
    """Build commands and run command. Files begin with `./`, so that none is taken for an option.

    Of the files that are `included`, none is the main one unless its name says so.
    """
    recipe = RECIPES[language]
    files = sources(language, (entry.path for entry in entries))
    main = main_file([path for path in files if path not in included or is_main(path)] or files)
    words = {
        FILES: tuple(f"./{path}" for path in files),
        MAIN: (f"./{main}",),
        CLASS: (main_class(main, [entry for entry in entries if entry.path in files]),) if language == "java" else (),
    }
    return tuple(filled(argv, words) for argv in recipe.build), filled(recipe.run, words)


def filled(argv: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for part in argv for word in words.get(part, (part,)))


def main_file(files: Sequence[str]) -> str:
    return next((path for path in files if is_main(path)), files[0])


def is_main(path: str) -> bool:
    return PurePosixPath(path).stem.lower() == "main"


def main_class(main: str, entries: Iterable[TreeEntry]) -> str:
    """The class whose `main` is run: one of the main file's if it has any, else the first there is."""
    stem = PurePosixPath(main).stem
    found = [(entry.path != main, name.split(".")[-1] != stem, name) for entry in entries for name in mains(entry.data)]
    return min(found)[2] if found else stem


def mains(source: bytes) -> Iterator[str]:
    """The outermost classes of a Java source that have a `main`, with their package, in their order."""
    code = NO_CODE.sub(b" ", source)
    package = PACKAGE.match(code)
    prefix = f"{package[1].decode(errors='replace')}." if package else ""
    depth, outermost = 0, ""
    for match in JAVA.finditer(code):
        if match[0] in (b"{", b"}"):
            depth += 1 if match[0] == b"{" else -1
        elif match[1] and depth == 0:
            outermost = match[1].decode()
        elif match[2] and depth == 1 and outermost:
            yield prefix + outermost
