"""An insurer in the small world, and its competitor."""

import pytest
from allauth.account.models import EmailAddress

from kring.foundation.access.models import Role
from kring.people.models import Organisation
from tests.organisations import appointed, employed, founded
from tests.people import World


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it, mees is HR, noor works there."""
    made = founded(world, "Insurer", by="hanna")
    for name in ("mees", "noor"):
        employed(world, name, made)
    appointed(world, "mees", made, Role.HR, by="hanna")
    return made


@pytest.fixture
def competitor(world: World) -> Organisation:
    """Stan's."""
    return founded(world, "Competitor", by="stan")


def verified(world: World, name: str, address: str) -> None:
    """Someone has shown that an address is hers."""
    EmailAddress.objects.create(user=world.accounts[name], email=address, verified=True, primary=False)
