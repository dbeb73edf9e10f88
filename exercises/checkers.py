"""The sections of `exercise.toml` that say who decides whether what a submission printed is right.

[checker]           four ways to compare, or a program of the school's: kind = "custom"
[checker.program]   that program; it has the output on stdin once the submission has ended
[interactor]        a program that talks with the submission while it runs, and then decides

Both programs speak the exit codes and files of the Kattis problem package format's output validators
(https://www.kattis.com/problem-package-format/spec/2025-09.html, "Output validator").
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from exercises.section import Arguments, CommandLine, CommandLines, HiddenFolder, LanguageName, PhaseLimits, Section


class Validator(PhaseLimits):
    """`folder` lies beside the manifest and is never put beside a submission. `language` none: the exercise's.

    `commands` build it, in a sandbox of its own under the limits of a build; `command` and `flags` run it, with the
    testcase's input, its answer and a folder for feedback in between. The limits are those of one testcase.
    """

    folder: HiddenFolder
    language: LanguageName | None = None
    commands: CommandLines = ()
    command: CommandLine
    flags: Arguments = ()
    cpu_ms: int = Field(10_000, ge=10, le=600_000)
    wall_ms: int = Field(20_000, ge=10, le=1_200_000)
    memory_mib: int = Field(512, ge=4, le=4096)
    processes: int = Field(64, ge=1, le=1024)
    output_kib: int = Field(1024, ge=1, le=16_384)


class Checker(Section):
    """`exact`: every byte. `lines`: but for spaces at line ends and empty lines at the end. `tokens`: words only.
    `numbers`: words, and numbers may differ by `tolerance` (absolute or relative). `custom`: as `program` says.

    `absolute` and `relative` are tolerances in the place of that one: within either is near enough. Words may also have
    their `case` ignored (of A to Z), and what is between them kept: `spaces`. That is what the default output validator
    of the Kattis problem package format can be asked for.
    """

    kind: Literal["exact", "lines", "tokens", "numbers", "custom"] = "lines"
    tolerance: float = Field(1e-6, gt=0, lt=1)
    absolute: float | None = Field(None, ge=0)
    relative: float | None = Field(None, ge=0)
    case: Literal["kept", "ignored"] = "kept"
    spaces: Literal["kept", "ignored"] = "ignored"
    program: Validator | None = None

    @property
    def tolerances(self) -> tuple[float, float]:
        """Absolute and relative."""
        if self.absolute is None and self.relative is None:
            return self.tolerance, self.tolerance
        return self.absolute or 0, self.relative or 0

    @model_validator(mode="after")
    def custom_has_a_program(self) -> Self:
        if (self.kind == "custom") != (self.program is not None):
            raise ValueError('kind = "custom" and the section [checker.program] go together')
        return self

    @model_validator(mode="after")
    def options_have_their_kind(self) -> Self:
        if self.kind != "numbers" and not (self.absolute is None and self.relative is None):
            raise ValueError('absolute and relative are for kind = "numbers"')
        if self.kind not in ("tokens", "numbers") and (self.case == "ignored" or self.spaces == "kept"):
            raise ValueError('case and spaces are for kind = "tokens" and "numbers"')
        return self
