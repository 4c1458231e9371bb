"""A method of peer consultation as a file says it, and how its steps fit in the time that there is. Pure."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from kring.registers.rules.read import read as read_text

MOST_STEPS: Final = 30
MOST_MINUTES: Final = 480

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class MethodError(ValueError):
    """A file says no method; the text names what is wrong, and where."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Title(_Shape):
    """A few words in both languages."""

    nl: Line
    en: Line

    def said(self, language: str) -> str:
        """In a language, English unless it is Dutch."""
        return self.nl if language == "nl" else self.en


class Told(_Shape):
    """A text in both languages."""

    nl: Words
    en: Words

    def said(self, language: str) -> str:
        """In a language, English unless it is Dutch."""
        return self.nl if language == "nl" else self.en


class Size(_Shape):
    """From how many to how many people it is for."""

    smallest: Annotated[int, Field(ge=2, le=50)]
    largest: Annotated[int, Field(ge=2, le=50)]


class Step(_Shape):
    """A step: what happens, who speaks, and for how many minutes of the whole."""

    title: Title
    does: Told
    speaks: Title
    minutes: Annotated[int, Field(ge=1, le=240)]


class Method(_Shape):
    """A method: `key` names it in addresses; `minutes` is what its steps take together."""

    key: Key
    name: Title
    about: Told
    source: Told
    group: Size
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=MOST_STEPS)]

    @model_validator(mode="after")
    def _adds_up(self) -> "Method":
        together = sum(step.minutes for step in self.steps)
        if together != self.minutes:
            raise ValueError(f"the steps take {together} minutes together, not {self.minutes}")
        if self.group.smallest > self.group.largest:
            raise ValueError("the smallest group is larger than the largest")
        return self


def read(content: bytes) -> Method:
    """The method in a file (YAML, UTF-8). Raises MethodError with everything that is wrong."""
    source, problems = read_text(content)
    if source is None:
        problem = problems[0]
        where = f"line {problem.line}: " if problem.line else ""
        raise MethodError(f"{where}{problem.code}")
    try:
        return Method.model_validate(source.data)
    except ValidationError as wrong:
        raise MethodError("; ".join(_said(one) for one in wrong.errors())) from None


def _said(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']}" if where else str(error["msg"])


def scaled(weights: Sequence[int], minutes: int) -> list[int]:
    """How many whole minutes each step has, when there are so many for all: in proportion, at least one each.

    The steps take exactly the minutes that there are, unless there are fewer than steps. Each next minute goes to the
    step that is furthest behind (the method of Sainte-Laguë), so a longer step never has less than a shorter one.

    >>> scaled([5, 10, 30, 15], 60), scaled([5, 10, 30, 15], 90), scaled([5, 10, 30, 15], 3)
    ([5, 10, 30, 15], [8, 15, 45, 22], [1, 1, 1, 1])
    """
    given = [1] * len(weights)
    for _ in range(minutes - len(weights)):
        behind = max(range(len(weights)), key=lambda place: (weights[place] / (2 * given[place] + 1), -place))
        given[behind] += 1
    return given
