"""What happens in registers."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class RegistrationChanged(Fact):
    """A person registered, or what her registration says changed."""

    name: ClassVar[str] = "registers.RegistrationChanged"
    registration: int
    person: int


class SchemeLanded(Fact):
    """A version of a scheme was uploaded."""

    name: ClassVar[str] = "registers.SchemeLanded"
    scheme: str
    version: str
    digest: str
