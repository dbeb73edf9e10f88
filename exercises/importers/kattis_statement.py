"""A problem package's statement: Markdown as it is, LaTeX as text, with the samples and the licence after it."""

from collections.abc import Mapping

from exercises.importers.kattis_package import Package, Problem
from exercises.importers.plan import PlannedFile

FOLDERS = ("statement", "problem_statement")
OURS = {"en": "statement.md", "fr": "statement.fr.md"}
SOURCES = ("source", "source_url", "author", "credits", "license", "rights_owner")
MOST_SAMPLE_BYTES = 4096
MOST_TITLE = 120


def title_of(package: Package, problem: Problem) -> str:
    name = problem.name
    if isinstance(name, dict):
        name = name.get("en") or next(iter(name.values()), None)
    if not name:
        package.leave("problem.yaml: name", "missing: the folder's name is the title")
    return (name or package.folder.name)[:MOST_TITLE]


def statements(package: Package, problem: Problem) -> dict[str, PlannedFile]:
    """In English and French where they are there; the first of any language in the place of the English one."""
    found = texts(package)
    chosen = {language: path for language, path in found.items() if language in OURS}
    if "en" not in chosen and found:
        language, path = next(iter(found.items()))
        package.leave(path, f"there's no statement in English; the one in {language!r} is in its place")
        chosen["en"] = path
    if not chosen:
        package.leave("statement/", "no statement as text (.md or .tex) is there; statement.md has to be written")
        text = f"# {title_of(package, problem)}\n\nThe package has no statement as text: write it here.\n"
        return {OURS["en"]: PlannedFile(data=(text + origin(problem)).encode())}
    after = samples(package) + origin(problem)
    files = {}
    for language, path in chosen.items():
        package.carry(path, OURS[language])
        files[OURS[language]] = PlannedFile(data=(written(package, problem, path, language) + after).encode())
    return files


def texts(package: Package) -> dict[str, str]:
    """Language -> file. One without a language is in English; Markdown comes before LaTeX."""
    found: dict[str, str] = {}
    for suffix in (".md", ".tex"):
        for folder in FOLDERS:
            for path in package.below(folder):
                parts = path.removeprefix(f"{folder}/").removesuffix(suffix).split(".")
                if path.endswith(suffix) and parts[0] == "problem" and len(parts) <= 2:
                    found.setdefault(parts[1] if len(parts) == 2 else "en", path)
    return found


def written(package: Package, problem: Problem, path: str, language: str) -> str:
    text = package.take_program(path).data.decode(errors="replace").strip()
    name = problem.name.get(language) if isinstance(problem.name, dict) else problem.name
    if path.endswith(".md"):
        return f"# {name or title_of(package, problem)}\n\n{text}\n"
    package.leave(f"{path}: LaTeX", "kept as its source: nothing here sets it")
    return f"# {name or title_of(package, problem)}\n\n```latex\n{text}\n```\n"


def samples(package: Package) -> str:
    """As the format asks: what is shown of a sample is its `.interaction`, or `.in.statement` over `.in` and so on."""
    names = package.names_in("data/sample")
    bases = sorted({name.rsplit(".", 1)[0] for name in names if name.endswith((".in", ".interaction"))})
    parts = [shown for base in bases if (shown := sample_text(package, f"data/sample/{base}"))]
    return "".join(f"\n## Sample {number}\n{shown}" for number, shown in enumerate(parts, 1))


def sample_text(package: Package, base: str) -> str:
    if package.has(f"{base}.interaction"):
        return block("> is printed by the program, < is read by it", package.take(f"{base}.interaction").data)
    given = first(package, base, ("in.statement", "in"))
    printed = first(package, base, ("ans.statement", "out", "ans"))
    return block("Input", given) + block("Output", printed)


def first(package: Package, base: str, suffixes: tuple[str, ...]) -> bytes:
    return next((package.take(f"{base}.{suffix}").data for suffix in suffixes if package.has(f"{base}.{suffix}")), b"")


def block(what: str, data: bytes) -> str:
    text = data[:MOST_SAMPLE_BYTES].decode(errors="replace")
    if len(data) > MOST_SAMPLE_BYTES:
        text += "..."
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f"\n{what}:\n\n{lines}"


def origin(problem: Problem) -> str:
    """Who wrote it and under which licence stays with the text."""
    said = [f"{key.replace('_', ' ')}: {flat(value)}" for key in SOURCES if (value := getattr(problem, key))]
    return f"\n---\n\n{'; '.join(said)}\n" if said else ""


def flat(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(
            f"{key}: {flat(each)}" if isinstance(each, list | dict) else flat(each) for key, each in value.items()
        )
    if isinstance(value, list):
        return ", ".join(flat(each) for each in value)
    return str(value)
