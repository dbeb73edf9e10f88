"""What every section of an `exercise.toml` is made of: strict models, and the types of their values."""

from typing import Annotated, Self

from pathspec import PathSpec
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from core.languages import LANGUAGES


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def usable_pattern(pattern: str) -> str:
    """The pattern itself. Raises ValueError if, alone, it can't match a file: a comment or an exclusion, say."""
    if pattern[0] in "!#" or not pattern.strip():
        raise ValueError("a pattern names files; comments and exclusions (`#`, `!`) have no place here")
    PathSpec.from_lines("gitignore", (pattern,))
    return pattern


def open_folder(name: str) -> str:
    """The name itself. Raises ValueError for a folder whose files no submission may see."""
    if name in ("tests", "solutions"):
        raise ValueError(f"{name}/ would be put beside the submission, which must never see it")
    return name


def hidden_folder(name: str) -> str:
    """The name itself. Raises ValueError for a folder that has another use, or whose files submissions see."""
    if name in ("harness", "tests", "solutions"):
        raise ValueError(f"{name}/ has another use; a program that decides verdicts has a folder of its own")
    return name


def known_language(name: str) -> str:
    if name not in LANGUAGES:
        raise ValueError(f"there is no language {name!r}; expected one of {', '.join(LANGUAGES)}")
    return name


# Strict but for arrays: TOML has those, and no tuples.
Argument = Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"^[^\x00]+$")]
Arguments = Annotated[tuple[Argument, ...], Field(strict=False)]
CommandLine = Annotated[tuple[Argument, ...], Field(min_length=1, strict=False)]
CommandLines = Annotated[tuple[CommandLine, ...], Field(strict=False)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=256), AfterValidator(usable_pattern)]
Patterns = Annotated[tuple[Pattern, ...], Field(strict=False)]
Names = Annotated[tuple[Annotated[str, StringConstraints(min_length=1, max_length=256)], ...], Field(strict=False)]
FolderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]
OpenFolder = Annotated[FolderName, AfterValidator(open_folder)]
HiddenFolder = Annotated[FolderName, AfterValidator(hidden_folder)]
LanguageName = Annotated[str, AfterValidator(known_language)]
Points = Annotated[float, Field(ge=0, le=1000)]


class PhaseLimits(Section):
    """CPU time decides; the wall limit only catches those who sleep, so it is the larger."""

    cpu_ms: int = Field(ge=10, le=600_000)
    wall_ms: int = Field(ge=10, le=1_200_000)
    memory_mib: int = Field(ge=4, le=4096)
    processes: int = Field(ge=1, le=1024)
    output_kib: int = Field(ge=1, le=16_384)

    @model_validator(mode="after")
    def wall_is_the_larger(self) -> Self:
        if self.wall_ms < self.cpu_ms:
            raise ValueError(
                f"wall_ms ({self.wall_ms}) is less than cpu_ms ({self.cpu_ms}), which then decides nothing"
            )
        return self
