"""What happened, as frozen facts in the past tense. Rooms define theirs in `events.py`."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Something that happened. Fields are plain data; an unknown field is refused, so that old and new can't be mixed.

    The name under which it is stored is `room.ClassName`; it outlives moves of the code by being written in `name`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    known: ClassVar[dict[str, type["Fact"]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.known.setdefault(cls.name, cls) is not cls:
            raise ValueError(f"Two facts are named {cls.name}")


def read(name: str, facts: dict[str, Any]) -> Fact:
    """The fact that was stored under `name`. Raises KeyError for a name that no room defines any more."""
    return Fact.known[name].model_validate(facts)
