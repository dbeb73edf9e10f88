"""What evaluators go through with the author of a submission: `rubric.toml` beside the exercise's manifest."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class RubricPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(RubricPart):
    """The same sentence in the languages that students read."""

    en: Text
    fr: Text


class Question(RubricPart):
    """`yes_no` gives all of `points` or none, `scale` a share of them by 0 to 5."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Literal["yes_no", "scale"]
    points: int = Field(ge=0, le=100)
    ask: Words
    hint: Words | None = None


class Rubric(RubricPart):
    """`minutes`: how long the evaluation takes. The questions' points add up to 100, and each has an id of its own."""

    minutes: int = Field(ge=5, le=240)
    questions: Annotated[tuple[Question, ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def makes_a_whole(self) -> Self:
        ids = [question.id for question in self.questions]
        twice = next((each for each in ids if ids.count(each) > 1), None)
        if twice is not None:
            raise ValueError(f"questions: the id {twice!r} stands there twice")
        points = sum(question.points for question in self.questions)
        if points != 100:
            raise ValueError(f"questions: their points add up to {points}, and must to 100")
        return self
