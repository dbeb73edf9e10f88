"""A problem package's folder and its YAML files: what of them was used, and what wasn't and why."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from core.errors import BrokenExercise
from core.trees import EntryKind, TreeEntry
from exercises.files import is_folder, read_entry
from exercises.importers.plan import Carried, Left, PlannedFile
from exercises.importers.yaml_file import parse_yaml
from exercises.locate import near

MOST_FILES = 20_000
MOST_DEPTH = 24
MOST_BYTES = 1 << 30
LEFT_ALONE = (".timelimit",)
NEEDED = ("problem.yaml", "data/", "submissions/", "output_validator", "include/")

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Described(BaseModel):
    """Keys that aren't among the fields are told apart by `Package.yaml`: misspelt, or simply not known."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)


class TimeMultipliers(Described):
    ac_to_time_limit: float = Field(2, ge=1)
    time_limit_to_tle: float = Field(1.5, ge=1)


class Limits(Described):
    time_multipliers: TimeMultipliers = TimeMultipliers()
    time_limit: Positive | None = None
    time_resolution: Positive = 1
    time_multiplier: float = Field(5, ge=1)
    time_safety_margin: float = Field(2, ge=1)
    memory: Positive = 2048
    output: Positive = 8
    code: Positive = 128
    compilation_time: Positive = 60
    compilation_memory: Positive = 2048
    validation_time: Positive = 60
    validation_memory: Positive = 2048
    validation_output: Positive = 8
    validation_passes: int = Field(2, ge=2)


class Grading(Described):
    """Those of `testdata.yaml` may stand here too, for all of it; older packages do that."""

    objective: Literal["min", "max"] = "max"
    show_test_data_groups: bool = False
    accept_score: float | None = None
    reject_score: float | None = None
    range: str | None = None
    on_reject: Any = None


def listed(value: object) -> object:
    return value.split() if isinstance(value, str) else value


Words = Annotated[list[str], BeforeValidator(listed)]


class Problem(Described):
    """`problem.yaml`, of every version of the format. What is only information is `Any`."""

    problem_format_version: str = "legacy"
    type: Words = ["pass-fail"]
    name: str | dict[str, str] | None = None
    limits: Limits = Limits()
    validation: Words = ["default"]
    validator_flags: Words = []
    grading: Grading = Grading()
    languages: Words = ["all"]
    constants: dict[str, int | float | str] = {}
    allow_file_writing: bool = False
    uuid: Any = None
    version: Any = None
    credits: Any = None
    author: Any = None
    source: Any = None
    source_url: Any = None
    license: Any = None
    rights_owner: Any = None
    keywords: Any = None
    embargo_until: Any = None


Model = TypeVar("Model", bound=BaseModel)


class Package:
    """Every file once. `take` gives a file and notes that it was used; `rest` tells of those that nobody took."""

    def __init__(self, folder: Path) -> None:
        if not is_folder(folder):
            raise BrokenExercise(f"{folder}: not a folder")
        self.folder = folder.resolve()
        self.carried: list[Carried] = []
        self.left: list[Left] = []
        self.constants: dict[bytes, bytes] = {}
        self._files: dict[str, TreeEntry] = {}
        self._used: set[str] = set()
        self._bytes = 0
        self._read(self.folder, "")

    def _read(self, folder: Path, prefix: str) -> None:
        """Hidden files are as if they weren't there, and links lead to files of the package, as the format says."""
        if prefix.count("/") > MOST_DEPTH:
            raise BrokenExercise(f"{self.folder}: folders in more than {MOST_DEPTH} folders")
        try:
            paths = [(path, path.resolve()) for path in sorted(folder.iterdir())]
        except (OSError, RuntimeError) as error:  # the second is pathlib's for a loop of links
            raise BrokenExercise(f"{folder}: can't be read: {error}") from None
        for path, real in paths:
            name = prefix + path.name
            if path.name.startswith((".", "-")) and name not in LEFT_ALONE:
                self.leave(name, "hidden: the format says that such files are as if they weren't there")
                continue
            if not real.is_relative_to(self.folder) or self.folder.is_relative_to(real):
                if name.startswith(NEEDED):
                    raise BrokenExercise(f"{path}: a link out of the package, or to a folder around it")
                self.leave(name, "a link out of the package")
                continue
            if real.is_dir():
                if path.is_symlink() and path.parent.resolve().is_relative_to(real):
                    raise BrokenExercise(f"{path}: a link to a folder around it")
                self._read(path, f"{name}/")
                continue
            self._add(name, path, real)

    def _add(self, name: str, path: Path, real: Path) -> None:
        if not name.isprintable():
            raise BrokenExercise(f"{path.parent}: the name {path.name!r} isn't printable UTF-8")
        entry = read_entry(real, self.folder) if real.exists() else None
        if entry is None:
            raise BrokenExercise(f"{path}: a link to nothing")
        self._files[name] = TreeEntry(path=name, kind=entry.kind, data=entry.data)
        self._bytes += len(entry.data)
        if len(self._files) > MOST_FILES or self._bytes > MOST_BYTES:
            raise BrokenExercise(f"{self.folder}: more than {MOST_FILES} files, or {MOST_BYTES >> 20} MiB")

    def carry(self, source: str, became: str) -> None:
        self.carried.append(Carried(source=source, became=became))

    def leave(self, source: str, why: str) -> None:
        self.left.append(Left(source=source, why=why))

    def has(self, path: str) -> bool:
        return path in self._files

    def below(self, folder: str) -> list[str]:
        return [path for path in self._files if path.startswith(f"{folder}/")]

    def names_in(self, folder: str) -> list[str]:
        """What lies directly in a folder, files and folders, in order."""
        return sorted({path.removeprefix(f"{folder}/").split("/")[0] for path in self.below(folder)})

    def take(self, path: str) -> PlannedFile:
        """Raises BrokenExercise where there is no such file."""
        if path not in self._files:
            raise BrokenExercise(f"{self.folder / path}: missing")
        self._used.add(path)
        entry = self._files[path]
        return PlannedFile(data=entry.data, executable=entry.kind is EntryKind.EXECUTABLE)

    def take_program(self, path: str) -> PlannedFile:
        """With the values of the package's constants in the place of their `{{names}}`."""
        planned = self.take(path)
        data = planned.data
        for name, value in self.constants.items():
            data = data.replace(name, value)
        return PlannedFile(data=data, executable=planned.executable)

    def program(self, path: str) -> dict[str, PlannedFile]:
        """The files of a program, which is a file or a folder, by their paths in its folder."""
        if self.has(path):
            return {path.split("/")[-1]: self.take_program(path)}
        return {name.removeprefix(f"{path}/"): self.take_program(name) for name in self.below(path)}

    def text(self, path: str) -> str:
        try:
            return self.take(path).data.decode()
        except UnicodeDecodeError as error:
            raise BrokenExercise(f"{self.folder / path}: not UTF-8 text ({error.reason})") from None

    def yaml(self, path: str, model: type[Model], *, constants: bool = False) -> Model:
        """Raises BrokenExercise that names the file and the key, the near one too where a key is misspelt."""
        text = self.text(path)
        if constants:
            text = self.take_program(path).data.decode()
        try:
            described = model.model_validate(parse_yaml(text) or {})
        except ValidationError as error:
            problem = error.errors()[0]
            keys = ".".join(str(part) for part in problem["loc"])
            raise BrokenExercise(f"{self.folder / path}: {keys or 'the whole'}: {problem['msg']}") from None
        except ValueError as error:
            raise BrokenExercise(f"{self.folder / path}: {error}") from None
        for key, section in unknown_keys(described):
            if hint := near(key.split(".")[-1], type(section).model_fields):
                raise BrokenExercise(f"{self.folder / path}: {key}: there is no such key{hint}")
            self.leave(f"{path}: {key}", "nothing is known of such a key")
        return described

    def rest(self, reasons: Mapping[str, str]) -> Iterator[Left]:
        for path in self._files:
            if path not in self._used:
                known = (why for start, why in reasons.items() if path.startswith(start))
                yield Left(source=path, why=next(known, "nothing is known of such a file"))


def unknown_keys(described: BaseModel, prefix: str = "") -> Iterable[tuple[str, BaseModel]]:
    yield from ((prefix + key, described) for key in described.model_extra or {})
    for name in type(described).model_fields:
        value = getattr(described, name)
        if isinstance(value, BaseModel):
            yield from unknown_keys(value, f"{prefix}{name}.")
